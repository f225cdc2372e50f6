package store

import (
	"bytes"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"duban/models"
)

func TestConstraintsBecomeKinds(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error { return tx.InsertPerson(models.Person{ID: "a"}) })
		token := models.Token{Hash: "h", PersonID: "a"}
		write(t, s, func(tx *Tx) error { return tx.InsertToken(token) })
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.InsertToken(token) })
		wantKind(t, err, models.KindConflict, "duplicate")
		_, projects := seed(t, s, 1)
		// which has its report
		month := models.Report{ID: "another-id", ProjectID: projects[0].ID, Month: models.MonthOf(2021, 5)}
		err = s.Write(t.Context(), func(tx *Tx) error { return tx.SetReport(month) })
		wantKind(t, err, models.KindConflict, "duplicate")
		err = s.Write(t.Context(), func(tx *Tx) error { return tx.InsertToken(models.Token{Hash: "i", PersonID: "nobody"}) })
		wantKind(t, err, models.KindInvalid, "dangling_reference")
		err = s.Write(t.Context(), func(tx *Tx) error { _, err := tx.Person("nobody"); return err })
		wantKind(t, err, models.KindNotFound, "no_person")
	})
}

// Errors of SQLite itself: a lock held by another connection, and a file that may not grow.
func TestSQLiteAwayAndFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	seed(t, open(t, path), 1)
	holder, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	held, err := holder.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = holder.Begin() // another connection, which does not wait for locks
	wantKind(t, classify(err), models.KindUnavailable, "store_unavailable")
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	small, err := sql.Open("sqlite", "file:"+path+"?_pragma=max_page_count(1)") // raised by SQLite to the pages in use
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close()
	_, err = small.Exec("INSERT INTO posts (id, title) VALUES ('p', hex(zeroblob(1000000)))")
	wantKind(t, classify(err), models.KindUnavailable, "store_full")
	vandalised := filepath.Join(t.TempDir(), "not.db")
	vandalise(t, vandalised, "PRAGMA user_version = 1")
	if err := os.WriteFile(vandalised, bytes.Repeat([]byte("不是数据库"), 2000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), Config{DSN: vandalised})
	wantKind(t, err, models.KindInternal, "store_damaged")
}

func TestPostgresCodes(t *testing.T) {
	for code, want := range map[string]string{
		"23505": "duplicate", "23503": "dangling_reference", "40001": "store_unavailable", "40P01": "store_unavailable",
		"53100": "store_full", "53300": "store_unavailable", "57P01": "store_unavailable", "57P03": "store_unavailable",
		"08006": "store_unavailable", "57014": "interrupted", "28P01": "bad_database", "3D000": "bad_database",
		"42601": "internal", "": "internal",
	} {
		if got := models.AsError(classify(&pgconn.PgError{Code: code})).Code; got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
}

func TestErrorsGiveNothingAway(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		err := s.Write(t.Context(), func(tx *Tx) error {
			return tx.InsertToken(models.Token{Hash: "secret-hash",
				PersonID: "nobody"})
		})
		for _, word := range []string{"tokens", "INSERT", "constraint", "secret-hash"} {
			if strings.Contains(models.AsError(err).Message.Text, word) {
				t.Errorf("%q is in the sentence %q", word, models.AsError(err).Message)
			}
		}
	})
}

// A commit without an answer may have succeeded.
func TestLostCommitIsUnknown(t *testing.T) {
	wantKind(t, commitFailed(io.ErrUnexpectedEOF), models.KindUnavailable, "commit_unknown")
	wantKind(t, commitFailed(&pgconn.PgError{Code: "40001"}), models.KindUnavailable, "store_unavailable")
	wantKind(t, commitFailed(errors.New("defect")), models.KindInternal, "internal")
}

// When the server ends the session within a transaction, the error says that nothing was saved.
func TestPostgresSessionEnded(t *testing.T) {
	s := open(t, databases[1].dsn(t))
	err := s.Write(t.Context(), func(tx *Tx) error {
		if err := tx.InsertPerson(models.Person{ID: "a"}); err != nil {
			return err
		}
		_ = tx.db.Exec("SELECT pg_terminate_backend(pg_backend_pid())") // ends the session
		return tx.InsertPerson(models.Person{ID: "b"})
	})
	if models.KindOf(err) != models.KindUnavailable {
		t.Errorf("got %v", err)
	}
	if got := get(t, s, (*Tx).People); len(got) != 0 {
		t.Errorf("rows: %v", got)
	}
}
