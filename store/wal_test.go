package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/models"
)

// What is written during a long reading makes the log of changes large; afterwards it becomes small again.
func TestTheLogOfChangesShrinksAfterALongReading(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	size := func() int64 {
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	n := 0
	write := func() error {
		n++
		return s.Write(t.Context(), func(tx *Tx) error {
			return tx.InsertPerson(models.Person{ID: fmt.Sprintf("p%d", n), Name: strings.Repeat("甲", 300<<10)})
		})
	}
	err := s.Read(t.Context(), func(tx *Tx) error {
		if _, err := tx.People(); err != nil { // the reading begins
			return err
		}
		var failed error
		for size() <= 2*walKept && failed == nil {
			failed = write()
		}
		return failed
	})
	// The first takes the pages into the file, the second begins the log again.
	if err := errors.Join(err, write(), write()); err != nil {
		t.Fatal(err)
	}
	if got := size(); got > walKept {
		t.Errorf("%d bytes stay", got)
	}
}
