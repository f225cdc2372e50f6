package models_test

import (
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// restructuring draws a project with its approved months and open milestones.
func restructuring(t *rapid.T, code string) models.Facts {
	total := models.Money(rapid.Int64Range(0, 9_000_000_000).Draw(t, "total"))
	p := models.Project{ID: models.ProjectID(2021, code), Year: 2021, Code: code, Name: "项目" + code,
		TotalInvestment: total, AnnualPlan: models.Money(rapid.Int64Range(0, int64(total)).Draw(t, "plan")),
		ToEndOfLastYear: models.Money(rapid.Int64Range(0, int64(total)).Draw(t, "past")), Status: models.ProjectOpen}
	f := models.Facts{Project: p, Memberships: []models.Membership{{ProgrammeID: "district-2021", ProjectID: p.ID}}}
	ytd := models.Money(0)
	for month := 1; month <= rapid.IntRange(0, 8).Draw(t, "months"); month++ {
		ytd += models.Money(rapid.Int64Range(0, 2_000_000_000).Draw(t, "month"))
		approved := ytd
		f.Reports = append(f.Reports, models.Report{ID: models.ReportID(p.ID, models.MonthOf(2021, month)), ProjectID: p.ID,
			Month: models.MonthOf(2021, month), ApprovedYTD: &approved,
			Status: models.ReportApproved})
	}
	for _, name := range []string{"开工", "封顶", "竣工"}[:rapid.IntRange(0, 3).Draw(t, "milestones")] {
		f.Milestones = append(f.Milestones, models.Milestone{ID: models.MilestoneID(p.ID, name), ProjectID: p.ID, Name: name,
			NameKey: name, Due: models.DateOf(2021, 11, 30), Status: models.MilestoneOpen, DueVersion: 1})
	}
	return f
}

// Whatever is split or merged: plans and total investments add up to the same before and after, to the fen, nothing
// that was approved moves, and each open milestone has one successor.
func TestSplitAndMergeKeepEverySum(t *testing.T) {
	now := models.DateOf(2021, 9, 15).At(10, 0)
	rapid.Check(t, func(t *rapid.T) {
		c := models.RestructureCommand{Kind: models.ProjectSplit, Document: "文〔2021〕9号", DocumentOn: now.Date(),
			Ground: "分期建设"}
		facts := []models.Facts{restructuring(t, "A")}
		if rapid.Bool().Draw(t, "merge") {
			c.Kind = models.ProjectMerge
			facts = append(facts, restructuring(t, "B"))
			c.Parts = []models.RestructurePart{{Name: "合并项目"}}
		} else {
			left := models.RemainingOf(facts[0])
			first := models.RestructurePart{Name: "一期", Plan: models.Money(rapid.Int64Range(0,
				int64(left.Plan)).Draw(t, "first")),
				Total: models.Money(rapid.Int64Range(0, int64(left.Total)).Draw(t, "of"))}
			second := models.RestructurePart{Name: "二期", Plan: left.Plan - first.Plan, Total: left.Total - first.Total}
			for _, m := range left.Open {
				if rapid.Bool().Draw(t, "to") {
					first.Milestones = append(first.Milestones, m.ID)
				} else {
					second.Milestones = append(second.Milestones, m.ID)
				}
			}
			c.Parts = []models.RestructurePart{first, second}
		}
		done, err := models.Restructure(facts, c, "act", models.Operator, now)
		if err != nil {
			t.Fatal(err)
		}
		var plan, total models.Money
		open := 0
		for _, f := range facts {
			plan, total, open = plan+f.Project.AnnualPlan, total+f.Project.TotalInvestment, open+len(f.Milestones)
		}
		for _, p := range append(done.Closed, done.Projects...) {
			plan, total = plan-p.AnnualPlan, total-p.TotalInvestment
			if p.AnnualPlan < 0 || p.TotalInvestment < 0 {
				t.Errorf("%s: plan %d, total %d", p.Name, p.AnnualPlan, p.TotalInvestment)
			}
		}
		if plan != 0 || total != 0 {
			t.Errorf("plans differ by %d, totals by %d", plan, total)
		}
		ids := map[string]bool{}
		for _, m := range done.Milestones {
			ids[m.ID] = true
		}
		if len(ids) != open || len(done.Ended) != open || len(done.Links) != len(facts)*len(c.Parts) {
			t.Errorf("%d of %d milestones, %d ended, %d links", len(ids), open, len(done.Ended), len(done.Links))
		}
		if c.Kind == models.ProjectSplit && done.Projects[0].AnnualPlan > 0 {
			c.Parts[0].Plan--
			if _, err := models.Restructure(facts, c, "act", models.Operator, now); models.AsError(err).Code != "plan_differs" {
				t.Errorf("a fen is missing: %v", err)
			}
		}
	})
}
