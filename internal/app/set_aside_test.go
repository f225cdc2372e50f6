package app

import (
	"os"
	"path/filepath"
	"testing"

	"duban/models"
	"duban/store"
)

// A damaged file of the embedded server does not keep the program from starting, and is on record.
func TestDamagedEngineFileIsOnRecord(t *testing.T) {
	c := settings(t)
	a, err := Run(t.Context(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	f, err := os.OpenFile(filepath.Join(c.Data, "temporal.db"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(make([]byte, 3*4096), info.Size()/2/4096*4096); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for start, want := range []int{1, 1} { // the next start finds a sound file
		if a, err = Run(t.Context(), c, quiet()); err != nil {
			t.Fatal(err)
		}
		var events []models.AuditEvent
		err = a.Service.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
			events, err = tx.Audit(store.AuditFilter{Actions: []string{"engine.set_aside"}}, 0, 10)
			return err
		})
		if err != nil || len(events) != want || events[0].ByID != models.House.ID {
			t.Errorf("start %d: %+v, %v", start, events, err)
		}
		a.Close()
	}
}
