package workflows_test

import (
	"context"
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/workflows"
	"duban/workflows/contract"
)

// starts counts what an import would start or poke: the client to a real server is tried in the end-to-end tests.
type starts map[string]int

func (s starts) StartOrPoke(_ context.Context, p contract.ProjectParams) error {
	s[p.ProjectID]++
	return nil
}

func importEnv(t *testing.T, b *bench, starter activities.Starter) *testsuite.TestWorkflowEnvironment {
	t.Helper()
	suite := quietSuite()
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(start)
	env.SetTestTimeout(time.Minute)
	workflows.Register(env)
	(&activities.Activities{Store: b.store, Starter: starter, Calendar: calendarWith}).Register(registry{env: env})
	return env
}

func TestImportPromotesOnceAndStartsEachProject(t *testing.T) {
	b := setup(t)
	b.write(func(tx *store.Tx) error {
		return tx.StageBatch(models.ImportBatch{ID: "b1", Status: models.BatchStaged}, []models.ImportRow{{
			BatchID: "b1", Position: 1, Action: "new", Entity: "month_plans", ProjectID: projectID, Version: 1,
			After: `{"ProjectID":"` + projectID + `","Month":"2126-01","Plan":100}`,
		}})
	})
	b.write(func(tx *store.Tx) error { return tx.RequestCommit("b1", office, models.InstantOf(start)) })
	started := starts{}
	for range 2 { // a retried start of the same batch changes nothing more
		env := importEnv(t, b, started)
		env.ExecuteWorkflow(contract.ImportWorkflow, contract.Import{Batch: "b1", By: contract.Person{ID: "office-1"}})
		var p contract.Progress
		if err := env.GetWorkflowResult(&p); err != nil {
			t.Fatal(err)
		}
		if p != (contract.Progress{Stage: "done", Total: 1, Done: 1}) {
			t.Errorf("progress %+v", p)
		}
	}
	if started[projectID] != 2 {
		t.Errorf("started %v", started)
	}
	b.read(func(tx *store.Tx) error {
		f, err := tx.Facts(projectID)
		if f.Project.Version != 2 || len(f.MonthPlans) != 1 {
			t.Errorf("version %d, plans %v", f.Project.Version, f.MonthPlans)
		}
		return err
	})
}

func TestImportOfAnOutdatedPreviewChangesNothing(t *testing.T) {
	b := setup(t)
	b.write(func(tx *store.Tx) error {
		return tx.StageBatch(models.ImportBatch{ID: "b1", Status: models.BatchStaged}, []models.ImportRow{{
			BatchID: "b1", Position: 1, Action: "new", Entity: "month_plans", ProjectID: projectID, Version: 7,
			After: `{"ProjectID":"` + projectID + `","Month":"2126-01","Plan":100}`,
		}})
	})
	b.write(func(tx *store.Tx) error { return tx.RequestCommit("b1", office, models.InstantOf(start)) })
	started := starts{}
	env := importEnv(t, b, started)
	env.ExecuteWorkflow(contract.ImportWorkflow, contract.Import{Batch: "b1", By: contract.Person{ID: "office-1"}})
	r := reply{err: env.GetWorkflowError()}
	if r.kind() != string(models.KindConflict) || len(started) != 0 {
		t.Errorf("err %v, started %v", r.err, started)
	}
}
