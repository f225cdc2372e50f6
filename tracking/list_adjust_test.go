package tracking_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/tracking"
)

func adjustment(change tracking.ListChange, codes ...string) tracking.ListAdjustment {
	return tracking.ListAdjustment{Change: change, Projects: codes, Document: "张重点办〔2021〕5号",
		EffectiveOn: models.DateOf(2021, 4, 1)}
}

func (h *env) status() tracking.Status {
	h.t.Helper()
	s, err := h.Status(h.t.Context(), office, "2021")
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// districtOnly is a project of the sample that is on no other list.
func (h *env) districtOnly() models.Facts {
	h.t.Helper()
	for _, f := range h.facts(district) {
		if len(f.Memberships) == 1 {
			return f
		}
	}
	h.t.Fatal("every project is on two lists")
	return models.Facts{}
}

func TestADroppedProjectsMonthsCountWhenItIsSaidSo(t *testing.T) {
	for _, counts := range []bool{true, false} {
		h := inMarch(t, 20)
		h.bring("march", progressBook(t, first(20), 3))
		before, gone := h.status(), h.districtOnly()
		c := adjustment(tracking.ListDrop, gone.Project.Code)
		c.Counts = counts
		for range 2 { // the same key again is the same answer
			out, err := h.AdjustList(t.Context(), office, "drop", "2021", c)
			if err != nil || out.Programme != before.Programme || !strings.Contains(out.Message, "调出") {
				t.Fatalf("%+v, %v", out, err)
			}
		}
		after := h.status()
		paid := *models.LatestApproved(gone.Reports).ApprovedYTD
		want, projects, plan := before.Approved-paid, 19, before.AnnualPlan-gone.Project.AnnualPlan
		if counts { // it was on the list at the end of the month that the figures speak of
			want, projects, plan = before.Approved, 20, before.AnnualPlan
		}
		if after.Projects != projects || after.Approved != want || after.AnnualPlan != plan || paid == 0 ||
			after.Today.Projects != 19 || after.Today.AnnualPlan != before.AnnualPlan-gone.Project.AnnualPlan {
			t.Errorf("counts %t: %d projects, approved %d, want %d", counts, after.Projects, after.Approved, want)
		}
		if n := h.runs.count(refOf(gone.Project)); n != 0 || *after.Running != 19 {
			t.Errorf("%d processes of the dropped project run, %d in all", n, *after.Running)
		}
		page, err := h.Overview(t.Context(), office, "2021")
		if err != nil || len(page.Projects) != 19 || *page.Curve[2].Approved != want {
			t.Errorf("counts %t: the overview has %d projects and %d for March, %v", counts, len(page.Projects),
				*page.Curve[2].Approved, err)
		}
	}
}

func TestAProjectComesBackOntoItsList(t *testing.T) {
	h := inMarch(t, 20)
	gone := h.districtOnly().Project
	if _, err := h.AdjustList(t.Context(), office, "drop", "2021", adjustment(tracking.ListDrop, gone.Code)); err != nil {
		t.Fatal(err)
	}
	_, err := h.AdjustList(t.Context(), office, "drop again", "2021", adjustment(tracking.ListDrop, gone.Code))
	wantCode(t, err, models.KindConflict, "not_listed")
	// A plan that still names it brings no one back, and nothing new.
	p := h.preview("plan again", planBook(t, first(20)))
	if p.New != 0 {
		t.Errorf("the dropped project is new: %+v", p)
	}
	if _, err := h.AdjustList(t.Context(), office, "back", "2021", adjustment(tracking.ListAdmit, gone.Code)); err != nil {
		t.Fatal(err)
	}
	back := h.project(gone.Name)
	if back.Project.Status != models.ProjectOpen || h.runs.count(refOf(gone)) != 1 || len(back.Memberships) != 1 ||
		back.Memberships[0].DroppedOn != 0 {
		t.Errorf("%+v", back.Project)
	}
	if p := h.preview("plan once more", planBook(t, first(20))); p.New != 0 {
		t.Errorf("the reopened project is new: %+v", p)
	}
	_, err = h.AdjustList(t.Context(), office, "twice", "2021", adjustment(tracking.ListAdmit, gone.Code))
	wantCode(t, err, models.KindConflict, "already_listed")
}

func TestAProjectMovesWithinItsList(t *testing.T) {
	h := inMarch(t, 3)
	p := h.facts(district)[0].Project
	c := adjustment(tracking.ListMove, p.Code)
	c.Section = "二、基础设施项目"
	if _, err := h.AdjustList(t.Context(), office, "move", "2021", c); err != nil {
		t.Fatal(err)
	}
	after := h.project(p.Name)
	for _, m := range after.Memberships {
		if m.ProgrammeID == district && m.Section != c.Section {
			t.Errorf("it stands under %q", m.Section)
		}
	}
	if after.Project.Version != p.Version+1 {
		t.Errorf("version %d, was %d", after.Project.Version, p.Version)
	}
}

func TestAnAdjustmentWithoutItsPaperChangesNothing(t *testing.T) {
	h := inMarch(t, 3)
	code := h.facts(district)[0].Project.Code
	before := h.dump()
	for want, change := range map[string]func(*tracking.ListAdjustment){
		"bad_change":        func(c *tracking.ListAdjustment) { c.Change = "erase" },
		"project_missing":   func(c *tracking.ListAdjustment) { c.Projects = nil },
		"document_missing":  func(c *tracking.ListAdjustment) { c.Document = " " },
		"effective_future":  func(c *tracking.ListAdjustment) { c.EffectiveOn = models.DateOf(2021, 4, 3) },
		"target_missing":    func(c *tracking.ListAdjustment) { c.Change = tracking.ListMove },
		"project_not_found": func(c *tracking.ListAdjustment) { c.Projects = append(c.Projects, "ZD-2021-999") },
	} {
		c := adjustment(tracking.ListDrop, code)
		change(&c)
		_, err := h.AdjustList(t.Context(), office, want, "2021", c)
		if err == nil || models.AsError(err).Code != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}
}

func TestAPlanWithItsPaperTakesProjectsOffTheList(t *testing.T) {
	h := inMarch(t, 20)
	gone := h.districtOnly().Project
	d := first(20)
	d.Projects = nil
	for _, p := range data.Projects[:20] {
		if p.Project.Name != gone.Name {
			d.Projects = append(d.Projects, p)
		}
	}
	u := upload("adjusted", planBook(t, d))
	u.Choices = tracking.ImportChoices{Document: "张重点办〔2021〕5号", EffectiveOn: models.DateOf(2021, 4, 1),
		Drop: []string{gone.Code}, DropCounts: true}
	p := h.preparePreview(u)
	if p.Batch == "" || len(p.Adjustments) != 1 || p.Adjustments[0].Kind != "drop" {
		t.Fatalf("%+v", p)
	}
	h.commit(p.Batch)
	if s := h.status(); s.Projects != 19 || s.Dropped != 1 || h.runs.count(refOf(gone)) != 0 {
		t.Errorf("%+v", s)
	}
	if undone, err := h.UndoImport(t.Context(), office, "undo", p.Batch); err != nil || undone.Undone == 0 {
		t.Fatalf("%+v, %v", undone, err)
	}
	if s := h.status(); s.Projects != 20 || s.Dropped != 0 || h.runs.count(refOf(gone)) != 1 {
		t.Errorf("%+v", s)
	}
}
