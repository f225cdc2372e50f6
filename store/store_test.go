package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestWriteIsAllOrNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		refused := errors.New("refused")
		err := s.Write(t.Context(), func(tx *Tx) error {
			return errors.Join(tx.InsertPerson(models.Person{ID: "a", Name: "甲"}), refused)
		})
		if !errors.Is(err, refused) {
			t.Errorf("got %v, want the error of the function", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a panic was swallowed")
				}
			}()
			_ = s.Write(t.Context(), func(tx *Tx) error {
				if err := tx.InsertPerson(models.Person{ID: "b"}); err != nil {
					return err
				}
				panic("defect")
			})
		}()
		if got := get(t, s, (*Tx).People); len(got) != 0 {
			t.Errorf("rows of a failed transaction: %v", got)
		}
	})
}

func TestCancelledWriteLeavesNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Write(ctx, func(tx *Tx) error {
			defer cancel()
			return tx.InsertPerson(models.Person{ID: "a"})
		})
		wantKind(t, err, models.KindUnavailable, "interrupted")
		if got := get(t, s, (*Tx).People); len(got) != 0 {
			t.Errorf("rows of a cancelled transaction: %v", got)
		}
	})
}

func TestReadSeesOneMoment(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		read(t, s, func(tx *Tx) error {
			before, err := tx.People()
			if err != nil {
				return err
			}
			write(t, s, func(tx *Tx) error { return tx.InsertPerson(models.Person{ID: "late"}) })
			after, err := tx.People()
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("the snapshot moved: %s", diff)
			}
			return err
		})
		if got := get(t, s, (*Tx).People); len(got) != 1 {
			t.Errorf("a later read sees %d people, want 1", len(got))
		}
	})
}

func TestReadCannotWrite(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		err := s.Read(t.Context(), func(tx *Tx) error { return tx.InsertPerson(models.Person{ID: "a"}) })
		if err == nil {
			t.Error("a read changed rows")
		}
		if got := get(t, s, (*Tx).People); len(got) != 0 {
			t.Errorf("rows written by a read: %v", got)
		}
	})
}

// Concurrent transactions that read a row and write it back must not fail or lose a change.
func TestReadThenWriteConcurrently(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		const people, rounds = 16, 20
		var group sync.WaitGroup
		for range people {
			group.Go(func() {
				for range rounds {
					err := s.Write(t.Context(), func(tx *Tx) error {
						f, err := tx.Facts(projects[0].ID)
						if err != nil {
							return err
						}
						_, err = tx.AdvanceProject(f.Project.ID, f.Project.Version, noon, "节点", true)
						return err
					})
					if err != nil {
						t.Errorf("advance: %v", err)
						return
					}
				}
			})
		}
		group.Wait()
		got := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(projects[0].ID) })
		if want := 1 + people*rounds; got.Version != want {
			t.Errorf("version %d, want %d", got.Version, want)
		}
	})
}

func TestCheckAndPing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		seed(t, s, 3)
		if found, err := s.Check(t.Context()); err != nil || len(found) != 0 {
			t.Errorf("check of a sound database: %v, %v", found, err)
		}
		if err := s.Ping(t.Context()); err != nil {
			t.Errorf("ping: %v", err)
		}
	})
}

func TestCheckFindsPlantedFault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	_, projects := seed(t, s, 1)
	vandalise(t, path, "DELETE FROM projects")
	found, err := s.Check(t.Context())
	if err != nil || len(found) != 5 { // the rows that reference the project
		t.Errorf("%s without its row: found %v, %v", projects[0].ID, found, err)
	}
}

// vandalise runs a statement on a SQLite file outside the store, without foreign keys.
func vandalise(t *testing.T, path, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func TestSQLiteKeepsItsPromises(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "duban.db"))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
		"busy_timeout": "5000", "journal_size_limit": "8388608"} {
		var got string
		if err := s.write.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", pragma, got, want, err)
		}
	}
}

func TestOlderSQLite(t *testing.T) {
	for version, want := range map[string]bool{"3.45.1": true, "3.51.2": true, "3.51.3": false, "3.53.0": false,
		"4.0.0": false, "3.51": true, "x": true} {
		if got := olderSQLite(version); got != want {
			t.Errorf("%s: got %v", version, got)
		}
	}
}

func TestOpenRefusesBadConfiguration(t *testing.T) {
	for dsn, code := range map[string]string{
		":memory:":             "bad_database",
		"mysql://host/x":       "bad_database",
		"/proc/nowhere/x.db":   "bad_database",
		"postgres://host:x/db": "bad_database",
	} {
		_, err := Open(t.Context(), Config{DSN: dsn})
		wantKind(t, err, models.KindInvalid, code)
	}
	_, err := Open(t.Context(), Config{DSN: "postgres://u:secret@127.0.0.1:1/db?connect_timeout=2"})
	wantKind(t, err, models.KindUnavailable, "store_unavailable")
	if text := fmt.Sprintf("%+v", err); strings.Contains(text, "secret") {
		t.Errorf("the password is in %q", text)
	}
}
