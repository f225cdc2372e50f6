package store

import (
	"database/sql"
	"log/slog"
	"sync"
	"testing"
	"time"

	"duban/internal/testkit/pgtest"
	"duban/models"
)

// Several processes open an empty database at once: one migrates it, the others are told to wait and then find it done.
func TestOneOfSeveralProcessesMigrates(t *testing.T) {
	dsn := pgtest.New(t)
	other, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	holder, err := other.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	execute := func(statement string) {
		t.Helper()
		if _, err := holder.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	defer func(usual time.Duration) { migrateWait = usual }(migrateWait)
	migrateWait = 0
	execute("SELECT pg_advisory_lock(" + migrateLock + ")")
	_, err = Open(t.Context(), Config{DSN: dsn})
	wantKind(t, err, models.KindUnavailable, "migrating")
	if !MayRecover(err) {
		t.Error("a start does not wait for the process that migrates")
	}
	execute("SELECT pg_advisory_unlock(" + migrateLock + ")")
	first := open(t, dsn)

	// Up to date: no process waits for another's lock.
	execute("SELECT pg_advisory_lock(" + migrateLock + ")")
	second := open(t, dsn)

	// A newer program migrates the database and ends the sessions of the others.
	execute("INSERT INTO migrations (id) VALUES ('9999_of_a_newer_program')")
	if err := endSessions(t.Context(), holder, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Store{first, second} {
		for range idleSessions { // each session that was ended is found out once
			if e := models.AsError(s.Ping(t.Context())); e != nil && e.Code == errOutdated.Code {
				break
			}
		}
		err = s.Write(t.Context(), func(tx *Tx) error { return tx.InsertPerson(models.Person{ID: "a"}) })
		wantKind(t, err, models.KindUnavailable, "program_outdated")
	}
	_, err = Open(t.Context(), Config{DSN: dsn})
	wantKind(t, err, models.KindInvalid, "database_newer")

	execute("DELETE FROM migrations WHERE id = '9999_of_a_newer_program'")
	var working sync.WaitGroup
	for _, s := range []*Store{first, second} {
		working.Go(func() {
			if err := s.Ping(t.Context()); err != nil {
				t.Errorf("the sessions do not come back: %v", err)
			}
		})
	}
	working.Wait()
}

// On PostgreSQL a rolled back transaction uses up the ID of its event: that is not a missing one.
func TestGapsInTheIDsOfEventsAreNormalOnPostgreSQL(t *testing.T) {
	s := open(t, pgtest.New(t))
	event := models.AuditEvent{Action: "test", At: noon}
	write(t, s, func(tx *Tx) error { return tx.InsertAudit(event) })
	_ = s.Write(t.Context(), func(tx *Tx) error {
		if err := tx.InsertAudit(event); err != nil {
			return err
		}
		return errDuplicate
	})
	write(t, s, func(tx *Tx) error { return tx.InsertAudit(event) })
	if r := get(t, s, (*Tx).VerifyChain); !r.OK || r.Events != 2 {
		t.Errorf("%+v", r)
	}
}
