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

// The test environment compares the mock clock with the wall clock for local activities: a start in the past fails
// them.
var start = models.DateOf(2126, 3, 1).At(8, 0).Time()

type bench struct {
	t     *testing.T
	env   *testsuite.TestWorkflowEnvironment
	store *store.Store
	year  int

	params contract.ProjectParams
	fail   func(ctx context.Context, activity string) error // what an activity fails with instead of being run
}

// setup puts one project with its milestones on a list and makes an environment with the real activities over the real
// store; only the clock is the environment's.
func setup(t *testing.T, milestones ...models.Milestone) *bench {
	t.Helper()
	b := &bench{t: t, store: storetest.New(t), year: start.Year()}
	b.params = contract.StartProject(models.Project{ID: projectID, Year: b.year, Code: "ZD-001", Name: "甲项目"})
	b.seed(milestones)
	if err := storetest.PutActors(t.Context(), b.store, owner, office); err != nil {
		t.Fatal(err)
	}
	suite := quietSuite()
	b.env = suite.NewTestWorkflowEnvironment()
	b.env.SetStartTime(start)
	b.env.SetTestTimeout(time.Minute)
	workflows.Register(b.env)
	acts := &activities.Activities{Store: b.store, Calendar: calendarWith}
	acts.Register(registry{b.env, func(ctx context.Context, name string) error {
		if b.fail == nil {
			return nil
		}
		return b.fail(ctx, name)
	}})
	b.env.OnSignalExternalWorkflow(mock.Anything, contract.OutboxWorkflowID, "", contract.SignalPoke, mock.Anything).
		Return(nil)
	return b
}

func calendarWith(extra []models.CalendarDay) models.Calendar { return models.NewCalendar(extra, nil) }

// quietSuite keeps the environment's debug lines out of the tests' output.
func quietSuite() *testsuite.WorkflowTestSuite {
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	return suite
}

type registry struct {
	env  *testsuite.TestWorkflowEnvironment
	fail func(ctx context.Context, activity string) error
}

func (r registry) RegisterActivityWithOptions(a any, o activity.RegisterOptions) {
	run, ok := a.(func(context.Context, contract.RunCommand) (contract.Outcome, error))
	if ok && r.fail != nil {
		a = func(ctx context.Context, p contract.RunCommand) (contract.Outcome, error) {
			if err := r.fail(ctx, o.Name); err != nil {
				return contract.Outcome{}, err
			}
			return run(ctx, p)
		}
	}
	r.env.RegisterActivityWithOptions(a, o)
}

const projectID = "2126-ZD-001"

func (b *bench) seed(milestones []models.Milestone) {
	programme := models.Programme{ID: "district-2126", Year: b.year, Name: "2126年区重点项目", Kind: models.DistrictProgramme,
		CodePrefix: "ZD",
		Ladder:     models.DefaultLadder, Colours: models.DefaultColours, Curve: "linear", LiveFrom: models.DateOf(2126, 1,
			1)}
	rows := []any{
		programme,
		models.Organisation{ID: "org-owner", Name: "甲单位", NameKey: "甲单位"},
		models.Project{OwnerID: "org-owner", ID: projectID, Year: b.year, Code: "ZD-001", Name: "甲项目", NameKey: "甲项目",
			TotalInvestment: 100_000_000_00,
			AnnualPlan:      12_000_000_00, Status: models.ProjectOpen, Category: models.Implementation},
		models.Membership{ProgrammeID: programme.ID, ProjectID: projectID, Position: 1},
	}
	entities := []string{"programmes", "organisations", "projects", "memberships"}
	for i, m := range milestones {
		m.ID, m.ProjectID, m.Position, m.NameKey = models.MilestoneID(projectID, m.Name), projectID, i+1,
			models.NameKey(m.Name)
		m.Baseline, m.DueVersion, m.Status, m.Precision = m.Due, 1, models.MilestoneOpen, models.PrecisionDay
		rows, entities = append(rows, m), append(entities, "milestones")
	}
	staged := make([]models.ImportRow, len(rows))
	for i, row := range rows {
		after, err := json.Marshal(row)
		if err != nil {
			b.t.Fatal(err)
		}
		staged[i] = models.ImportRow{BatchID: "seed", Position: i + 1, Action: "new", Entity: entities[i],
			After: string(after)}
		if entities[i] != "programmes" && entities[i] != "organisations" {
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
	b.env.ExecuteWorkflow(contract.ProjectWorkflow, b.params)
	if !b.env.IsWorkflowCompleted() {
		b.t.Fatal("workflow did not end")
	}
}

// The people who act.
var (
	owner = models.Actor{ID: "owner-1", Name: "经办人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "org-owner"}}}
	office = models.Actor{ID: "office-1", Name: "重点项目办", Roles: []models.Role{{Role: models.RoleOffice}}}
)

// ask stores a command and has it carried out at a moment.
func (b *bench) ask(when models.Instant, by models.Actor, key, name string, body any) *reply {
	b.t.Helper()
	c, err := storetest.StoreCommand(context.Background(), b.store, by, key, name, projectID, body,
		models.InstantOf(start))
	if err != nil {
		b.t.Fatal(err)
	}
	return b.at(when, contract.UpdateCommand, key, contract.Command{Key: key, Hash: c.Hash, ProjectID: projectID})
}

// at sends an update at a moment and keeps its answer.
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
	b.ask(when, office, "close", models.CommandChangePlan, models.ChangePlanCommand{Change: models.PlanClose,
		Reason: "测试结束"})
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
	want := []string{ // 1 and 2 May are days off, though no table of 2126 exists
		"T-7@2126-04-01 09:00", "T-3@2126-04-05 09:00", "T@2126-04-10 09:00",
		"urging@2126-04-11 09:00", "yellow@2126-04-18 09:00", "red@2126-05-06 09:00", "top@2126-05-27 09:00",
	}
	if diff := cmp.Diff(want, b.rungs(models.ItemMilestone)); diff != "" {
		t.Error(diff)
	}
}

func TestReviewStopsTheClock(t *testing.T) {
	b := setup(t, models.Milestone{Name: "主体封顶", Due: models.DateOf(2126, 4, 10)})
	submit := b.ask(models.DateOf(2126, 4, 12).At(10, 0), owner, "s1", models.CommandSubmitMilestone,
		models.SubmitMilestoneCommand{Milestone: "主体封顶", DoneOn: models.DateOf(2126, 4, 9)})
	repeated := b.ask(models.DateOf(2126, 4, 12).At(11, 0), owner, "s1", models.CommandSubmitMilestone,
		models.SubmitMilestoneCommand{Milestone: "主体封顶", DoneOn: models.DateOf(2126, 4, 9)})
	own := b.ask(models.DateOf(2126, 4, 12).At(12, 0), owner, "r0", models.CommandReview,
		models.ReviewCommand{Submission: models.SubmissionID("s1"), Decision: models.Accept})
	back := b.ask(models.DateOf(2126, 4, 22).At(10, 0), office, "r1", models.CommandReview,
		models.ReviewCommand{Submission: models.SubmissionID("s1"), Decision: models.Return, Reason: "缺验收记录"})
	b.closeAt(models.DateOf(2126, 6, 1).At(12, 0))
	b.run()
	for name, r := range map[string]*reply{"submit": submit, "again": repeated, "return": back} {
		if !r.done || r.err != nil {
			t.Errorf("%s: done %v, err %v", name, r.done, r.err)
		}
	}
	if own.kind() != string(models.KindForbidden) {
		t.Errorf("own review: %v", own.err)
	}
	// Two mornings counted before the submission; the clock stood still until the return; four more make yellow.
	want := []string{"T-7@2126-04-01 09:00", "T-3@2126-04-05 09:00", "T@2126-04-10 09:00", "urging@2126-04-11 09:00",
		"yellow@2126-04-26 09:00"}
	if diff := cmp.Diff(want, b.rungs(models.ItemMilestone)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"urging@2126-04-18 09:00"}, b.rungs(models.ItemReview)); diff != "" {
		t.Error(diff)
	}
}

// What did not come through tracking is refused before it enters history, or when no one stored it; the updates of
// earlier versions carry nothing out.
func TestAForgedUpdateDoesNothing(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	at := models.DateOf(2126, 3, 4).At(10, 0)
	forged := contract.Head{Key: "forged", Hash: "h", ProjectID: projectID, By: contract.Person{ID: office.ID, Name: "区长"}}
	submission := b.ask(at, owner, "s1", models.CommandSubmitMilestone, models.SubmitMilestoneCommand{Milestone: "开工",
		DoneOn: at.Date()})
	replies := map[string]*reply{
		"nothing": b.at(at, contract.UpdateCommand, "u0", contract.Command{}),
		"another project": b.at(at, contract.UpdateCommand, "u1", contract.Command{Key: "s1", Hash: "h",
			ProjectID: "2126-ZD-002"}),
		"a key of no one": b.at(at+1, contract.UpdateCommand, "u2", contract.Command{Key: "forged", Hash: "h",
			ProjectID: projectID}),
		"an earlier empty": b.at(at, contract.UpdateSubmitMilestone, "u3", contract.SubmitMilestone{}),
		"an earlier one": b.at(at+2, contract.UpdateReview, "u4", contract.Review{Head: forged,
			Body: models.ReviewCommand{Submission: models.SubmissionID("s1"), Decision: models.Accept}}),
		"an earlier close": b.at(at+2, contract.UpdateChangePlan, "u5", contract.ChangePlan{Head: forged,
			Body: models.ChangePlanCommand{Change: models.PlanClose, Reason: "伪造"}}),
	}
	b.closeAt(models.DateOf(2126, 3, 5).At(10, 0))
	b.run()
	if submission.err != nil {
		t.Errorf("the real one: %v", submission.err)
	}
	for name, r := range replies {
		if kind := r.kind(); !r.done || kind != string(models.KindForbidden) && kind != string(models.KindInvalid) {
			t.Errorf("%s: done %t, %v", name, r.done, r.err)
		}
	}
	b.read(func(tx *store.Tx) error {
		events, err := tx.AuditOf(projectID)
		unknown := 0
		for _, e := range events {
			if e.Action == "command.unknown" && e.Object == "forged" {
				unknown++
			}
		}
		f, factsErr := tx.Facts(projectID)
		if unknown != 3 || f.Submissions[0].Status != models.SubmissionWaiting {
			t.Errorf("%d on record, submission %s", unknown, f.Submissions[0].Status)
		}
		return errors.Join(err, factsErr)
	})
}

// A run of an earlier version finishes what it accepted, and accepts nothing more but stored commands.
func TestARunOfAnEarlierVersionTakesStoredCommandsOnly(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	b.params.Protocol = 0
	at := models.DateOf(2126, 3, 4).At(10, 0)
	head := contract.Head{Key: "k", Hash: "h", ProjectID: projectID, By: contract.Person{ID: owner.ID, Name: owner.Name}}
	body := models.SubmitMilestoneCommand{Milestone: "开工", DoneOn: at.Date()}
	earlier := b.at(at, contract.UpdateSubmitMilestone, "u", contract.SubmitMilestone{Head: head, Body: body})
	stored := b.ask(at, owner, "s1", models.CommandSubmitMilestone, body)
	b.closeAt(models.DateOf(2126, 3, 5).At(10, 0))
	b.run()
	if earlier.kind() != string(models.KindForbidden) || stored.err != nil || !stored.done {
		t.Errorf("earlier %v, stored %v", earlier.err, stored.err)
	}
}

// Asked to, a run of an earlier version goes on by the newest protocol, with what it waits for.
func TestAnEarlierRunUpgradesWhenAsked(t *testing.T) {
	for protocol, want := range map[int]bool{0: true, contract.Protocol: false} {
		b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
		b.params.Protocol = protocol
		b.env.RegisterDelayedCallback(func() { b.env.SignalWorkflow(contract.SignalUpgrade, nil) }, time.Hour)
		b.closeAt(models.DateOf(2126, 3, 5).At(10, 0))
		b.run()
		var next *workflow.ContinueAsNewError
		if got := errors.As(b.env.GetWorkflowError(), &next); got != want {
			t.Fatalf("protocol %d: %v", protocol, b.env.GetWorkflowError())
		}
		var params contract.ProjectParams
		if want {
			if err := converter.GetDefaultDataConverter().FromPayloads(next.Input, &params); err != nil {
				t.Fatal(err)
			}
			if params.Protocol != contract.Protocol || params.Next.At == 0 || params.ProjectID != projectID {
				t.Errorf("carried %+v", params)
			}
		}
	}
}

// While the database is away a command is tried for seconds as a local activity and then goes on as an activity that
// the server retries: however long it takes, the history stays short and the answer comes.
func TestADatabaseAwayFillsNoHistory(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	at := models.DateOf(2126, 3, 4).At(10, 0)
	local, normal := 0, 0
	b.fail = func(ctx context.Context, name string) error {
		if name != contract.ActivityRunCommand || local > 100 {
			return nil
		}
		if activity.GetInfo(ctx).IsLocalActivity {
			local++
		} else if normal++; normal > 8 {
			return nil
		}
		return temporal.NewApplicationError("away", string(models.KindUnavailable))
	}
	stored := b.ask(at, owner, "s1", models.CommandSubmitMilestone, models.SubmitMilestoneCommand{Milestone: "开工",
		DoneOn: at.Date()})
	b.closeAt(models.DateOf(2126, 3, 6).At(10, 0))
	b.run()
	if stored.err != nil || !stored.done || local == 0 || local > 100 || normal < 8 {
		t.Errorf("%v, %d local, %d normal", stored.err, local, normal)
	}
}

func TestContinueAsNewCarriesTheNextMoment(t *testing.T) {
	b := setup(t, models.Milestone{Name: "开工", Due: models.DateOf(2126, 4, 10)})
	b.env.RegisterDelayedCallback(func() {
		b.env.SetContinueAsNewSuggested(true)
		b.env.SignalWorkflow(contract.SignalPoke,
			nil)
	}, time.Hour)
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
