package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/config"
	"duban/internal/files"
	"duban/internal/testkit/pgtest"
	"duban/models"
	"duban/store"
)

// openFolder opens the evidence of a configuration as Run does, over a database that is open already.
func openFolder(t *testing.T, c config.Config, db *store.Store) (*files.Store, error) {
	t.Helper()
	a := &App{log: quiet()}
	return a.openEvidence(context.Background(), c, db)
}

func opened(t *testing.T, dsn string) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func put(t *testing.T, s *files.Store, text string) models.Evidence {
	t.Helper()
	kept, err := s.Put(t.Context(), "验收.pdf", strings.NewReader("%PDF-1.7\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// Evidence uploaded to one instance is readable by the other, or the other does not start.
func TestInstancesOnOneDatabaseShareTheEvidence(t *testing.T) {
	dsn := pgtest.New(t)
	db, other := opened(t, dsn), opened(t, dsn)
	shared := filepath.Join(t.TempDir(), "share")
	first, err := openFolder(t, config.Config{Data: t.TempDir(), Database: dsn, Evidence: shared}, db)
	if err != nil {
		t.Fatal(err)
	}
	kept := put(t, first, "one")
	second, err := openFolder(t, config.Config{Data: t.TempDir(), Database: dsn, Evidence: shared}, other)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Verify(kept.SHA256, kept.Size); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]config.Config{
		"a folder of its own":        {Data: t.TempDir(), Database: dsn},
		"an empty mount point":       {Data: t.TempDir(), Database: dsn, Evidence: t.TempDir()},
		"a folder that is not there": {Data: t.TempDir(), Database: dsn, Evidence: filepath.Join(t.TempDir(), "missing")},
	} {
		if _, err := openFolder(t, c, other); models.AsError(err) == nil || models.AsError(err).Code != "evidence_unmarked" {
			t.Errorf("%s: %v", name, err)
		}
		if names, _ := os.ReadDir(evidenceOf(c)); len(names) > 0 {
			t.Errorf("%s: wrote %v", name, names)
		}
	}
	foreign := t.TempDir()
	if _, err := files.Mark(foreign, "foreign"); err != nil {
		t.Fatal(err)
	}
	_, err = openFolder(t, config.Config{Data: t.TempDir(), Database: dsn, Evidence: foreign}, other)
	if models.AsError(err) == nil || models.AsError(err).Code != "evidence_foreign" {
		t.Errorf("another database's folder: %v", err)
	}
}

func TestTwoInstancesThatStartAtOnceAgreeOnOneFolder(t *testing.T) {
	dsn := pgtest.New(t)
	db := opened(t, dsn)
	folders := []string{t.TempDir(), t.TempDir()}
	refused := make(chan error, len(folders))
	for _, folder := range folders {
		go func() {
			_, err := openFolder(t, config.Config{Data: t.TempDir(), Database: dsn, Evidence: folder}, db)
			refused <- err
		}()
	}
	if a, b := <-refused, <-refused; (a == nil) == (b == nil) {
		t.Errorf("%v, %v", a, b)
	}
}

func TestAFolderThatIsUnmountedWhileRunningTakesNothing(t *testing.T) {
	data := t.TempDir()
	c := config.Config{Data: data}
	db := opened(t, filepath.Join(data, "duban.db"))
	evidence, err := openFolder(t, c, db)
	if err != nil {
		t.Fatal(err)
	}
	put(t, evidence, "one")
	if err := os.Rename(filepath.Join(data, "evidence", files.MarkName), filepath.Join(data, "mark")); err != nil {
		t.Fatal(err)
	}
	_, err = evidence.Put(t.Context(), "二.pdf", strings.NewReader("%PDF-1.7\ntwo"))
	if models.AsError(err) == nil || models.AsError(err).Code != "evidence_away" {
		t.Errorf("got %v", err)
	}
	// The folder in the data directory of a SQLite database is marked again at the next start.
	if evidence, err = openFolder(t, c, db); err != nil {
		t.Fatal(err)
	}
	put(t, evidence, "two")
}
