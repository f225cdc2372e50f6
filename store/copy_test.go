package store

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/testkit/pgtest"
	"duban/models"
)

func TestCopyHoldsTheWholeDatabase(t *testing.T) {
	dir := t.TempDir()
	from := filepath.Join(dir, "duban.db")
	s := open(t, from)
	_, projects := seed(t, s, 2)
	to := filepath.Join(dir, "copy.db")
	copied, err := Copy(t.Context(), from, to) // committed rows may still be in the WAL of the open store
	if err != nil {
		t.Fatal(err)
	}
	if copied.Rows["projects"] != 2 || copied.Schema == "" {
		t.Errorf("counted %+v", copied)
	}
	before, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	restored, err := Summarise(t.Context(), to)
	if diff := cmp.Diff(copied, restored); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if after, err := os.ReadFile(to); err != nil || string(after) != string(before) {
		t.Errorf("looking changed the file (%v)", err)
	}
	got := get(t, open(t, to), (*Tx).AllOpenProjects)
	if diff := cmp.Diff(projects, got); diff != "" {
		t.Error(diff)
	}
	if _, err := Copy(t.Context(), from, to); err == nil {
		t.Error("an existing file was written over")
	}
	wantKind(t, s.Backup(t.Context(), to), models.KindInvalid, "backup_exists")
	missing := filepath.Join(dir, "missing.db")
	_, err = Copy(t.Context(), missing, filepath.Join(dir, "other.db"))
	wantKind(t, err, models.KindInvalid, "no_database")
	if _, err := os.Stat(missing); err == nil {
		t.Error("copying made the database that was missing")
	}
}

func TestCopyOfPostgresIsLoadedIntoAnEmptyDatabaseOnly(t *testing.T) {
	from := pgtest.New(t)
	s := open(t, from)
	_, projects := seed(t, s, 2)
	dump := filepath.Join(t.TempDir(), "duban.dump")
	copied, err := Copy(t.Context(), from, dump)
	if err != nil {
		t.Fatal(err)
	}
	if err := ReadDump(t.Context(), dump); err != nil {
		t.Fatal(err)
	}
	to := pgtest.New(t)
	loaded, err := LoadPostgres(t.Context(), to, dump)
	if diff := cmp.Diff(copied, loaded); diff != "" || err != nil {
		t.Fatalf("%v\n%s", err, diff)
	}
	got := get(t, open(t, to), (*Tx).AllOpenProjects)
	if diff := cmp.Diff(projects, got); diff != "" {
		t.Error(diff)
	}
	_, err = LoadPostgres(t.Context(), to, dump)
	wantKind(t, err, models.KindConflict, "database_not_empty")

	content, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dump, content[:len(content)*2/3], 0o600); err != nil {
		t.Fatal(err)
	}
	wantKind(t, ReadDump(t.Context(), dump), models.KindInvalid, "pg_tool_failed")
	_, err = LoadPostgres(t.Context(), pgtest.New(t), dump)
	wantKind(t, err, models.KindInvalid, "pg_tool_failed")
}

func TestMissingPostgresToolsAreNamed(t *testing.T) {
	from := pgtest.New(t)
	open(t, from)
	folders := postgresFolders
	t.Cleanup(func() { postgresFolders = folders })
	postgresFolders = nil
	t.Setenv("PATH", t.TempDir())
	_, err := Copy(t.Context(), from, filepath.Join(t.TempDir(), "duban.dump"))
	wantKind(t, err, models.KindInvalid, "pg_tool_missing")
}
