package storetest

import (
	"database/sql"
	"testing"
)

// dropTriggers drops the triggers that keep tables append-only.
const dropTriggers = `DROP TRIGGER audit_events_no_update; DROP TRIGGER audit_events_no_delete;
	DROP TRIGGER audit_images_no_update; DROP TRIGGER audit_images_no_delete;
	DROP TRIGGER audit_seals_no_update; DROP TRIGGER audit_seals_no_delete;
	DROP TRIGGER escalation_notes_no_update; DROP TRIGGER escalation_notes_no_delete;
	DROP TRIGGER closings_no_update; DROP TRIGGER closings_no_delete;
	DROP TRIGGER closing_lines_no_update; DROP TRIGGER closing_lines_no_delete;
	DROP TRIGGER sent_figures_no_update; DROP TRIGGER sent_figures_no_delete;`

// Tamper changes rows of a SQLite file outside the store, without foreign keys, as a person with access to the file
// could. Each statement must change a row. The triggers against changes are dropped and restored afterwards.
func Tamper(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), "SELECT sql FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var triggers []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, text)
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
	exec(dropTriggers)
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
