package app

import (
	"context"
	"encoding/json"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"

	"duban/activities"
	"duban/internal/engine"
	"duban/internal/process"
	"duban/internal/testkit/enginetest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
	"duban/workflows/contract"
)

const followed = "2026-ZD-001"

// seedFollowed writes one project on a list.
func seedFollowed(t *testing.T, s *store.Store, at models.Instant) {
	t.Helper()
	rows := []models.ImportRow{}
	for entity, row := range map[string]any{
		"programmes": models.Programme{ID: "district-2026", Year: 2026, Name: "2026年区重点项目", Kind: models.DistrictProgramme,
			Ladder: models.DefaultLadder, Colours: models.DefaultColours, Curve: "linear"},
		"projects": models.Project{ID: followed, Year: 2026, Code: "ZD-001", Name: "甲项目", NameKey: "甲项目",
			Status: models.ProjectOpen, AnnualPlan: 1},
		"memberships": models.Membership{ProgrammeID: "district-2026", ProjectID: followed, Position: 1},
	} {
		after, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		r := models.ImportRow{BatchID: "seed", Position: len(rows) + 1, Action: "new", Entity: entity, After: string(after)}
		if entity != "programmes" {
			r.ProjectID = followed
		}
		rows = append(rows, r)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: "seed", Status: models.BatchStaged}, rows); err != nil {
			return err
		}
		_, err := tx.Promote("seed", at)
		return err
	})
}

// A run that an earlier version started continues with the newest protocol when it is asked to. A command sent while
// the database is unavailable is retried for seconds, continues as an activity that the server retries, and is carried
// out once.
func TestAnEarlierRunIsUpgradedAndOutlastsADatabaseAway(t *testing.T) {
	temporal, e := enginetest.New(t, func(o *engine.Options) {
		o.Namespace, o.SearchAttributes = "duban",
			process.SearchAttributes()
	})
	var away atomic.Bool
	db, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db"), CheckSpace: func() error {
		if away.Load() {
			return models.Errorf(models.KindUnavailable, "store_unavailable", "away")
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	now := models.InstantOf(time.Now())
	seedFollowed(t, db, now)
	processes := process.New(temporal, e.Namespace())
	effects := &activities.Activities{Store: db, Calendar: calendarWith, Starter: processes}
	worker := process.NewWorker(processes, process.WorkerOptions{Embedded: true},
		func(r process.Registry) { workflows.Register(r) }, func(r process.Registry) { effects.Register(r) })
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(worker.Stop)

	params := contract.StartProject(models.Project{ID: followed, Year: 2026, Code: "ZD-001", Name: "甲项目"})
	earlier := params
	earlier.Protocol = 0
	id := contract.ProjectWorkflowID(params.Ref)
	first, err := temporal.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: id, TaskQueue: contract.TaskQueue},
		contract.ProjectWorkflow, earlier)
	if err != nil {
		t.Fatal(err)
	}
	run := func() contract.Run {
		runs, err := processes.RunningProjects(t.Context())
		if err != nil || len(runs) != 1 {
			return contract.Run{}
		}
		return runs[0]
	}
	await(t, "the earlier run", func() bool { r := run(); return r.ID != "" && r.Protocol == 0 })
	if err := processes.Upgrade(t.Context(), run()); err != nil {
		t.Fatal(err)
	}
	await(t, "the upgraded run", func() bool {
		r := run()
		return r.ID != first.GetRunID() &&
			r.Protocol == contract.Protocol
	})

	change := models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: 7, Confirmed: true, Reason: "会议纪要"}
	c, err := storetest.StoreCommand(t.Context(), db, models.Operator, "k", models.CommandChangePlan, followed, change,
		now)
	if err != nil {
		t.Fatal(err)
	}
	command := contract.Command{Key: "k", Hash: c.Hash, ProjectID: followed}
	away.Store(true)
	if err := processes.Send(t.Context(), params, contract.UpdateID(c),
		command); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("with the database away: %v", err)
	}
	scheduled := func() bool {
		for _, event := range history(t, temporal, id, "") {
			if event.GetActivityTaskScheduledEventAttributes().GetActivityType().GetName() == contract.ActivityRunCommand {
				return true
			}
		}
		return false
	}
	await(t, "the activity that the server retries", scheduled)
	away.Store(false)
	await(t, "the command", func() bool {
		return processes.Send(t.Context(), params, contract.UpdateID(c), command) == nil
	})
	storetest.Read(t, db, func(tx *store.Tx) error {
		p, err := tx.Project(followed)
		if n, _ := tx.CommandsCount(); p.AnnualPlan != 7 || n != 1 {
			t.Errorf("plan %d, %d commands", p.AnnualPlan, n)
		}
		return err
	})
	all := history(t, temporal, id, "")
	if len(all) > 40 {
		t.Errorf("%d events", len(all))
	}
	if *record != "" {
		keep(t, "upgrading", history(t, temporal, id, first.GetRunID()))
		keep(t, "fallback", all)
	}
}

func await(t *testing.T, what string, there func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !there(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come within a minute", what)
		}
	}
}

func history(t *testing.T, c client.Client, id, run string) (events []*historypb.HistoryEvent) {
	t.Helper()
	iter := c.GetWorkflowHistory(context.Background(), id, run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for iter.HasNext() {
		event, err := iter.Next()
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, event)
	}
	return events
}
