package models_test

import (
	"testing"

	"duban/models"
)

// What falls due is on the day the ladder counts from: a milestone on a day off moves on, what is done is left out.
func TestWhatFallsDueInAMonth(t *testing.T) {
	day := models.DateOf
	f := models.Facts{
		Project:     models.Project{ID: "p", Year: 2021, Status: models.ProjectOpen},
		Memberships: []models.Membership{{ProjectID: "p", ProgrammeID: "l"}},
		Milestones: []models.Milestone{
			{ID: "a", Name: "桩基", Due: day(2021, 6, 5), Status: models.MilestoneOpen, DueVersion: 1}, // a Saturday
			{ID: "b", Name: "封顶", Due: day(2021, 6, 30), Status: models.MilestoneOpen, DueVersion: 1, Controlling: true},
			{ID: "c", Name: "开工", Due: day(2021, 6, 10), Status: models.MilestoneDone, DoneOn: day(2021, 6, 9)},
			{ID: "d", Name: "竣工", Due: day(2021, 7, 1), Status: models.MilestoneOpen, DueVersion: 1},
		},
		Submissions: []models.Submission{{ID: "s", Kind: models.SubmitMilestone, MilestoneID: "b",
			Status: models.SubmissionWaiting, SubmittedAt: day(2021, 6, 8).At(9, 0)}},
		Problems: []models.Problem{{ID: "q", Text: "用地未批", Status: models.ProblemAssigned, Due: day(2021, 6, 15)},
			{ID: "z", Text: "已解决", Status: models.ProblemClosed, Due: day(2021, 6, 16)}},
	}
	r := models.Rules{Calendar: models.NewCalendar(nil, []int{2021}), Ladder: models.LadderOf(models.NewLadder)}
	got := r.FallingDue(f, day(2021, 6, 1), day(2021, 6, 30), day(2021, 6, 9).At(12, 0))
	want := []struct {
		kind models.DueKind
		day  models.Date
		late int
	}{
		{models.DueReport, day(2021, 6, 4), 3}, {models.DueMilestone, day(2021, 6, 7), 2},
		{models.DueReview, day(2021, 6, 11), 0}, {models.DueProblem, day(2021, 6, 15), 0},
		{models.DueMilestone, day(2021, 6, 30), 0},
	}
	for i, w := range want {
		if i >= len(got) || got[i].Kind != w.kind || got[i].Day != w.day || got[i].Late != w.late {
			t.Fatalf("%d: %+v, want %+v", i, got, want)
		}
	}
	if len(got) != len(want) || !got[4].Waiting || !got[4].Controlling || got[1].Due != day(2021, 6, 5) {
		t.Errorf("%+v", got)
	}
	f.Project.Status = models.ProjectClosed
	if got := r.FallingDue(f, day(2021, 6, 1), day(2021, 6, 30), day(2021, 6, 9).At(12, 0)); len(got) != 0 {
		t.Errorf("of a closed project: %+v", got)
	}
}
