package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
)

// A project is split, then one of its parts is merged with another project: the list's plan, total investment and
// approved figures stay the same to the fen, open milestones go on under the new projects, and the record is found from
// both ends.
func TestASplitAndAMergerKeepTheList(t *testing.T) {
	h := inMarch(t, 4)
	h.bring("march", progressBook(t, first(4), 3))
	ctx := t.Context()
	before, facts := h.status(), h.facts(district)
	var totals models.Money
	for _, f := range facts {
		totals += f.Project.TotalInvestment
	}
	old := facts[1]
	left := models.RemainingOf(old)
	if left.Approved == 0 || left.Plan == 0 || len(left.Open) < 2 {
		t.Fatalf("%+v", left)
	}
	parts := []models.RestructurePart{{Name: "一期工程", Plan: left.Plan / 3, Total: left.Total / 3},
		{Name: "二期工程", Plan: left.Plan - left.Plan/3, Total: left.Total - left.Total/3}}
	for i, m := range left.Open {
		parts[i%2].Milestones = append(parts[i%2].Milestones, m.ID)
	}
	c := models.RestructureCommand{Kind: models.ProjectSplit, Projects: []string{old.Project.Code}, Parts: parts,
		Document: "张重点办〔2021〕12号", DocumentOn: h.clock.Date(), Ground: "分期建设"}
	wrong := c
	wrong.Parts = slices.Clone(parts)
	wrong.Parts[0].Plan++
	_, err := h.Restructure(ctx, office, "wrong", wrong)
	wantCode(t, err, models.KindInvalid, "plan_differs")
	for range 2 { // the same key again gives the same answer
		act, err := h.Restructure(ctx, office, "split", c)
		if err != nil || len(act.From) != 1 || len(act.To) != 2 || act.To[0].Code != old.Project.Code+"-1" {
			t.Fatalf("%+v %v", act, err)
		}
	}
	h.sameList(before.Approved, before.Today.AnnualPlan, totals)
	other := facts[2].Project
	merged, err := h.Restructure(ctx, office, "merge", models.RestructureCommand{Kind: models.ProjectMerge,
		Projects: []string{old.Project.Code + "-2", other.Code}, Parts: []models.RestructurePart{{Name: "联合项目",
			Code: "ZD-2021-900"}},
		Document: "张重点办〔2021〕13号", DocumentOn: h.clock.Date(), Ground: "同一主体"})
	if err != nil || len(merged.From) != 2 || len(merged.To) != 1 {
		t.Fatalf("%+v %v", merged, err)
	}
	h.sameList(before.Approved, before.Today.AnnualPlan, totals)
	open := 0
	for _, f := range h.facts(district) {
		for _, m := range f.Milestones {
			switch {
			case m.Status == models.MilestoneOpen && f.Project.Status == models.ProjectOpen:
				open++
			case f.Project.ID == old.Project.ID && m.EndedAt != 0 && !strings.Contains(m.EndedBecause, "拆分，转入"):
				t.Errorf("%s ended because %s", m.Name, m.EndedBecause)
			}
		}
	}
	want := 0
	for _, f := range facts {
		want += len(models.RemainingOf(f).Open)
	}
	if open != want {
		t.Errorf("%d milestones are open, %d were", open, want)
	}
	for _, code := range []string{old.Project.Code, old.Project.Code + "-2", "ZD-2021-900"} {
		if acts, err := h.Restructures(ctx, office, code); err != nil || len(acts) == 0 {
			t.Errorf("%s: %v %v", code, acts, err)
		}
	}
	_, err = h.Restructure(ctx, office, "again", c)
	if models.AsError(err).Code != "project_closed" {
		t.Error("a closed project is split:", err)
	}
	if d, err := h.Doctor(ctx, models.Operator); err != nil {
		t.Error(err)
	} else {
		for _, check := range d.Checks {
			for _, found := range check.Found {
				if strings.Contains(found, old.Project.Code) || strings.Contains(found, "ZD-2021-900") {
					t.Errorf("%s: %s", check.Name, found)
				}
			}
		}
	}
}

// sameList checks the sums of the list.
func (h *env) sameList(approved, plan, totals models.Money) {
	h.t.Helper()
	now := h.status()
	var sum models.Money
	for _, f := range h.facts(district) {
		sum += f.Project.TotalInvestment
	}
	if now.Approved != approved || now.Today.AnnualPlan != plan || sum != totals {
		h.t.Errorf("approved %d, plan %d, total %d; want %d, %d, %d", now.Approved, now.Today.AnnualPlan, sum, approved, plan,
			totals)
	}
}
