package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Unrecorded is a protected row that is not what its last image says.
type Unrecorded struct {
	Table   string
	Key     []string           // values of the primary key as text
	Missing bool               // on record, and not there any more
	Unknown bool               // there, and on record no more or never
	Columns []ColumnDifference // that differ, when the row is there and on record
	Row     map[string]any     // protected columns as they are, or as recorded when the row is missing
}

// ColumnDifference is a column that differs from its last image. Nil is empty.
type ColumnDifference struct {
	Name            string
	Recorded, Found any
}

// Unrecorded compares every protected row with its last image. Tables that the schema does not have yet are left out.
func (tx *Tx) Unrecorded() ([]Unrecorded, error) {
	var found []Unrecorded
	for _, p := range protected() {
		if !tx.db.Migrator().HasTable(p.name) {
			continue
		}
		rows, err := tx.unrecordedOf(p)
		if err != nil {
			return found, err
		}
		found = append(found, rows...)
	}
	return found, nil
}

func (tx *Tx) unrecordedOf(p protectedTable) ([]Unrecorded, error) {
	there, err := tx.columnsOf(p.name)
	if err != nil {
		return nil, err
	}
	p.columns = slices.DeleteFunc(slices.Clone(p.columns), func(c string) bool { return !slices.Contains(there, c) })
	recorded := map[string]string{}
	err = tx.rawRows(func(row map[string]any) error {
		if row["deleted"] == int64(0) || row["deleted"] == false {
			recorded[row["row_key"].(string)] = row["image"].(string)
		}
		return nil
	},
		"SELECT row_key, image, deleted FROM audit_images WHERE id IN (SELECT MAX(id) FROM audit_images WHERE entity = ? "+
			"GROUP BY row_key)", p.name)
	if err != nil {
		return nil, err
	}
	var found []Unrecorded
	err = tx.rawRows(func(row map[string]any) error {
		key := rowKey(p.key(row))
		was, known := recorded[key]
		delete(recorded, key)
		if now := p.image(row); !known || now != was {
			found = append(found, differing(p, key, was, now, known))
		}
		return nil
	}, "SELECT "+quoted(p.columns)+" FROM "+p.name+" ORDER BY "+quoted(p.keys))
	for _, key := range sortedKeys(recorded) {
		found = append(found, Unrecorded{Table: p.name, Key: keyTexts(key), Missing: true, Row: columnsIn(recorded[key])})
	}
	return found, err
}

// differing says which columns of two images differ. A column that only one of them has is empty in the other.
func differing(p protectedTable, key, was, now string, known bool) Unrecorded {
	u := Unrecorded{Table: p.name, Key: keyTexts(key), Unknown: !known, Row: columnsIn(now)}
	if !known {
		return u
	}
	recorded := columnsIn(was)
	for _, name := range p.columns {
		if recorded[name] != u.Row[name] {
			u.Columns = append(u.Columns, ColumnDifference{Name: name, Recorded: recorded[name], Found: u.Row[name]})
		}
	}
	return u
}

// columnsIn reads an image; amounts stay exact. What can't be read has no columns.
func columnsIn(image string) map[string]any {
	columns := map[string]any{}
	reader := json.NewDecoder(strings.NewReader(image))
	reader.UseNumber()
	_ = reader.Decode(&columns) // an image nobody can read differs in every column
	return columns
}

// keyTexts are the values in a row key.
func keyTexts(key string) []string {
	var values []any
	reader := json.NewDecoder(strings.NewReader(key))
	reader.UseNumber()
	if reader.Decode(&values) != nil {
		return []string{key}
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return texts
}

// NameRows hands on the names of milestones, submissions and people by their keys, read as the database keeps them.
func (tx *Tx) NameRows(each func(table, id, name string)) error {
	return tx.rawRows(func(row map[string]any) error {
		each(fmt.Sprint(row["t"]), fmt.Sprint(row["id"]), fmt.Sprint(row["name"]))
		return nil
	}, `SELECT 'milestones' AS t, id, name FROM milestones UNION ALL SELECT 'people', id, name FROM people
		UNION ALL SELECT 'submissions', s.id, COALESCE(p.code, s.project_id) || ' ' || COALESCE(m.name, s.month)
		FROM submissions s LEFT JOIN projects p ON p.id = s.project_id LEFT JOIN milestones m ON m.id = s.milestone_id`)
}
