package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"maps"
	"reflect"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"duban/models"
)

// touched collects the protected rows a transaction wrote and the audit events it added.
type touched struct {
	rows   map[string]map[string]touchedRow // by table and row key
	events []int64
}

// touchedRow is a row a transaction wrote, with the columns it wrote.
type touchedRow struct {
	key      []any           // values of the primary key
	inserted bool            // written by an insert: the row may be new
	all      bool            // every column was written
	set      map[string]bool // columns that were written, unless all
}

type touchedKey struct{}

// touchedIn returns the touched rows of the statement's transaction, or nil outside Write.
func touchedIn(ctx context.Context) *touched {
	notes, _ := ctx.Value(touchedKey{}).(*touched)
	return notes
}

// add records a write of a row in addition to earlier ones.
func (t *touched) add(table string, w touchedRow) {
	if t.rows[table] == nil {
		t.rows[table] = map[string]touchedRow{}
	}
	name := rowKey(w.key)
	if before, ok := t.rows[table][name]; ok {
		w.inserted, w.all = w.inserted || before.inserted, w.all || before.all
		set := maps.Clone(before.set)
		maps.Copy(set, w.set)
		w.set = set
	}
	t.rows[table][name] = w
}

// written returns which columns a statement writes. Only these may enter the image: other columns may have been
// changed outside the store.
func written(s *gorm.Statement) touchedRow {
	w := touchedRow{set: map[string]bool{}}
	if values, ok := s.Dest.(map[string]any); ok { // an update of named columns
		for name := range values {
			w.set[name] = true
		}
		return w
	}
	w.inserted, w.all = true, true
	if conflict, ok := s.Clauses["ON CONFLICT"].Expression.(clause.OnConflict); ok && !conflict.UpdateAll {
		w.all = false // of an existing row; a new row is recorded completely
		for _, a := range conflict.DoUpdates {
			w.set[a.Column.Name] = true
		}
	}
	return w
}

// noteWrites registers the callbacks that collect touched rows. Inserts know their keys; updates and deletes return
// those of the rows they changed (RETURNING).
func noteWrites(pool *gorm.DB) error {
	return errors.Join(
		pool.Callback().Create().After("gorm:create").Register("duban:note", noteRows),
		pool.Callback().Update().Before("gorm:update").Register("duban:returning", returnKeys),
		pool.Callback().Update().After("gorm:update").Register("duban:note", noteRows),
		pool.Callback().Delete().Before("gorm:delete").Register("duban:returning", returnKeys),
		pool.Callback().Delete().After("gorm:delete").Register("duban:note", noteRows),
	)
}

// returnKeys makes an update or delete of a protected table return the keys of its rows into an empty slice.
func returnKeys(db *gorm.DB) {
	s := db.Statement
	if touchedIn(s.Context) == nil || s.Schema == nil || db.Error != nil {
		return
	}
	p, ok := protectedBy(s.Schema.Table)
	if !ok || p.untouched(s.Dest) {
		return
	}
	keys := clause.Returning{}
	for _, f := range s.Schema.PrimaryFields {
		keys.Columns = append(keys.Columns, clause.Column{Name: f.DBName})
	}
	list := reflect.New(reflect.SliceOf(s.Schema.ModelType))
	deleting := s.Dest == s.Model || s.Model == nil
	s.Model, s.ReflectValue = list.Interface(), list.Elem()
	if deleting {
		s.Dest = s.Model
	}
	s.AddClause(keys)
}

// untouched reports whether an update sets no protected column. Its rows need no image; an image would also record
// earlier changes from outside the store as the store's own.
func (p protectedTable) untouched(dest any) bool {
	values, ok := dest.(map[string]any)
	for name := range values {
		if slices.Contains(p.columns, name) {
			return false
		}
	}
	return ok && len(values) > 0
}

// noteRows collects the rows that a statement inserted, updated or deleted.
func noteRows(db *gorm.DB) {
	s := db.Statement
	notes := touchedIn(s.Context)
	if notes == nil || s.Schema == nil || db.Error != nil {
		return
	}
	event := s.Schema.Table == "audit_events"
	if p, ok := protectedBy(s.Schema.Table); !ok && !event || ok && p.untouched(s.Dest) {
		return
	}
	wrote := written(s)
	note := func(row reflect.Value) {
		key := make([]any, 0, len(s.Schema.PrimaryFields))
		for _, f := range s.Schema.PrimaryFields {
			value, _ := f.ValueOf(s.Context, row)
			plain, err := driver.DefaultParameterConverter.ConvertValue(value)
			if err != nil {
				_ = db.AddError(err)
			}
			key = append(key, plain)
		}
		if event {
			notes.events = append(notes.events, reflect.Indirect(row).Interface().(models.AuditEvent).ID)
			return
		}
		of := wrote
		of.key = key
		notes.add(s.Schema.Table, of)
	}
	switch s.ReflectValue.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range s.ReflectValue.Len() {
			note(s.ReflectValue.Index(i))
		}
	case reflect.Struct:
		note(s.ReflectValue)
	default:
	}
}
