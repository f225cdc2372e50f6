package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/models"
)

// chainTables are the tables of the chain itself.
var chainTables = []string{"audit_events", "audit_images", "audit_seals"}

// FuzzTampering changes one value of one row, or removes a row, past the program, as a person with the file could: the
// chain, the rows under it or its head show it. Values that are not protected are in the exceptions of protectedTables.
func FuzzTampering(f *testing.F) {
	s := open(f, filepath.Join(f.TempDir(), "duban.db"))
	sound(f, s)
	var tables []protectedTable
	before := verify(f, s)
	read(f, s, func(tx *Tx) error {
		for _, name := range chainTables {
			columns, err := tx.columnsOf(name)
			if err != nil {
				return err
			}
			tables = append(tables, protectedTable{name: name, columns: columns})
		}
		for _, p := range protected() {
			var rows int64
			if err := tx.db.Table(p.name).Count(&rows).Error; err != nil {
				return err
			}
			if rows > 0 {
				tables = append(tables, p)
			}
		}
		return nil
	})
	for table := range tables {
		for column := range tables[table].columns {
			f.Add(uint8(table), uint8(column), uint8(column), "x", false)
			if table < len(chainTables) {
				f.Add(uint8(table), uint8(column), uint8(column), "7", false)
			}
		}
		f.Add(uint8(table), uint8(0), uint8(0), "", true)
	}
	undone := errors.New("undone")
	f.Fuzz(func(t *testing.T, table, row, column uint8, value string, remove bool) {
		p := tables[int(table)%len(tables)]
		name := p.columns[int(column)%len(p.columns)]
		if p.name == "audit_images" && name == "id" && !remove {
			return // the number of an image says only which of a row's images is the last, see checkOrder
		}
		changed := false
		var found []string
		err := s.run(t.Context(), s.write, s.dialect.writing, Tx{}, func(tx *Tx) error {
			var rows int64
			var triggers []string
			err := errors.Join(tx.db.Table(p.name).Count(&rows).Error,
				tx.db.Raw("SELECT name FROM sqlite_master WHERE type = 'trigger'").Scan(&triggers).Error)
			if err != nil || rows == 0 {
				return errors.Join(err, undone)
			}
			for _, trigger := range triggers {
				if err := tx.db.Exec("DROP TRIGGER " + trigger).Error; err != nil {
					return err
				}
			}
			which := fmt.Sprintf("rowid = (SELECT rowid FROM %s LIMIT 1 OFFSET %d)", p.name, int64(row)%rows)
			statement := fmt.Sprintf("UPDATE %s SET %q = ? WHERE %q IS NOT CAST(? AS text) AND %q IS NOT ? AND %s", p.name,
				name, name,
				name, which)
			args := []any{value, value, value}
			if remove {
				statement, args = "DELETE FROM "+p.name+" WHERE "+which, nil
			}
			if err := tx.db.Exec("PRAGMA defer_foreign_keys = ON").Error; err != nil {
				return err
			}
			done := tx.db.Exec(statement, args...)
			if done.Error != nil {
				return errors.Join(undone, done.Error) // a constraint of the schema
			}
			changed = done.RowsAffected == 1
			report, err := tx.VerifyChain()
			if err != nil {
				found = append(found, err.Error()) // a value that is not of the column's type
				return undone
			}
			found = append(found, report.Breaks...)
			if report.Head != before.Head {
				found = append(found, "another head")
			}
			if !slices.Contains(chainTables, p.name) {
				rows, err := tx.unrecordedOf(p)
				if err != nil {
					found = append(found, err.Error())
				}
				for _, r := range rows {
					found = append(found, r.Table+" "+strings.Join(r.Key, " "))
				}
			}
			return undone
		})
		if models.KindOf(err) == "" {
			t.Fatalf("the change was kept: %v", err)
		}
		if changed != (len(found) > 0) {
			t.Fatalf("%s.%s of row %d = %q (remove %t): changed %t, found %v", p.name, name, row, value, remove, changed, found)
		}
	})
}
