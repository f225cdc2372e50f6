package models_test

import (
	"testing"

	"duban/models"
)

func TestHandOver(t *testing.T) {
	open := func() models.Facts {
		f := models.Facts{Project: models.Project{ID: "2021-a", Year: 2021, Name: "甲项目", Status: models.ProjectOpen},
			Memberships: []models.Membership{{ProgrammeID: "district-2021", ProjectID: "2021-a"}}}
		for _, name := range []string{"主体封顶", "竣工验收", "开工"} {
			f.Milestones = append(f.Milestones, models.Milestone{ID: name, Name: name, NameKey: name, Due: models.DateOf(2021,
				12, 31), Baseline: models.DateOf(2021, 12, 31), DueVersion: 1, Status: models.MilestoneOpen})
		}
		f.Milestones[2].Status, f.Milestones[2].DoneOn = models.MilestoneDone, models.DateOf(2021, 6, 1)
		return f
	}
	into := models.ChangePlanCommand{Change: models.PlanHandOver, Into: "2022-a", Moves: []string{"竣工验收"}, Reason: "年度结转"}
	january := models.DateOf(2022, 1, 10).At(9, 0)
	for _, c := range []struct {
		name    string
		lay     func(*models.Facts)
		command models.ChangePlanCommand
		now     models.Instant
		code    string
		ended   []string // of the milestones, in order
	}{
		{"goes on", nil, into, january, "", []string{"2022年计划未列该节点", "转入2022年", ""}},
		{"ends", nil, models.ChangePlanCommand{Change: models.PlanHandOver, Reason: "年度结转"}, january, "",
			[]string{"2021年清单终结", "2021年清单终结", ""}},
		{"the year is not over", nil, into, models.DateOf(2021, 12, 31).At(23, 0), "year_not_over", nil},
		{"twice", func(f *models.Facts) { f.Project.HandedAt = january - 1 }, into, january, "handed_over", nil},
		{"closed", func(f *models.Facts) { f.Project.Status = models.ProjectClosed }, into, january, "project_closed", nil},
		{"in review", func(f *models.Facts) {
			f.Submissions = []models.Submission{{ID: "s", MilestoneID: "主体封顶", Kind: models.SubmitMilestone,
				Status: models.SubmissionWaiting}}
		}, into, january, "milestone_in_review", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := open()
			if c.lay != nil {
				c.lay(&f)
			}
			rules := models.RulesFor(f, calendar2021())
			out, err := rules.ChangePlan(&f, c.command, "k", c.now)
			if c.code != "" {
				if models.AsError(err) == nil || models.AsError(err).Code != c.code {
					t.Fatalf("%v, want %s", err, c.code)
				}
				return
			}
			if err != nil || len(out.Ended) != 2 || out.HandedOver == nil {
				t.Fatalf("%v %+v", err, out)
			}
			for i, m := range f.Milestones {
				if m.EndedBecause != c.ended[i] {
					t.Errorf("%s ended %q, want %q", m.Name, m.EndedBecause, c.ended[i])
				}
			}
			if turn := rules.Advance(f, c.now+1); len(turn.Records) != 0 || turn.Next.At != 0 {
				t.Errorf("afterwards: %+v", turn)
			}
			then := models.AsOf(f, models.MonthOf(2021, 12), models.DateOf(2021, 12, 31).At(23, 59), nil)
			if then.Milestones[0].Status != models.MilestoneOpen || then.Project.HandedOver() {
				t.Errorf("at the end of the year: %+v", then)
			}
		})
	}
}
