package audithead

import (
	"context"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"duban/models"
)

// chain is a chain of heads in memory.
type chain struct {
	sealed chan struct{}
	head   models.AuditHead
	other  map[models.AuditHead]bool // heads that are not part of the chain
}

func (c *chain) Sealed() <-chan struct{}        { return c.sealed }
func (c *chain) Head() (models.AuditHead, bool) { return c.head, c.head.Sequence > 0 }
func (c *chain) ChainContains(_ context.Context, h models.AuditHead) (bool, error) {
	return !c.other[h], nil
}

func TestAHeadIsWrittenWholeAndForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	if _, there, err := Read(path); there || err != nil {
		t.Errorf("without a file: %t, %v", there, err)
	}
	want := models.AuditHead{Sequence: 7, Hash: "abc", AuditID: 9, At: 1_000}
	for range 2 {
		if err := Write(path, want); err != nil {
			t.Fatal(err)
		}
	}
	if got, there, err := Read(path); got != want || !there || err != nil {
		t.Errorf("read %+v, %t, %v", got, there, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
	if err := os.WriteFile(path, []byte(`{"sequence":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Read(path); models.AsError(err).Code != "bad_audit_head" {
		t.Errorf("half a file: %v", err)
	}
}

func TestTheKeeperFollowsTheChainAndSparesAHeadThatIsNotInIt(t *testing.T) {
	dir := t.TempDir()
	listener, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	first, lost := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	gone := models.AuditHead{Sequence: 3, Hash: "gone"}
	if err := Write(lost, gone); err != nil {
		t.Fatal(err)
	}
	c := &chain{sealed: make(chan struct{}, 1), head: models.AuditHead{Sequence: 5, Hash: "five", AuditID: 6},
		other: map[models.AuditHead]bool{gone: true}}
	k := &Keeper{Chain: c, Files: []string{first, lost}, Syslog: "udp://" + listener.LocalAddr().String(),
		Log: slog.New(slog.DiscardHandler)}
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() {
		k.Run(ctx)
		close(stopped)
	}()
	c.sealed <- struct{}{}
	datagram := make([]byte, 2000)
	if err := listener.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	n, _, err := listener.ReadFrom(datagram)
	if err != nil {
		t.Fatal(err)
	}
	wanted := regexp.MustCompile(
		`^<109>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d) \S+ duban \d+ audit-head - ` +
			`\{"sequence":5,"hash":"five","audit_id":6,`)
	if !wanted.Match(datagram[:n]) {
		t.Errorf("the datagram: %s", datagram[:n])
	}
	cancel()
	<-stopped
	if got, _, err := Read(first); got != c.head || err != nil {
		t.Errorf("the file: %+v, %v", got, err)
	}
	if got, _, err := Read(lost); got != gone || err != nil {
		t.Errorf("the head that is not in the chain became %+v, %v", got, err)
	}
	if err := Retire(lost, gone); err != nil {
		t.Fatal(err)
	}
	k.keep(t.Context())
	if got, _, err := Read(lost); got != c.head || err != nil {
		t.Errorf("after it was retired: %+v, %v", got, err)
	}
}

func TestHeadsGoToALocalSocket(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "log")
	listener, err := net.ListenPacket("unixgram", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if err := SendSyslog("unixgram://"+socket, models.AuditHead{Sequence: 1, Hash: "x"}, time.Now()); err != nil {
		t.Fatal(err)
	}
	datagram := make([]byte, 2000)
	if n, _, err := listener.ReadFrom(datagram); err != nil || !strings.Contains(string(datagram[:n]), `"hash":"x"`) {
		t.Errorf("%s, %v", datagram[:n], err)
	}
}

func TestSyslogAddresses(t *testing.T) {
	for address, ok := range map[string]bool{
		"udp://log.example:514": true, "unixgram:///dev/log": true, "udp://log.example": false,
		"tcp://log.example:514": false,
		"udp://:514":            false, "/dev/log": false, "": false,
	} {
		if _, _, err := syslogTarget(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}
