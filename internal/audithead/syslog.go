package audithead

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
	"time"

	"duban/models"
)

// priority is facility 13 (log audit) and severity 5 (notice): RFC 5424, 6.2.1.
const priority = 13*8 + 5

// syslogTarget parses udp://host:port or unixgram:///path; anything else is KindInvalid "bad_config".
func syslogTarget(address string) (network, target string, err error) {
	u, err := url.Parse(address)
	switch {
	case err == nil && u.Scheme == "udp" && u.Hostname() != "" && u.Port() != "" && u.Path == "":
		return "udp", u.Host, nil
	case err == nil && u.Scheme == "unixgram" && u.Host == "" && len(u.Path) > 1:
		return "unixgram", u.Path, nil
	}
	return "", "", models.Errorf(models.KindInvalid, "bad_config",
		"配置错误：syslog 地址（--audit-syslog）“%s”应为 udp://主机:514 或 unixgram:///dev/log", address)
}

// SendSyslog sends a head as one RFC 5424 datagram.
func SendSyslog(address string, head models.AuditHead, now time.Time) error {
	network, target, err := syslogTarget(address)
	if err != nil {
		return err
	}
	conn, err := (&net.Dialer{Timeout: 2 * time.Second}).DialContext(context.Background(), network, target)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetWriteDeadline(time.Now().Add(2 * time.Second)); err != nil {
		return err
	}
	_, err = conn.Write(message(head, now))
	return err
}

// message returns VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG.
func message(head models.AuditHead, now time.Time) []byte {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "-"
	}
	text, _ := json.Marshal(head) // numbers and strings: no error
	return fmt.Appendf(nil, "<%d>1 %s %s duban %d audit-head - %s", priority, now.Format("2006-01-02T15:04:05.000Z07:00"),
		host, os.Getpid(), text)
}
