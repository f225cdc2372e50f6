package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Unrecorded is a protected row that differs from its last image.
type Unrecorded struct {
	Table   string
	Key     []string           // values of the primary key as text
	Missing bool               // recorded, but the row does not exist
	Unknown bool               // the row exists, but has no image or its image says deleted
	Columns []ColumnDifference // columns that differ
	Row     map[string]any     // current values of the protected columns; recorded ones for a missing row
}

// ColumnDifference is a column that differs from its last image. nil is an empty value.
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

// differing returns the columns in which two images differ.
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

// columnsIn reads an image, with numbers as json.Number. An unreadable image has no columns.
func columnsIn(image string) map[string]any {
	columns := map[string]any{}
	reader := json.NewDecoder(strings.NewReader(image))
	reader.UseNumber()
	_ = reader.Decode(&columns) // an unreadable image differs in every column
	return columns
}

// keyTexts returns the values of a row key as text.
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

// NameRows calls each with the table, key and name of every milestone, submission and person, for reports about rows.
func (tx *Tx) NameRows(each func(table, id, name string)) error {
	return tx.rawRows(func(row map[string]any) error {
		each(fmt.Sprint(row["t"]), fmt.Sprint(row["id"]), fmt.Sprint(row["name"]))
		return nil
	}, `SELECT 'milestones' AS t, id, name FROM milestones UNION ALL SELECT 'people', id, name FROM people
		UNION ALL SELECT 'submissions', s.id, COALESCE(p.code, s.project_id) || ' ' || COALESCE(m.name, s.month)
		FROM submissions s LEFT JOIN projects p ON p.id = s.project_id LEFT JOIN milestones m ON m.id = s.milestone_id`)
}
