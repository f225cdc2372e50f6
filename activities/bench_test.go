package activities_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"duban/activities"
	"duban/internal/calendar"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

const (
	projectID = "2021-ZD-001"
	programme = "district-2021"
	milestone = "主体封顶"
)

// The project is followed since January; its milestone is due on Wednesday 31 March. By the 20th of April the
// reminders, the urging and the yellow card fell due, on the 1st and the 9th.
var (
	since   = models.DateOf(2021, 1, 4).At(9, 0)
	due     = models.DateOf(2021, 3, 31)
	overdue = models.DateOf(2021, 4, 20).At(10, 0)
)

// bench is the real activities over a real store, run as Temporal runs them.
type bench struct {
	path  string // of the database
	t     *testing.T
	store *store.Store
	env   *testsuite.TestActivityEnvironment
	acts  *activities.Activities
}

func newBench(t *testing.T) *bench {
	t.Helper()
	path := filepath.Join(t.TempDir(), "duban.db")
	b := &bench{t: t, path: path, store: storetest.Open(t, path)}
	b.acts = &activities.Activities{Store: b.store, Calendar: func(extra []models.CalendarDay) models.Calendar {
		return calendar.With(extra)
	}}
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	b.env = suite.NewTestActivityEnvironment()
	b.acts.Register(registry{b.env})
	list := models.Programme{ID: programme, Year: 2021, Name: "2021年区重点项目", Kind: models.DistrictProgramme,
		Ladder:  models.DefaultLadder,
		Colours: models.DefaultColours, Curve: "linear", LiveFrom: models.DateOf(2021, 1, 1)}
	b.bring("seed", since,
		row{"programmes", "", 0, list},
		row{"organisations", "", 0, models.Organisation{ID: "org-owner", Name: "甲单位", NameKey: "甲单位"}},
		row{"organisations", "", 0, models.Organisation{ID: "org-unit", Name: "乙局", NameKey: "乙局"}},
		row{"posts", "", 0, models.Post{ID: "post-sponsor", Title: "分管副区长", TitleKey: "分管副区长"}},
		row{"projects", projectID, 0, models.Project{ID: projectID, Year: 2021, Code: "ZD-001", Name: "甲项目", NameKey: "甲项目",
			OwnerID:           "org-owner",
			ResponsibleUnitID: "org-unit", SponsorPostID: "post-sponsor", TotalInvestment: 100_000_000_00,
			AnnualPlan: 12_000_000_00,
			Status:     models.ProjectOpen, Category: models.Implementation}},
		row{"memberships", projectID, 0, models.Membership{ProgrammeID: programme, ProjectID: projectID, Position: 1}},
		row{"milestones", projectID, 0, models.Milestone{ID: models.MilestoneID(projectID, milestone), ProjectID: projectID,
			Position: 1, Name: milestone,
			NameKey: milestone, Baseline: due, Due: due, Precision: models.PrecisionDay, DueVersion: 1, Controlling: true,
			Status: models.MilestoneOpen}},
	)
	if err := storetest.PutActors(t.Context(), b.store, owner, office); err != nil {
		t.Fatal(err)
	}
	return b
}

type registry struct {
	env *testsuite.TestActivityEnvironment
}

func (r registry) RegisterActivityWithOptions(a any, o activity.RegisterOptions) {
	r.env.RegisterActivityWithOptions(a, o)
}

// row is one row an import brings, and the version of its project the preview saw.
type row struct {
	entity, projectID string
	version           int
	after             any
}

func (b *bench) stage(batch string, rows ...row) {
	b.t.Helper()
	staged := make([]models.ImportRow, len(rows))
	for i, r := range rows {
		after, err := json.Marshal(r.after)
		if err != nil {
			b.t.Fatal(err)
		}
		staged[i] = models.ImportRow{BatchID: batch, Position: i + 1, Action: "new", Entity: r.entity, ProjectID: r.projectID,
			Version: r.version, After: string(after)}
	}
	storetest.Write(b.t, b.store, func(tx *store.Tx) error {
		return tx.StageBatch(models.ImportBatch{ID: batch, ProgrammeID: programme, ContentHash: "hash of " + batch,
			Status: models.BatchStaged}, staged)
	})
}

func (b *bench) bring(batch string, at models.Instant, rows ...row) {
	b.t.Helper()
	b.stage(batch, rows...)
	storetest.Write(b.t, b.store, func(tx *store.Tx) error { _, err := tx.Promote(batch, at); return err })
}

// The people who act.
var (
	owner = models.Actor{ID: "owner-1", Name: "经办人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "org-owner"}}}
	office = models.Actor{ID: "office-1", Name: "重点项目办", Roles: []models.Role{{Role: models.RoleOffice}}}
)

// command is what a person asks for, and the moment the project's workflow takes it up.
type command struct {
	by        models.Actor
	key, name string
	project   string // "": the bench's
	body      any
	now       models.Instant
}

// ask stores a command and makes the params its activity is run with; any other params stay as they are.
func (b *bench) ask(params any) any {
	b.t.Helper()
	c, ok := params.(command)
	if !ok {
		return params
	}
	if c.project == "" {
		c.project = projectID
	}
	stored, err := storetest.StoreCommand(b.t.Context(), b.store, c.by, c.key, c.name, c.project, c.body, since)
	if err != nil {
		b.t.Fatal(err)
	}
	return contract.RunCommand{Now: c.now, Command: contract.Command{Key: c.key, Hash: stored.Hash, ProjectID: c.project}}
}

// run executes an activity by its name in histories.
func run[T any](b *bench, name string, params any) (out T, err error) {
	b.t.Helper()
	value, err := b.env.ExecuteActivity(name, b.ask(params))
	if err == nil && value.HasValue() {
		err = value.Get(&out)
	}
	return out, err
}

// must runs an activity that has to succeed.
func must[T any](b *bench, name string, params any) T {
	b.t.Helper()
	out, err := run[T](b, name, params)
	if err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
	return out
}

func submit(key string, now models.Instant) command {
	return command{by: owner, key: key, name: models.CommandSubmitMilestone, now: now,
		body: models.SubmitMilestoneCommand{Milestone: milestone, DoneOn: models.DateOf(2021, 3, 1)}}
}

func report(key string, now models.Instant) command {
	amount := models.Money(100)
	return command{by: owner, key: key, name: models.CommandReportMonth, now: now,
		body: models.ReportMonthCommand{Month: models.MonthOf(2021, 2), MonthAmount: &amount, Confirmed: true}}
}

func review(key, submission string, now models.Instant) command {
	return command{by: office, key: key, name: models.CommandReview, now: now,
		body: models.ReviewCommand{Submission: models.SubmissionID(submission), Decision: models.Accept}}
}

func change(key string, now models.Instant, c models.ChangePlanCommand) command {
	c.Reason = "会议纪要"
	return command{by: office, key: key, name: models.CommandChangePlan, now: now, body: c}
}

// record is everything these activities write.
type record struct {
	Facts    models.Facts
	Audit    []models.AuditEvent
	Outbox   []models.OutboxMessage
	Inbox    []models.InboxEntry
	Reviews  []models.Review
	Moved    []models.DueChange
	Evidence []models.Attachment
	Batches  []models.ImportBatch
	Commands int
}

func (b *bench) record() (r record) {
	b.t.Helper()
	storetest.Read(b.t, b.store, func(tx *store.Tx) error {
		var errs [9]error
		r.Facts, errs[0] = tx.Facts(projectID)
		r.Audit, errs[1] = tx.AuditAfter(0, 100_000)
		r.Outbox, errs[2] = tx.OutboxOf(projectID)
		r.Inbox, errs[3] = inboxes(tx)
		r.Reviews, errs[4] = tx.ReviewsOf(projectID)
		moved, err := tx.DueChangesOf([]string{projectID})
		r.Moved, errs[5] = moved[projectID], err
		r.Evidence, errs[6] = tx.AllAttachments()
		r.Batches, errs[7] = tx.Batches("")
		r.Commands, errs[8] = tx.CommandsCount()
		return errors.Join(errs[:]...)
	})
	// Storing a command is its caller's doing and on record by itself: what is compared is what an activity left.
	r.Audit = slices.DeleteFunc(r.Audit, func(e models.AuditEvent) bool {
		return e.Action == store.ChangeAction && e.Object == "stored_commands"
	})
	return r
}

// inboxes are the entries of all people.
func inboxes(tx *store.Tx) (all []models.InboxEntry, err error) {
	people, err := tx.People()
	for _, p := range people {
		some, err := tx.InboxOf(p.ID, 10_000, 0)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, err
}

// steps lists what is on record of the milestone, in order, as "step@moment".
func (r record) steps() (steps []string) {
	for _, e := range r.Facts.Escalations {
		if e.Item == models.ItemMilestone {
			steps = append(steps, e.Step+"@"+e.At.Minute())
		}
	}
	return steps
}

// refused checks what left an activity: its kind as the type, and its code in the details; the sentence only where it
// names no one.
func refused(t *testing.T, err error, kind models.Kind, code string) contract.ErrorDetails {
	t.Helper()
	var e *temporal.ApplicationError
	var d contract.ErrorDetails
	if !errors.As(err, &e) {
		t.Errorf("%v, want %s %s", err, kind, code)
		return d
	}
	if detailed := e.Details(&d); detailed != nil || e.Type() != string(kind) || d.Code != code || kind.Ours() &&
		d.Message == "" {
		t.Errorf("got %s %+v (%v), want %s %s", e.Type(), d, detailed, kind, code)
	}
	if e.NonRetryable() == kind.Retryable() {
		t.Errorf("%s: not retryable %t", kind, e.NonRetryable())
	}
	return d
}

// starts counts what is started or poked.
type starts struct {
	count map[string]int
	fail  error
	then  func()
}

func (s *starts) StartOrPoke(_ context.Context, p contract.ProjectParams) error {
	s.count[p.ProjectID]++
	if s.then != nil {
		s.then()
	}
	return s.fail
}
