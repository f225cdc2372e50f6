package store

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"

	"duban/internal/testkit/pgtest"
	"duban/models"
)

// older makes a database that lacks the newest migration and its table "later".
func older(t *testing.T, dsn string) {
	t.Helper()
	s := open(t, dsn)
	seed(t, s, 2)
}

// later returns the migrations of a program that has one more.
func later(t *testing.T, s *Store, fails bool) []*gormigrate.Migration {
	t.Helper()
	steps, err := migrationsOf(s.dialect.name)
	if err != nil {
		t.Fatal(err)
	}
	return append(steps, &gormigrate.Migration{ID: "9999_later", Migrate: func(tx *gorm.DB) error {
		if err := tx.Exec("CREATE TABLE later (n bigint)").Error; err != nil || !fails {
			return err
		}
		return tx.Exec("CREATE TABLE later (n bigint)").Error // fails after the first statement, which is rolled back
	}})
}

func upgrade(t *testing.T, s *Store, c Config, fails bool) error {
	t.Helper()
	steps := later(t, s, fails)
	if err := s.copyBefore(t.Context(), c, steps); err != nil {
		return err
	}
	return s.migrate(t.Context(), c.Log, steps)
}

func TestDatabaseIsCopiedBeforeItIsMigrated(t *testing.T) {
	for _, database := range databases {
		t.Run(database.name, func(t *testing.T) {
			dsn := database.dsn(t)
			older(t, dsn)
			s := open(t, dsn)
			c := Config{DSN: dsn, Copies: filepath.Join(t.TempDir(), "backup [1]"), Log: slog.New(slog.DiscardHandler)}
			if found := copies(t, c.Copies); len(found) > 0 {
				t.Fatalf("a database that needs no migration was copied: %v", found)
			}
			for range 3 { // a failing migration is tried at every start; the first copy stays
				if err := upgrade(t, s, c, true); err == nil {
					t.Fatal("a failing migration succeeded")
				}
			}
			if database.name == "sqlite" {
				if found := copies(t, c.Copies); len(found) != 1 {
					t.Errorf("the same content is kept as %v", found)
				}
			}
			if err := upgrade(t, s, c, false); err != nil {
				t.Fatal(err)
			}
			found := copies(t, c.Copies)
			if len(found) == 0 || !strings.HasPrefix(filepath.Base(found[0]), "duban-before-9999-") {
				t.Fatalf("copies: %v", found)
			}
			restored := found[0]
			if database.name == "postgres" {
				restored = pgtest.New(t)
				if _, err := LoadPostgres(t.Context(), restored, found[0]); err != nil {
					t.Fatal(err)
				}
			}
			old := open(t, restored)
			if got := get(t, old, (*Tx).AllOpenProjects); len(got) != 2 {
				t.Errorf("%d projects in the copy", len(got))
			}
			if old.write.Migrator().HasTable("later") {
				t.Error("the copy was made after the migration")
			}
			before := len(found)
			if err := upgrade(t, s, c, false); err != nil {
				t.Fatal(err)
			}
			if found := copies(t, c.Copies); len(found) != before {
				t.Errorf("copied again without need: %v", found)
			}
		})
	}
}

func TestCopiesAreLimitedAndComplete(t *testing.T) {
	dir := t.TempDir()
	dsn := filepath.Join(dir, "duban.db")
	older(t, dsn)
	s := open(t, dsn)
	folder := filepath.Join(dir, "backup")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	names := []string{"duban-before-0009-20260101-010101.db", "duban-before-0003-20260301-010101.db",
		"duban-before-0007-20260201-010101.db", ".duban-before-unfinished", "temporal-1.32.db"}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := upgrade(t, s, Config{DSN: dsn, Log: slog.New(slog.DiscardHandler)}, false); err != nil {
		t.Fatal(err)
	}
	found := copies(t, folder)
	if len(found) != copiesKept || slices.ContainsFunc(found, func(p string) bool {
		return strings.Contains(p,
			"-20260101-")
	}) {
		t.Errorf("kept %v", found)
	}
	for name, want := range map[string]bool{".duban-before-unfinished": false, "temporal-1.32.db": true} {
		if _, err := os.Stat(filepath.Join(folder, name)); (err == nil) != want {
			t.Errorf("%s there: %v", name, err == nil)
		}
	}
}

func TestFirstCopyOfAFailingMigrationIsKept(t *testing.T) {
	dir := t.TempDir()
	var all []string
	for _, name := range []string{"0007-20260101-000000", "0011-20260201-000000", "0011-20260202-000000",
		"0011-20260203-000000", "0011-20260204-000000"} {
		path := filepath.Join(dir, copyPrefix+name+".db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, path)
	}
	if err := removeOld(all); err != nil {
		t.Fatal(err)
	}
	if got := copies(t, dir); !slices.Equal(got, []string{all[1], all[3], all[4]}) {
		t.Errorf("kept %v", got)
	}
}

func TestMigrationNeedsACopy(t *testing.T) {
	dir := t.TempDir()
	dsn := filepath.Join(dir, "duban.db")
	older(t, dsn)
	s := open(t, dsn)
	blocked := filepath.Join(dir, "blocked")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantKind(t, upgrade(t, s, Config{DSN: dsn, Copies: blocked, Log: slog.New(slog.DiscardHandler)}, false),
		models.KindUnavailable, "copy_failed")
	if s.write.Migrator().HasTable("later") {
		t.Error("migrated without a copy")
	}
}

func TestANewerDatabaseIsNotCopied(t *testing.T) {
	dir := t.TempDir()
	dsn := filepath.Join(dir, "duban.db")
	older(t, dsn)
	s := open(t, dsn)
	if err := upgrade(t, s, Config{DSN: dsn, Log: slog.New(slog.DiscardHandler)}, false); err != nil {
		t.Fatal(err)
	}
	before := copies(t, filepath.Join(dir, "backup"))
	_, err := Open(t.Context(), Config{DSN: dsn})
	wantKind(t, err, models.KindInvalid, "database_newer")
	if after := copies(t, filepath.Join(dir, "backup")); len(after) != len(before) {
		t.Errorf("copied: %v", after)
	}
}

func copies(t *testing.T, folder string) []string {
	t.Helper()
	found, err := copiesIn(folder)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
