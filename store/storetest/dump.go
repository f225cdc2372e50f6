package storetest

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // reads the copy

	"duban/store"
)

// RecordTables are the tables to which what happened is added: every change, and every export of figures.
var RecordTables = []string{"audit_events", "audit_images", "audit_seals", "sent_figures", "sqlite_sequence"}

// Dump returns the rows of each table of a SQLite store as text, in the order of their row IDs. Two dumps are equal
// when nothing was written in between.
func Dump(t testing.TB, s *store.Store) map[string]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatalf("dump: %v", err)
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	defer func() { _ = db.Close() }()
	tables := map[string]string{}
	for _, name := range strings.Split(texts(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`),
		"\n") {
		if name = strings.TrimSuffix(name, "|"); name != "" {
			tables[name] = texts(t, db, fmt.Sprintf(`SELECT * FROM %q ORDER BY rowid`, name))
		}
	}
	return tables
}

// texts returns the rows of a query, one per line.
func texts(t testing.TB, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			fmt.Fprint(&out, *v.(*any), "|")
		}
		out.WriteByte('\n')
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
