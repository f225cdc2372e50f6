package config

import (
	"net/url"
	"path/filepath"
)

// Audit configures where the head of the audit chain is kept in addition to the data directory.
type Audit struct {
	AuditHead   string `env:"DUBAN_AUDIT_HEAD"`   // a second file, on another disk; "": none
	AuditSyslog string `env:"DUBAN_AUDIT_SYSLOG"` // udp://host:514 or unixgram:///dev/log; "": none
}

// validate also refuses a second file in the data directory, where it would be lost together with the first.
func (a Audit) validate(data string) error {
	if a.AuditHead != "" {
		within, err := filepath.Rel(data, a.AuditHead)
		if err == nil && filepath.IsLocal(within) {
			return wrong("封存记录的第二处（--audit-head）“%s”应在数据目录之外，最好在另一块磁盘上", a.AuditHead)
		}
	}
	if a.AuditSyslog == "" {
		return nil
	}
	u, err := url.Parse(a.AuditSyslog)
	udp := err == nil && u.Scheme == "udp" && u.Hostname() != "" && u.Port() != "" && u.Path == ""
	local := err == nil && u.Scheme == "unixgram" && u.Host == "" && len(u.Path) > 1
	if !udp && !local {
		return wrong("syslog 地址（--audit-syslog）“%s”应为 udp://主机:514 或 unixgram:///dev/log", a.AuditSyslog)
	}
	return nil
}
