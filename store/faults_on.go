//go:build torture

package store

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"duban/internal/faults"
)

// faultNames has the names of the running transactions' points.
var faultNames sync.Map

// faultBefore is the point before a commit. Its name has the action of the transaction's first audit event, or the
// protected tables it wrote.
func faultBefore(tx *Tx, notes *touched) error {
	var tables []string
	for table := range notes.rows {
		tables = append(tables, table)
	}
	slices.Sort(tables)
	name := "rows " + strings.Join(tables, "+")
	if len(notes.events) > 0 {
		if err := tx.db.Raw("SELECT action FROM audit_events WHERE id = ?", notes.events[0]).Scan(&name).Error; err != nil {
			return err
		}
	}
	faultNames.Store(notes, name)
	if err := faults.Point("before " + name); err != nil {
		return errUnavailable.Because(err) // as a failed write of the disk
	}
	return nil
}

// faultAfter is the point after a commit, before the caller learns of it.
func faultAfter(notes *touched) error {
	name, _ := faultNames.LoadAndDelete(notes)
	if err := faults.Point(fmt.Sprint("after ", name)); err != nil {
		return errUnknown.Because(err)
	}
	return nil
}

// syncLevel is FULL as in the released program. A control of the tests of power cuts sets NORMAL, which loses rows.
func syncLevel() string {
	if os.Getenv("DUBAN_TEST_SYNCHRONOUS") == "NORMAL" {
		return "synchronous(NORMAL)"
	}
	return "synchronous(FULL)"
}
