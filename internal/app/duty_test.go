package app

import (
	"context"
	"path/filepath"
	"testing"

	"duban/internal/config"
	"duban/models"
	"duban/store/storetest"
	"duban/tracking"
)

// One of two processes on a database is on duty; its work ends when the program stops, and the other takes the duty.
func TestOneOfTwoProcessesIsOnDuty(t *testing.T) {
	db := storetest.New(t)
	shared := func(name string) *App {
		a, err := joining(t, db, config.Config{Data: filepath.Join(t.TempDir(), name), Temporal: "temporal:7233",
			TemporalNamespace: "duban", Part: models.PartWorker})
		if err != nil {
			t.Fatal(err)
		}
		a.Service = &tracking.Service{Store: db}
		return a
	}
	first, second := shared("first"), shared("second")
	working, stopped := make(chan struct{}), make(chan struct{})
	first.onDuty(models.DutyUpkeep, false, func(ctx context.Context) {
		close(working)
		<-ctx.Done()
		close(stopped)
	})
	<-working
	if second.takeDuty(t.Context(), models.DutyUpkeep) {
		t.Error("two processes are on duty")
	}
	first.Close()
	<-stopped
	if !second.takeDuty(t.Context(), models.DutyUpkeep) {
		t.Error("the duty of a process that stopped cannot be taken")
	}
}

// A process without workflows does no upkeep; one that is alone on its database does not ask for the duty.
func TestWhoDoesTheUpkeep(t *testing.T) {
	a := &App{}
	a.watchLog(quiet())
	a.keepUp(config.Config{Part: models.PartWeb, Database: "postgres://db/duban"})
	if len(a.closes) != 0 {
		t.Error("a web does the upkeep")
	}
	done := make(chan struct{})
	a.onDuty(models.DutyUpkeep, true, func(context.Context) { close(done) }) // without a service it could not ask
	<-done
	a.Close()
}
