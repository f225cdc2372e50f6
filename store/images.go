package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"duban/models"
)

// rowKey prints the values of a primary key as a JSON array.
func rowKey(values []any) string {
	text, _ := json.Marshal(values) // strings and integers: never fails
	return string(text)
}

// image prints the protected columns of a row as JSON; values are as the database stores them. Empty values are left
// out, so that adding a column does not change the images of older rows.
func (p protectedTable) image(row map[string]any) string {
	var out strings.Builder
	out.WriteByte('{')
	for _, name := range p.columns {
		value := row[name]
		if value == nil || !p.nullable[name] && (value == "" || value == int64(0) || value == false) {
			continue
		}
		if p.digest[name] {
			sum := sha256.Sum256(fmt.Append(nil, value))
			value = "sha256:" + hex.EncodeToString(sum[:])
		}
		if value == true { // as SQLite stores it
			value = int64(1)
		}
		text, _ := json.Marshal(value) // a string or an integer
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "%q:%s", name, text)
	}
	out.WriteByte('}')
	return out.String()
}

// overlay returns the recorded image with the current values of some columns.
func (p protectedTable) overlay(recorded, now string, columns map[string]bool) string {
	values, current := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if json.Unmarshal([]byte(recorded), &values) != nil || json.Unmarshal([]byte(now), &current) != nil {
		return recorded // an unreadable image stays, and the doctor reports it
	}
	var out strings.Builder
	out.WriteByte('{')
	for _, name := range p.columns {
		value, ok := values[name]
		if columns[name] {
			value, ok = current[name]
		}
		if !ok {
			continue
		}
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "%q:%s", name, value)
	}
	out.WriteByte('}')
	return out.String()
}

// key returns the values of a row's primary key.
func (p protectedTable) key(row map[string]any) []any {
	values := make([]any, len(p.keys))
	for i, name := range p.keys {
		values[i] = row[name]
	}
	return values
}

// quoted prints columns as a quoted list for SQL.
func quoted(columns []string) string { return `"` + strings.Join(columns, `", "`) + `"` }

// rawRows runs a query and calls each for every row, with values as the database stores them: text, integers or nil.
func (tx *Tx) rawRows(each func(row map[string]any) error, query string, args ...any) error {
	rows, err := tx.db.Raw(query, args...).Rows()
	if err != nil {
		return failed(err, "read rows")
	}
	return failed(scanRows(rows, each), "read rows")
}

func scanRows(rows *sql.Rows, each func(row map[string]any) error) (err error) {
	defer func() {
		if closed := rows.Close(); err == nil {
			err = closed
		}
	}()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, pointers := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		pointers[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(pointers...); err != nil {
			return err
		}
		row := make(map[string]any, len(columns))
		for i, name := range columns {
			if bytes, ok := values[i].([]byte); ok {
				values[i] = string(bytes)
			}
			row[name] = values[i]
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// currentImages returns the current images of the rows with these keys, by row key. Deleted rows are left out.
func (tx *Tx) currentImages(p protectedTable, keys [][]any) (map[string]string, error) {
	images := make(map[string]string, len(keys))
	for part := range slices.Chunk(keys, variables/len(p.keys)) {
		condition, args := p.among(part)
		err := tx.rawRows(func(row map[string]any) error {
			images[rowKey(p.key(row))] = p.image(row)
			return nil
		}, "SELECT "+quoted(p.columns)+" FROM "+p.name+" WHERE "+condition, args...)
		if err != nil {
			return nil, err
		}
	}
	return images, nil
}

// among returns the condition and arguments that select the rows with these keys.
func (p protectedTable) among(keys [][]any) (string, []any) {
	one := make([]string, len(p.keys))
	for i, name := range p.keys {
		one[i] = "?"
		if len(p.keys) > 1 { // PostgreSQL types a parameter in a list of rows as text
			one[i] = map[bool]string{true: "CAST(? AS bigint)", false: "CAST(? AS text)"}[p.integers[name]]
		}
	}
	args := make([]any, 0, len(keys)*len(p.keys))
	for _, key := range keys {
		args = append(args, key...)
	}
	list := strings.TrimSuffix(strings.Repeat("("+strings.Join(one, ", ")+"), ", len(keys)), ", ")
	return "(" + quoted(p.keys) + ") IN (VALUES " + list + ")", args
}

// lastImages loads the newest recorded images of the rows with these keys.
func (tx *Tx) lastImages(table string, keys []string) (map[string]models.AuditImage, error) {
	images := make(map[string]models.AuditImage, len(keys))
	for part := range slices.Chunk(keys, variables) {
		var rows []models.AuditImage
		err := tx.db.Where("id IN (SELECT MAX(id) FROM audit_images WHERE entity = ? AND row_key IN ? GROUP BY row_key)",
			table, part).Find(&rows).Error
		if err != nil {
			return nil, failed(err, "last images", table)
		}
		for _, i := range rows {
			images[i.RowKey] = i
		}
	}
	return images, nil
}

// insertImages inserts images with plain SQL instead of GORM, because an import may write tens of thousands.
func (tx *Tx) insertImages(images []models.AuditImage) error {
	for part := range slices.Chunk(images, variables/5) {
		args := make([]any, 0, len(part)*5)
		for _, i := range part {
			args = append(args, i.AuditID, i.Entity, i.RowKey, i.Image, i.Deleted)
		}
		list := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?), ", len(part)), ", ")
		if err := tx.db.Exec("INSERT INTO audit_images (audit_id, entity, row_key, image, deleted) VALUES "+list, args...).
			Error; err != nil {
			return failed(err, "insert images")
		}
	}
	return nil
}
