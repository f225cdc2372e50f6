package workflows_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows"
	"duban/workflows/contract"
)

// The test environment compares the mock clock with the wall clock for local activities: a start in the past fails them.
var start = models.DateOf(2126, 3, 1).At(8, 0).Time()

type bench struct {
	t     *testing.T
	env   *testsuite.TestWorkflowEnvironment
	store *store.Store
	year  int
}

// setup puts one project with its milestones on a list and makes an environment with the real activities over the real
// store; only the clock is the environment's.
func setup(t *testing.T, milestones ...models.Milestone) *bench {
	t.Helper()
	b := &bench{t: t, store: storetest.New(t), year: start.Year()}
	b.seed(milestones)
	suite := quietSuite()
	b.env = suite.NewTestWorkflowEnvironment()
	b.env.SetStartTime(start)
	b.env.SetTestTimeout(time.Minute)
	workflows.Register(b.env)
	acts := &activities.Activities{Store: b.store, Calendar: func(extra []models.CalendarDay) models.Calendar { return models.NewCalendar(extra, nil) }}
	acts.Register(registry{b.env})
	b.env.OnSignalExternalWorkflow(mock.Anything, contract.OutboxWorkflowID, "", contract.SignalPoke, mock.Anything).Return(nil)
	return b
}

// quietSuite keeps the environment's debug lines out of the tests' output.
func quietSuite() *testsuite.WorkflowTestSuite {
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	return suite
}

type registry struct {
	env *testsuite.TestWorkflowEnvironment
}

func (r registry) RegisterActivityWithOptions(a any, o activity.RegisterOptions) {
	r.env.RegisterActivityWithOptions(a, o)
}

const projectID = "2126-ZD-001"

func (b *bench) seed(milestones []models.Milestone) {
	programme := models.Programme{ID: "district-2126", Year: b.year, Name: "2126年区重点项目", Kind: models.DistrictProgramme, CodePrefix: "ZD",
		Ladder: models.DefaultLadder, Colours: models.DefaultColours, Curve: "linear", LiveFrom: models.DateOf(2126, 1, 1)}
	rows := []any{
		programme,
		models.Project{ID: projectID, Year: b.year, Code: "ZD-001", Name: "甲项目", NameKey: "甲项目", TotalInvestment: 100_000_000_00,
			AnnualPlan: 12_000_000_00, Status: models.ProjectOpen, Category: models.Implementation},
		models.Membership{ProgrammeID: programme.ID, ProjectID: projectID, Position: 1},
	}
	entities := []string{"programmes", "projects", "memberships"}
	for i, m := range milestones {
		m.ID, m.ProjectID, m.Position, m.NameKey = models.MilestoneID(projectID, m.Name), projectID, i+1, models.NameKey(m.Name)
		m.Baseline, m.DueVersion, m.Status, m.Precision = m.Due, 1, models.MilestoneOpen, models.PrecisionDay
		rows, entities = append(rows, m), append(entities, "milestones")
	}
	staged := make([]models.ImportRow, len(rows))
	for i, row := range rows {
		after, err := json.Marshal(row)
		if err != nil {
			b.t.Fatal(err)
		}
		staged[i] = models.ImportRow{BatchID: "seed", Position: i + 1, Action: "new", Entity: entities[i], After: string(after)}
		if entities[i] != "programmes" {
			staged[i].ProjectID = projectID
		}
	}
	b.write(func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: "seed", Status: models.BatchStaged}, staged); err != nil {
			return err
		}
		_, err := tx.Promote("seed", models.InstantOf(start))
		return err
	})
}

func (b *bench) write(fn func(tx *store.Tx) error) {
	b.t.Helper()
	if err := b.store.Write(context.Background(), fn); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) read(fn func(tx *store.Tx) error) {
	b.t.Helper()
	if err := b.store.Read(context.Background(), fn); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) run() {
	b.t.Helper()
	b.env.ExecuteWorkflow(contract.ProjectWorkflow, contract.StartProject(models.Project{ID: projectID, Year: b.year, Code: "ZD-001", Name: "甲项目"}))
	if !b.env.IsWorkflowCompleted() {
		b.t.Fatal("workflow did not end")
	}
}

// at asks for a command at a moment and keeps its answer.
func (b *bench) at(when models.Instant, update, key string, command any) *reply {
	r := &reply{}
	b.env.RegisterDelayedCallback(func() {
		b.env.UpdateWorkflow(update, key, &testsuite.TestUpdateCallback{
			OnAccept:   func() {},
			OnReject:   func(err error) { r.err, r.done = err, true },
			OnComplete: func(answer any, err error) { r.answer, _ = answer.(contract.Answer); r.err, r.done = err, true },
		}, command)
	}, when.Time().Sub(start))
	return r
}

type reply struct {
	answer contract.Answer
	err    error
	done   bool
}

func (r *reply) kind() string {
	var refused *temporal.ApplicationError
	if r.err == nil {
		return ""
	}
	if errors.As(r.err, &refused) {
		return refused.Type()
	}
	return r.err.Error()
}

// closeAt ends the workflow so that the environment stops skipping time.
func (b *bench) closeAt(when models.Instant) {
	b.at(when, contract.UpdateChangePlan, "close", contract.ChangePlan{Head: head("close"), Body: models.ChangePlanCommand{Change: models.PlanClose, Reason: "测试结束"}})
}

func head(key string) contract.Head {
	return contract.Head{Key: key, Hash: "h-" + key, ProjectID: projectID, By: contract.Person{ID: "owner-1", Name: "项目单位"}}
}

func reviewer(key string) contract.Head {
	h := head(key)
	h.By = contract.Person{ID: "office-1", Name: "重点项目办"}
	return h
}

// rungs lists what is on record as "step@moment".
func (b *bench) rungs(item models.Item) []string {
	b.t.Helper()
	var out []string
	b.read(func(tx *store.Tx) error {
		f, err := tx.Facts(projectID)
		for _, e := range f.Escalations {
			if e.Item == item {
				out = append(out, e.Step+"@"+e.At.Minute())
			}
		}
		return err
	})
	return out
}

func TestProjectClimbsTheLadder(t *testing.T) {
	b := setup(t, models.Milestone{Name: "主体封顶", Due: models.DateOf(2126, 4, 10), Controlling: true}) // a Wednesday
	b.closeAt(models.DateOf(2126, 6, 1).At(12, 0))
	b.run()
	want := []string{
		"T-7@2126-04-01 09:00", "T-3@2126-04-05 09:00", "T@2126-04-10 09:00",
		"urging@2126-04-11 09:00", "yellow@2126-04-18 09:00", "red@2126-05-02 09:00", "top@2126-05-23 09:00",
	}
	if diff := cmp.Diff(want, b.rungs(models.ItemMilestone)); diff != "" {
		t.Error(diff)
	}
}

func TestReviewStopsTheClock(t *testing.T) {
	b := setup(t, models.Milestone{Name: "主体封顶", Due: models.DateOf(2126, 4, 10)})
	submit := b.at(models.DateOf(2126, 4, 12).At(10, 0), contract.UpdateSubmitMilestone, "s1",
		contract.SubmitMilestone{Head: head("s1"), Body: models.SubmitMilestoneCommand{Milestone: "主体封顶", DoneOn: models.DateOf(2126, 4, 9)}})
	again := b.at(models.DateOf(2126, 4, 12).At(11, 0), contract.UpdateSubmitMilestone, "s1",
		contract.SubmitMilestone{Head: head("s1"), Body: models.SubmitMilestoneCommand{Milestone: "主体封顶", DoneOn: models.DateOf(2126, 4, 9)}})
	own := b.at(models.DateOf(2126, 4, 12).At(12, 0), contract.UpdateReview, "r0",
		contract.Review{Head: head("r0"), Body: models.ReviewCommand{Submission: models.SubmissionID("s1"), Decision: models.Accept}})
	back := b.at(models.DateOf(2126, 4, 22).At(10, 0), contract.UpdateReview, "r1",
		contract.Review{Head: reviewer("r1"), Body: models.ReviewCommand{Submission: models.SubmissionID("s1"), Decision: models.Return, Reason: "缺验收记录"}})
	b.closeAt(models.DateOf(2126, 6, 1).At(12, 0))
	b.run()
	for name, r := range map[string]*reply{"submit": submit, "again": again, "return": back} {
		if !r.done || r.err != nil {
			t.Errorf("%s: done %v, err %v", name, r.done, r.err)
		}
	}
	if own.kind() != string(models.KindForbidden) {
		t.Errorf("own review: %v", own.err)
	}
	// Two mornings counted before the submission; the clock stood still until the return; four more make yellow.
	want := []string{"T-7@2126-04-01 09:00", "T-3@2126-04-05 09:00", "T@2126-04-10 09:00", "urging@2126-04-11 09:00", "yellow@2126-04-26 09:00"}
	if diff := cmp.Diff(want, b.rungs(models.ItemMilestone)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"urging@2126-04-18 09:00"}, b.rungs(models.ItemReview)); diff != "" {
		t.Error(diff)
	}
}

func TestSameKeyOtherBodyIsRefused(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	first := contract.SubmitMilestone{Head: head("k"), Body: models.SubmitMilestoneCommand{Milestone: "开工", DoneOn: models.DateOf(2126, 3, 1)}}
	other := first
	other.Hash, other.Body.DoneOn = "another", models.DateOf(2126, 3, 2)
	b.at(models.DateOf(2126, 3, 4).At(10, 0), contract.UpdateSubmitMilestone, "k.1", first)
	refused := b.at(models.DateOf(2126, 3, 4).At(11, 0), contract.UpdateSubmitMilestone, "k.2", other)
	b.closeAt(models.DateOf(2126, 3, 5).At(10, 0))
	b.run()
	if refused.kind() != string(models.KindInvalid) {
		t.Errorf("got %v", refused.err)
	}
}

func TestUpdateWithoutKeyLeavesNoTrace(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	refused := b.at(models.DateOf(2126, 3, 4).At(10, 0), contract.UpdateSubmitMilestone, "u", contract.SubmitMilestone{})
	b.closeAt(models.DateOf(2126, 3, 5).At(10, 0))
	b.run()
	if refused.kind() != string(models.KindInvalid) {
		t.Errorf("got %v", refused.err)
	}
}

func TestContinueAsNewCarriesTheNextMoment(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	b.env.RegisterDelayedCallback(func() { b.env.SetContinueAsNewSuggested(true); b.env.SignalWorkflow(contract.SignalPoke, nil) }, time.Hour)
	b.run()
	var next *workflow.ContinueAsNewError
	if !errors.As(b.env.GetWorkflowError(), &next) {
		t.Fatalf("got %v", b.env.GetWorkflowError())
	}
	var params contract.ProjectParams
	if err := converter.GetDefaultDataConverter().FromPayloads(next.Input, &params); err != nil {
		t.Fatal(err)
	}
	if params.Next.At != models.DateOf(2126, 3, 5).At(9, 0) || params.ProjectID != projectID {
		t.Errorf("carried %+v", params)
	}
}
