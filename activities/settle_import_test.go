package activities_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

// drawProjects draws new projects with milestones and reports around a day.
func drawProjects(t *rapid.T, around models.Date) (rows []row, ids []string) {
	for i := range rapid.IntRange(1, 5).Draw(t, "projects") {
		p := project(100 + i)
		p.AnnualPlan, p.ResponsibleUnitID = 12_000_000_00, rapid.SampledFrom([]string{"", "org-unit"}).Draw(t, "unit")
		ids = append(ids, p.ID)
		rows = append(rows, row{"projects", p.ID, 0, p}, row{"memberships", p.ID, 0, models.Membership{
			ProgrammeID: programme, ProjectID: p.ID, Position: 2 + i}})
		for k := range rapid.IntRange(0, 3).Draw(t, "milestones") {
			name := fmt.Sprintf("节点%d", k)
			on := around + models.Date(rapid.IntRange(-60, 60).Draw(t, "due"))
			m := models.Milestone{ID: models.MilestoneID(p.ID, name), ProjectID: p.ID, Position: k + 1, Name: name,
				NameKey: name, Baseline: on, Due: on, Precision: models.PrecisionDay, DueVersion: 1,
				Controlling: rapid.Bool().Draw(t, "controlling"), Status: models.MilestoneOpen}
			if rapid.IntRange(0, 3).Draw(t, "done") == 0 {
				m.Status, m.DoneOn = models.MilestoneDone, min(on, around)
			}
			rows = append(rows, row{"milestones", p.ID, 0, m})
		}
		for month := range rapid.IntRange(0, 2).Draw(t, "reports") {
			of := models.MonthOf(2021, month+1)
			amount := models.Money(100)
			rows = append(rows, row{"reports", p.ID, 0, models.Report{ID: models.ReportID(p.ID, of), ProjectID: p.ID,
				Month: of, ReportedMonth: &amount, ReportedYTD: &amount, ApprovedMonth: &amount, ApprovedYTD: &amount}})
		}
	}
	return rows, ids
}

// What an import hands to the processes is what their own first transaction would have found, and it has put on record
// and sent what that would have: the transaction then finds nothing to do.
func TestAnImportSettlesAsEachProcessWould(t *testing.T) {
	b := newBench(t)
	batch := 0
	rapid.Check(t, func(rt *rapid.T) {
		batch++
		name := fmt.Sprint("settled-", batch)
		at := overdue.Add(0) + models.Instant(rapid.IntRange(0, 40*24*60).Draw(rt, "minutes"))*60_000
		rows, ids := drawProjects(rt, at.Date())
		for i := range rows { // a list of its own for each draw
			rows[i] = renamed(rows[i], fmt.Sprintf("B%d", batch))
		}
		for i := range ids {
			ids[i] = renamedID(ids[i], fmt.Sprintf("B%d", batch))
		}
		b.stage(name, rows...)
		b.asked(name, office)
		promoted := must[contract.Promoted](b, contract.ActivityPromoteImport, contract.Promote{Batch: name, Now: at})
		if !promoted.Settled || promoted.Starts != len(ids) {
			rt.Fatalf("%+v, want %d starts", promoted, len(ids))
		}
		told := &keeps{}
		b.acts.Starter = told
		must[any](b, contract.ActivityStartProjects, contract.StartProjects{Batch: name, Count: len(ids), Settled: true})
		if len(told.params) != len(ids) {
			rt.Fatalf("started %d of %d", len(told.params), len(ids))
		}
		for _, start := range told.params {
			before := b.onRecord(start.ProjectID)
			out := must[contract.Outcome](b, contract.ActivityAdvance, contract.Advance{ProjectID: start.ProjectID, Now: at,
				Seen: start.Revision})
			want := contract.ProjectParams{ProjectID: start.ProjectID, Ref: start.Ref, Protocol: start.Protocol, Settled: true,
				Turn: start.Turn,
				Next: out.Next, Revision: out.Revision, Attributes: out.Attributes}
			for _, a := range []*contract.Attributes{&want.Attributes, &start.Attributes} {
				a.Standing, a.Colour = "", "" // of the day on which the start is scheduled
			}
			if diff := cmp.Diff(want, start); diff != "" {
				rt.Errorf("what its own transaction finds (-), and what it was started with (+):\n%s", diff)
			}
			if diff := cmp.Diff(before, b.onRecord(start.ProjectID)); diff != "" || out.Messages != 0 {
				rt.Errorf("its own transaction recorded more (%d messages):\n%s", out.Messages, diff)
			}
		}
	})
}

func renamedID(id, with string) string { return id + with }

// renamed gives a row's project another code.
func renamed(r row, with string) row {
	r.projectID += with
	switch v := r.after.(type) {
	case models.Project:
		v.ID, v.Code, v.Name, v.NameKey = v.ID+with, v.Code+with, v.Name+with, v.NameKey+with
		r.after = v
	case models.Membership:
		v.ProjectID += with
		r.after = v
	case models.Milestone:
		v.ID, v.ProjectID = models.MilestoneID(v.ProjectID+with, v.Name), v.ProjectID+with
		r.after = v
	case models.Report:
		v.ID, v.ProjectID = models.ReportID(v.ProjectID+with, v.Month), v.ProjectID+with
		r.after = v
	}
	return r
}

// settledRecord is what the ladder leaves about a project.
type settledRecord struct {
	Rungs  []models.Escalation
	Outbox []models.OutboxMessage
	Audit  []models.AuditEvent
	Next   models.Moment
}

func (b *bench) onRecord(id string) (r settledRecord) {
	b.t.Helper()
	storetest.Read(b.t, b.store, func(tx *store.Tx) error {
		f, err := tx.Facts(id)
		if err != nil {
			return err
		}
		r.Rungs, r.Next = f.Escalations, models.Moment{At: f.Project.NextAt, What: f.Project.NextWhat}
		if r.Outbox, err = tx.OutboxOf(id); err != nil {
			return err
		}
		r.Audit, err = tx.AuditOf(id)
		return err
	})
	return r
}

// keeps keeps what projects are started or told with.
type keeps struct{ params []contract.ProjectParams }

func (k *keeps) StartOrPoke(_ context.Context, p contract.ProjectParams) error {
	k.params = append(k.params, p)
	return nil
}

// bringSettled commits an import and returns the projects that it starts or tells.
func (b *bench) bringSettled(batch string, now models.Instant, rows ...row) []string {
	b.t.Helper()
	b.stage(batch, rows...)
	b.asked(batch, office)
	promoted := must[contract.Promoted](b, contract.ActivityPromoteImport, contract.Promote{Batch: batch, Now: now})
	again := must[contract.Promoted](b, contract.ActivityPromoteImport, contract.Promote{Batch: batch, Now: now + 1})
	if promoted.Messages = 0; promoted != again {
		b.t.Errorf("promoted %+v, after it was interrupted %+v", promoted, again)
	}
	told := &keeps{}
	b.acts.Starter = told
	must[any](b, contract.ActivityStartProjects, contract.StartProjects{Batch: batch, Count: 100, Settled: true})
	var ids []string
	for _, p := range told.params {
		ids = append(ids, p.ProjectID)
	}
	slices.Sort(ids)
	return ids
}

// An import tells only the processes that wait for another moment, or show something else, than before: a new goal
// none, a moved date that project, another stage that project.
func TestAnImportTellsOnlyWhomItConcerns(t *testing.T) {
	b := newBench(t)
	now := models.DateOf(2021, 1, 5).At(10, 0)
	one, two := project(100), project(101)
	rows := newProjects(2)
	for _, p := range []models.Project{one, two} {
		rows = append(rows, row{"milestones", p.ID, 0, models.Milestone{ID: models.MilestoneID(p.ID, "开工"), ProjectID: p.ID,
			Position: 1, Name: "开工", NameKey: "开工", Baseline: due, Due: due, DueVersion: 1, Status: models.MilestoneOpen}})
	}
	if got := b.bringSettled("b1", now, rows...); !slices.Equal(got, []string{one.ID, two.ID}) {
		t.Errorf("new projects: told %v", got)
	}
	one.Goal, two.Goal = "竣工", "投产"
	if got := b.bringSettled("b2", now, row{"projects", one.ID, 1, one}, row{"projects", two.ID, 1, two}); got != nil {
		t.Errorf("new goals: told %v", got)
	}
	moved := models.Milestone{ID: models.MilestoneID(two.ID, "开工"), ProjectID: two.ID, Position: 1, Name: "开工",
		NameKey: "开工", Baseline: due, Due: models.DateOf(2021, 1, 9), DueVersion: 2, Status: models.MilestoneOpen}
	if got := b.bringSettled("b3", now, row{"projects", one.ID, 2, one}, row{"milestones", two.ID, 2,
		moved}); !slices.Equal(got, []string{two.ID}) {
		t.Errorf("a moved date: told %v", got)
	}
	one.Stage = models.StageCarried
	if got := b.bringSettled("b4", now, row{"projects", one.ID, 3, one}, row{"projects", two.ID, 3,
		two}); !slices.Equal(got, []string{one.ID}) {
		t.Errorf("another stage: told %v", got)
	}
}

// A moment that is not trusted lets nothing fall due, and the processes look again by themselves.
func TestAnImportInADoubtfulMomentSettlesNothing(t *testing.T) {
	b := newBench(t)
	b.acts.Held = func(models.Instant) bool { return true }
	p := project(100)
	rows := append(newProjects(1), row{"milestones", p.ID, 0, models.Milestone{ID: models.MilestoneID(p.ID, "开工"),
		ProjectID: p.ID, Position: 1, Name: "开工", NameKey: "开工", Baseline: due, Due: due, DueVersion: 1,
		Status: models.MilestoneOpen}})
	if got := b.bringSettled("b1", overdue, rows...); len(got) != 1 {
		t.Errorf("told %v", got)
	}
	if r := b.onRecord(p.ID); len(r.Rungs)+len(r.Outbox) != 0 || r.Next.What != models.LookAgain {
		t.Errorf("%+v", r)
	}
	told := &keeps{}
	b.acts.Starter = told
	must[any](b, contract.ActivityStartProjects, contract.StartProjects{Batch: "b1", Count: 1, Settled: true})
	if len(told.params) != 1 || told.params[0].Settled {
		t.Errorf("%+v", told.params)
	}
}
