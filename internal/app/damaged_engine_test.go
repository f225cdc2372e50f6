package app

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// A damaged file of the embedded server does not keep the program from starting, and the damage is recorded.
func TestDamagedEngineFileIsOnRecord(t *testing.T) {
	c := settings(t)
	a, err := Run(t.Context(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	overwriteMiddle(t, filepath.Join(c.Data, "temporal.db"))
	for start, want := range []int{1, 1} { // the next start finds an intact file
		if a, err = Run(t.Context(), c, quiet()); err != nil {
			t.Fatal(err)
		}
		var events []models.AuditEvent
		err = a.Service.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
			events, err = tx.Audit(store.AuditFilter{Actions: []string{"engine.set_aside"}}, 0, 10)
			return err
		})
		if err != nil || len(events) != want || events[0].ByID != models.System.ID {
			t.Errorf("start %d: %+v, %v", start, events, err)
		}
		a.Close()
	}
}

// A file damaged while the server runs is a finding of the doctor, with what to do; all other checks still run.
func TestDamageWhileRunningIsAFinding(t *testing.T) {
	c := settings(t)
	a, err := Run(t.Context(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	sound := engineFindings(t, a)
	if len(sound.Found) > 0 {
		t.Fatalf("a sound file: %v", sound.Found)
	}
	// Enough pages that not all of them are in the write-ahead log, from which SQLite would read them.
	path := filepath.Join(c.Data, "temporal.db")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA wal_checkpoint(FULL)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	overwriteMiddle(t, path)
	damaged := engineFindings(t, a)
	if len(damaged.Found) == 0 || !strings.Contains(damaged.Found[0], "重新启动") {
		t.Errorf("found %v", damaged.Found)
	}
}

// engineFindings returns the doctor's check of the embedded server's file.
func engineFindings(t *testing.T, a *App) tracking.Check {
	t.Helper()
	d, err := a.Service.Doctor(t.Context(), models.Operator)
	if err != nil || len(d.Checks) < 20 {
		t.Fatalf("%d checks, %v", len(d.Checks), err)
	}
	for _, c := range d.Checks {
		if c.Name == "流程服务文件完好" {
			return c
		}
	}
	t.Fatal("the doctor does not look at the file")
	return tracking.Check{}
}

// overwriteMiddle writes zeros over pages in the middle of a file.
func overwriteMiddle(t *testing.T, path string) {
	t.Helper()
	const page, pages = 4096, 3
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(make([]byte, pages*page), info.Size()/2/page*page); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
