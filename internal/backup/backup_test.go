package backup_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/internal/backup"
	"duban/internal/files"
	"duban/internal/testkit/pgtest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// fixture is a data directory with an open store and evidence.
type fixture struct {
	source   backup.Source
	store    *store.Store
	evidence *files.Store
}

func newFixture(t *testing.T, database string) *fixture {
	t.Helper()
	h := &fixture{source: backup.Source{Data: t.TempDir(), Database: database, Program: "v-test"}}
	if database == "" {
		database = filepath.Join(h.source.Data, "duban.db")
	}
	h.store = storetest.Open(t, database)
	var err error
	if h.evidence, err = files.Open(filepath.Join(h.source.Data, "evidence")); err != nil {
		t.Fatal(err)
	}
	return h
}

// put stores a file of evidence and then a row that names it: the person's ID is the file's SHA-256.
func (h *fixture) put(t testing.TB, i int) (sum string) {
	t.Helper()
	kept, err := h.evidence.Put(context.Background(), "验收.pdf", io.MultiReader(pdf(i)))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, h.store, func(tx *store.Tx) error {
		return tx.InsertPerson(models.Person{ID: kept.SHA256, Name: fmt.Sprintf("第%d人", i)})
	})
	return kept.SHA256
}

func make1(t *testing.T, h *fixture, o backup.Options) backup.Made {
	t.Helper()
	made, err := backup.Make(t.Context(), h.source, o)
	if err != nil {
		t.Fatal(err)
	}
	if !made.Verified.OK || !made.Verified.Intact {
		t.Fatalf("a fresh backup is not intact: %+v", made.Verified)
	}
	return made
}

func TestRestoredIsEverythingAcknowledgedBeforeTheBackupWhilePeopleGoOn(t *testing.T) {
	for name, recipients := range map[string]bool{"directory": false, "encrypted": true} {
		t.Run(name, func(t *testing.T) {
			h := newFixture(t, "")
			dir := t.TempDir()
			key := filepath.Join(dir, "key")
			target := backup.Target{Data: filepath.Join(dir, "restored", "data")}
			o := backup.Options{Dir: filepath.Join(dir, "backups")}
			if recipients {
				recipient, err := backup.NewKey(key, time.Now())
				if err != nil {
					t.Fatal(err)
				}
				o.Recipients = []string{recipient}
				if target.Identities, err = backup.ReadKey(key); err != nil {
					t.Fatal(err)
				}
			}
			var acknowledged atomic.Int64
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)
				for i := 0; ; i++ {
					select {
					case <-stop:
						return
					default:
						h.put(t, i)
						acknowledged.Store(int64(i + 1))
					}
				}
			}()
			for acknowledged.Load() < 20 {
				time.Sleep(time.Millisecond)
			}
			before := acknowledged.Load()
			made := make1(t, h, o)
			for acknowledged.Load() < before+20 { // the backup must not block writers
				time.Sleep(time.Millisecond)
			}
			close(stop)
			<-stopped

			restored, err := backup.Restore(t.Context(), o.Dir, target)
			if err != nil {
				t.Fatal(err)
			}
			if restored.Path != made.Path || restored.Evidence != made.Evidence {
				t.Errorf("made %+v\nrestored %+v", made, restored)
			}
			rows := people(t, filepath.Join(target.Data, "duban.db"))
			if int64(len(rows)) < before {
				t.Errorf("%d of %d acknowledged rows came back", len(rows), before)
			}
			for _, p := range rows {
				sameBytes(t, filepath.Join(h.source.Data, "evidence", p.ID[:2], p.ID), filepath.Join(target.Data, "evidence",
					p.ID[:2], p.ID))
			}
			if _, err := os.Stat(filepath.Join(target.Data, "temporal.db")); err == nil {
				t.Error("the engine's file came along")
			}
			for i := range rows { // the first rows that were written, without gaps: a single point in time
				if want := fmt.Sprintf("第%d人", i); !contains(rows, want) {
					t.Errorf("%s is missing among %d", want, len(rows))
				}
			}
		})
	}
}

func TestPostgresRoundTrip(t *testing.T) {
	h := newFixture(t, pgtest.New(t))
	sum := h.put(t, 1)
	dir := t.TempDir()
	made := make1(t, h, backup.Options{Dir: dir})
	if made.Database.Kind != "postgres" {
		t.Errorf("made %+v", made)
	}
	data := filepath.Join(t.TempDir(), "data")
	_, err := backup.Restore(t.Context(), dir, backup.Target{Data: data})
	refused(t, err, "database_needed")
	_, err = backup.Restore(t.Context(), dir, backup.Target{Data: data, Database: h.source.Database})
	refused(t, err, "database_not_empty")
	if _, err := os.Stat(data); err == nil {
		t.Error("a refused restore left a directory")
	}
	empty := pgtest.New(t)
	if _, err := backup.Restore(t.Context(), dir, backup.Target{Data: data, Database: empty}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(people(t, h.source.Database), people(t, empty)); diff != "" {
		t.Error(diff)
	}
	sameBytes(t, filepath.Join(h.source.Data, "evidence", sum[:2], sum), filepath.Join(data, "evidence", sum[:2], sum))
	if report, err := backup.Verify(t.Context(), dir, backup.Checks{Database: pgtest.New(t)}); err != nil || !report.OK {
		t.Errorf("%+v, %v", report, err)
	}
}

// The instances recorded in the database when it was copied are not instances of the restored database.
func TestNobodyServesARestoredDatabase(t *testing.T) {
	for name, dsn := range map[string]func(t *testing.T) string{"sqlite": func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return pgtest.New(t) }} {
		t.Run(name, func(t *testing.T) {
			h := newFixture(t, dsn(t))
			storetest.Write(t, h.store, func(tx *store.Tx) error {
				return tx.PutInstance(models.Instance{ID: "vm", Host: "vm", SeenAt: models.InstantOf(time.Now())})
			})
			dir := t.TempDir()
			made := make1(t, h, backup.Options{Dir: filepath.Join(dir, "backups")})
			target := backup.Target{Data: filepath.Join(dir, "data"), Database: dsn(t)}
			if _, err := backup.Restore(t.Context(), made.Path, target); err != nil {
				t.Fatal(err)
			}
			restored := target.Database
			if restored == "" {
				restored = filepath.Join(target.Data, "duban.db")
			}
			storetest.Read(t, storetest.Open(t, restored), func(tx *store.Tx) error {
				serving, err := tx.Instances()
				if len(serving) != 0 {
					t.Errorf("still served by %+v", serving)
				}
				return err
			})
		})
	}
}

func TestRestoreReplacesNothing(t *testing.T) {
	h := newFixture(t, "")
	h.put(t, 1)
	dir := t.TempDir()
	make1(t, h, backup.Options{Dir: dir})
	occupied := t.TempDir()
	if err := os.WriteFile(filepath.Join(occupied, "mine"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := backup.Restore(t.Context(), dir, backup.Target{Data: occupied})
	refused(t, err, "target_not_empty")
	_, err = backup.Restore(t.Context(), dir, backup.Target{Data: h.source.Data})
	refused(t, err, "target_not_empty")
	if names := entries(t, occupied); !cmp.Equal(names, []string{"mine"}) {
		t.Errorf("left %v", names)
	}
	empty := t.TempDir()
	if _, err := backup.Restore(t.Context(), dir, backup.Target{Data: empty}); err != nil {
		t.Errorf("an empty directory: %v", err)
	}
	_, err = backup.Restore(t.Context(), t.TempDir(), backup.Target{Data: filepath.Join(dir, "new")})
	refused(t, err, "no_backup")
}

func TestEvidenceIsSharedBetweenBackupsUnlessItIsDamaged(t *testing.T) {
	h := newFixture(t, "")
	one, two := h.put(t, 1), h.put(t, 2)
	dir := t.TempDir()
	first := make1(t, h, backup.Options{Dir: dir})
	damaged := filepath.Join(first.Path, "evidence", two[:2], two)
	overwrite(t, damaged, func(b []byte) []byte { b[9] ^= 1; return b })
	second := make1(t, h, backup.Options{Dir: dir})
	if !sameFile(t, filepath.Join(first.Path, "evidence", one[:2], one), filepath.Join(second.Path, "evidence", one[:2],
		one)) {
		t.Error("an unchanged file was copied again")
	}
	if sameFile(t, damaged, filepath.Join(second.Path, "evidence", two[:2], two)) {
		t.Error("a damaged file was taken over")
	}
	if sameFile(t, filepath.Join(h.source.Data, "evidence", one[:2], one), filepath.Join(first.Path, "evidence", one[:2],
		one)) {
		t.Error("the backup shares its bytes with the data directory")
	}
}

func TestEvidenceDamagedAtItsPlaceIsSaidAndTheRestIsKept(t *testing.T) {
	h := newFixture(t, "")
	one, two := h.put(t, 1), h.put(t, 2)
	overwrite(t, filepath.Join(h.source.Data, "evidence", one[:2], one), func(b []byte) []byte { return b[:len(b)-1] })
	made, err := backup.Make(t.Context(), h.source, backup.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if made.Verified.OK || !made.Verified.Intact || len(made.Lacking) != 1 || made.Lacking[0].SHA256 != one ||
		made.Evidence != 1 {
		t.Errorf("%+v", made)
	}
	if _, err := os.Stat(filepath.Join(made.Path, "evidence", two[:2], two)); err != nil {
		t.Error(err)
	}
}
