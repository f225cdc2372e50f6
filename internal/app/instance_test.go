package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/internal/config"
	"duban/internal/disk"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// joining returns an App that has joined a database, without an engine or listeners.
func joining(t *testing.T, db *store.Store, c config.Config) (*App, error) {
	t.Helper()
	a := &App{floor: disk.New(0)}
	a.watchLog(quiet())
	return a, a.join(t.Context(), c, db)
}

func TestASecondEngineOnOneDatabaseIsRefused(t *testing.T) {
	db := storetest.New(t)
	first := config.Config{Data: filepath.Join(t.TempDir(), "first")}
	second := config.Config{Data: filepath.Join(t.TempDir(), "second")}
	a, err := joining(t, db, first)
	if err != nil {
		t.Fatal(err)
	}
	_, err = joining(t, db, second)
	if e := models.AsError(err); e == nil || e.Code != "database_in_use" || e.Kind != models.KindConflict ||
		!strings.Contains(e.Message.Text, first.Data) {
		t.Fatalf("a second engine: %v", err)
	}
	if _, err := joining(t, db, first); err != nil { // killed and started again
		t.Fatalf("the same process again: %v", err)
	}
	outside := config.Config{Data: filepath.Join(t.TempDir(), "third"), Temporal: "temporal:7233",
		TemporalNamespace: "duban"}
	if _, err := joining(t, db, outside); models.AsError(err) == nil {
		t.Fatal("an external engine beside an embedded one")
	}
	now := models.InstantOf(time.Now())
	storetest.Write(t, db, func(tx *store.Tx) error {
		return tx.RenewInstance(a.joined, now.Add(-models.InstanceTimeout),
			0)
	})
	if _, err := joining(t, db, outside); err != nil {
		t.Fatalf("after the first is gone: %v", err)
	}
	sharing := config.Config{Data: filepath.Join(t.TempDir(), "fourth"), Temporal: "temporal:7233",
		TemporalNamespace: "duban"}
	if _, err := joining(t, db, sharing); err != nil {
		t.Errorf("two that share an external Temporal: %v", err)
	}
}

// A start long after the last recorded time is not trusted until a person confirms the clock; then the next start is.
func TestTheLastRecordIsComparedAtEveryStart(t *testing.T) {
	db := storetest.New(t)
	c := config.Config{Data: t.TempDir(), Guards: config.Guards{ClockJump: "48h"}}
	a, err := joining(t, db, c)
	if err != nil || a.clock.State().Held {
		t.Fatalf("an empty database: %v", err)
	}
	now := models.InstantOf(time.Now())
	for name, last := range map[string]models.Instant{"forty days ago": now.Add(-40 * 24 * time.Hour),
		"in an hour": now.Add(time.Hour)} {
		storetest.Write(t, db, func(tx *store.Tx) error { return tx.TrustClock(last) })
		for range 2 { // a restart does not change that
			if a, err = joining(t, db, c); err != nil || !a.clock.State().Held || !a.clock.Held(now) {
				t.Fatalf("%s: held %v, %v", name, a.clock.State().Held, err)
			}
		}
		// Confirmed through another process, as tracking does it.
		storetest.Write(t, db, func(tx *store.Tx) error { return tx.TrustClock(models.InstantOf(time.Now())) })
		if b, err := joining(t, db, c); err != nil || b.clock.State().Held {
			t.Fatalf("%s, confirmed: %v", name, err)
		}
	}
}

// The row of a process is renewed while it runs and removed when it stops: the next process may start at once.
func TestAProcessTakesItsRecordBack(t *testing.T) {
	c := settings(t)
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	live := func(db *store.Store) (n int) {
		storetest.Read(t, db, func(tx *store.Tx) error {
			all, err := tx.Instances()
			for _, i := range all {
				if i.Live(models.InstantOf(time.Now())) {
					n++
				}
			}
			return err
		})
		return n
	}
	if n := live(a.Service.Store); n != 1 {
		t.Errorf("%d processes on record while one runs", n)
	}
	a.Close()
	db := storetest.Open(t, filepath.Join(c.Data, "duban.db"))
	if n := live(db); n != 0 {
		t.Errorf("%d processes on record after it stopped", n)
	}
}
