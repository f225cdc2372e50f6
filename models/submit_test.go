package models_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// wantError checks the kind, the code and a part of the sentence of a refusal.
func wantError(t *testing.T, err error, kind models.Kind, code, says string) {
	t.Helper()
	if err == nil {
		t.Errorf("not refused, want %s %s", kind, code)
		return
	}
	if e := models.AsError(err); e.Kind != kind || e.Code != code || !strings.Contains(e.Message.Text, says) {
		t.Errorf("got %s %s %q, want %s %s with %q", e.Kind, e.Code, e.Message, kind, code, says)
	}
}

// refused is the expected refusal; the zero value expects success.
type refused struct {
	kind models.Kind
	code string
	says string
}

// check compares the outcome with the expectation, and that a refusal leaves the facts unchanged.
func (r refused) check(t *testing.T, err error, before, after models.Facts) {
	t.Helper()
	if r.code == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	wantError(t, err, r.kind, r.code, r.says)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("a refused move changed the facts:\n%s", diff)
	}
}

func copyOf(f models.Facts) models.Facts {
	f.Milestones, f.Submissions, f.Reports, f.Pauses = slices.Clone(f.Milestones), slices.Clone(f.Submissions),
		slices.Clone(f.Reports), slices.Clone(f.Pauses)
	return f
}

func TestSubmitMilestoneMoves(t *testing.T) {
	now := models.DateOf(2021, 6, 30).At(15, 0)
	today := now.Date()
	waiting := models.Submission{ID: "s0", Kind: models.SubmitMilestone, MilestoneID: "m1",
		Status: models.SubmissionWaiting, SubmittedAt: models.DateOf(2021, 6, 29).At(9, 5), ByName: "赵"}
	for _, c := range []struct {
		name string
		lay  func(*models.Facts)
		cmd  models.SubmitMilestoneCommand
		want refused
	}{
		{"by name, folded", nil, models.SubmitMilestoneCommand{Milestone: "主体 封顶", DoneOn: today}, refused{}},
		{"by key", nil, models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today - 90}, refused{}},
		{"unknown", nil, models.SubmitMilestoneCommand{Milestone: "竣工", DoneOn: today}, refused{models.KindNotFound,
			"milestone_not_found", "“竣工”"}},
		{"dropped is unknown", func(f *models.Facts) { f.Milestones[0].Status = models.MilestoneDropped },
			models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today}, refused{models.KindNotFound, "milestone_not_found",
				"“m1”"}},
		{"done", func(f *models.Facts) {
			f.Milestones[0].Status, f.Milestones[0].DoneOn = models.MilestoneDone, models.DateOf(2021, 6, 1)
		},
			models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today}, refused{models.KindConflict, "milestone_done",
				"“主体封顶”已完成（2021-06-01）"}},
		{"in review", func(f *models.Facts) { f.Submissions = []models.Submission{waiting} },
			models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today}, refused{models.KindConflict, "already_waiting",
				"已由赵于2021-06-29 09:05提交"}},
		{"another milestone in review", func(f *models.Facts) {
			other := waiting
			other.MilestoneID = "m2"
			f.Submissions = []models.Submission{other}
		}, models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today}, refused{}},
		{"no day", nil, models.SubmitMilestoneCommand{Milestone: "m1"}, refused{models.KindInvalid, "done_on_missing",
			"实际完成日期"}},
		{"tomorrow", nil, models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today + 1}, refused{models.KindInvalid,
			"done_on_future", "2021-07-01 晚于今天（2021-06-30）"}},
		{"closed project", func(f *models.Facts) { f.Project.Status, f.Project.ClosedAt = models.ProjectClosed, now },
			models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today}, refused{models.KindConflict, "project_closed",
				"已于2021-06-30销号"}},
		{"paused project", func(f *models.Facts) { f.Pauses = []models.Pause{{From: today - 3}} },
			models.SubmitMilestoneCommand{Milestone: "m1", DoneOn: today}, refused{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := late(today, true)
			if c.lay != nil {
				c.lay(&f)
			}
			before := copyOf(f)
			_, err := models.RulesFor(f, calendar2021()).SubmitMilestone(&f, c.cmd, "k", filler, now)
			c.want.check(t, err, before, f)
		})
	}
}

func TestSubmissionHoldsTheCommand(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	f.Milestones[0].DueVersion = 3
	f.Submissions = []models.Submission{{ID: "s0", Kind: models.SubmitMilestone, MilestoneID: "m1",
		Status: models.SubmissionReturned}}
	now := models.DateOf(2021, 6, 29).At(15, 0)
	out, err := models.RulesFor(f, calendar2021()).SubmitMilestone(&f, models.SubmitMilestoneCommand{
		Milestone: "m1", DoneOn: models.DateOf(2021, 6, 28), Note: "完工", OnBehalfOf: "建设局", Paper: "签字扫描件",
		Evidence: []models.Evidence{{SHA256: "aa", Name: "照片.jpg", MediaType: "image/jpeg", Size: 9},
			{SHA256: "bb", Name: "验收.pdf"}},
	}, "key-1", filler, now)
	if err != nil {
		t.Fatal(err)
	}
	want := models.Submission{
		ID: models.SubmissionID("key-1"), ProjectID: f.Project.ID, Kind: models.SubmitMilestone, MilestoneID: "m1",
		DueVersion: 3, Sequence: 2,
		DoneOn: models.DateOf(2021, 6, 28), Note: "完工", Status: models.SubmissionWaiting, SubmittedAt: now, ByID: "li",
		ByName: "李", OnBehalfOf: "建设局", Paper: "签字扫描件",
	}
	if diff := cmp.Diff(want, *out.Submission); diff != "" {
		t.Errorf("submission:\n%s", diff)
	}
	if diff := cmp.Diff(want, f.Submissions[1]); diff != "" {
		t.Errorf("facts afterwards:\n%s", diff)
	}
	evidence := []models.Attachment{
		{SubmissionID: want.ID, Position: 1, SHA256: "aa", Name: "照片.jpg", MediaType: "image/jpeg", Size: 9},
		{SubmissionID: want.ID, Position: 2, SHA256: "bb", Name: "验收.pdf"},
	}
	if diff := cmp.Diff(evidence, out.Attachments); diff != "" {
		t.Errorf("attachments:\n%s", diff)
	}
	if out.Action != "milestone.submit" || out.Object != want.ID || f.Milestones[0].Status != models.MilestoneOpen {
		t.Errorf("got %s %s, milestone %s", out.Action, out.Object, f.Milestones[0].Status)
	}
}
