package storetest

import (
	"database/sql"
	"testing"
)

// Tamper changes rows of a SQLite file outside the store, without foreign keys, as a person with access to the file
// could. Each statement must change a row. The triggers against changes are dropped and restored afterwards.
func Tamper(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	triggers := map[string]string{} // their statements by name
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		triggers[name] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	exec := func(statement string) sql.Result {
		t.Helper()
		done, err := db.ExecContext(t.Context(), statement)
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
		return done
	}
	for name := range triggers {
		exec("DROP TRIGGER " + name)
	}
	for _, statement := range statements {
		if n, err := exec(statement).RowsAffected(); err != nil || n == 0 {
			t.Fatalf("%s changed nothing (%v)", statement, err)
		}
	}
	for _, text := range triggers {
		exec(text)
	}
}

// Exec runs statements on a SQLite file outside the store.
func Exec(t testing.TB, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), statements); err != nil {
		t.Fatalf("%s: %v", statements, err)
	}
}
