package offline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/internal/audithead"
	"duban/internal/backup"
	"duban/internal/offline"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// The file of a running database copied without its write-ahead log, or with the log cut short, lacks the last changes;
// comparing it with the head kept outside shows that. A backup of the same moment lacks nothing.
func TestADatabaseCopiedWithoutItsLogIsFoundAndABackupIsWhole(t *testing.T) {
	data := t.TempDir()
	dsn := filepath.Join(data, "duban.db")
	first, err := store.Open(t.Context(), store.Config{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil { // moves what was written so far from the log into the file
		t.Fatal(err)
	}
	db := storetest.Open(t, dsn)
	for i := range 5 {
		storetest.Write(t, db, func(tx *store.Tx) error {
			return tx.InsertAudit(models.AuditEvent{Action: "test", Object: fmt.Sprint(i), At: models.InstantOf(time.Now())})
		})
	}
	head, ok := db.Head()
	if !ok {
		t.Fatal("nothing was sealed")
	}
	if err := audithead.Write(filepath.Join(data, audithead.FileName), head); err != nil { // as audithead.Keeper does
		t.Fatal(err)
	}

	for name, change := range map[string]func(log []byte) []byte{
		"without its log":           func([]byte) []byte { return nil },
		"with its log cut short":    func(log []byte) []byte { return log[:len(log)*3/4] },
		"with a byte of it changed": func(log []byte) []byte { log[len(log)/2] ^= 1; return log },
	} {
		copied := t.TempDir()
		for _, file := range []string{"duban.db", audithead.FileName} {
			copyChanged(t, filepath.Join(data, file), filepath.Join(copied, file), func(b []byte) []byte { return b })
		}
		copyChanged(t, filepath.Join(data, "duban.db-wal"), filepath.Join(copied, "duban.db-wal"), change)
		d := offline.Doctor(t.Context(), offline.Place{Data: copied, External: true}, true)
		if text := found(d, "封存记录与数据库一致"); !strings.Contains(text, "可能丢失") {
			t.Errorf("copied %s: %q, %+v", name, text, d)
		}
	}

	backups := t.TempDir()
	made, err := backup.Make(t.Context(), backup.Source{Data: data}, backup.Options{Dir: backups,
		Doctor: offline.Restored})
	if err != nil || !made.Verified.OK {
		t.Fatalf("%+v, %v", made.Verified, err)
	}
	restored := filepath.Join(t.TempDir(), "data")
	if _, err := backup.Restore(t.Context(), backups, backup.Target{Data: restored}); err != nil {
		t.Fatal(err)
	}
	if d := offline.Doctor(t.Context(), offline.Place{Data: restored, External: true}, true); !d.OK {
		t.Errorf("restored: %+v", d)
	}
}

func found(d tracking.Diagnosis, name string) string {
	i := slices.IndexFunc(d.Checks, func(c tracking.Check) bool { return c.Name == name })
	if i < 0 {
		return "no such check"
	}
	return strings.Join(d.Checks[i].Found, "\n")
}

func copyChanged(t *testing.T, from, to string, change func([]byte) []byte) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		if content = change(content); content == nil {
			return
		}
		err = os.WriteFile(to, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
