package models_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
)

// told carries out a command on facts in a live programme and returns the transaction.
func told(t *testing.T, f *models.Facts, name string, body any, reviews []models.Review,
	at models.Instant) []models.OutboxMessage {
	t.Helper()
	r := models.RulesFor(*f, calendar2021())
	by := models.Actor{ID: "p-office", Name: "张三", Roles: []models.Role{{PersonID: "p-office", Role: models.RoleOffice}}}
	done, err := r.Transact(f, &models.ProjectCommand{Key: "k-" + name + at.String(), Name: name, Body: body, By: by,
		Reviews: reviews}, at, false)
	if err != nil {
		t.Fatal(err)
	}
	return done.Notices
}

// A decision and a change of the plan tell the owner, and the unit when it must know; each message is stored once and
// says no amount in its title (case 7).
func TestWhatPeopleDecideIsToldToThoseItConcerns(t *testing.T) {
	due, at := models.DateOf(2021, 6, 30), models.DateOf(2021, 6, 28).At(20, 0)
	fresh := func(onBehalf string) models.Facts {
		f := late(due, true)
		f.Project.OwnerID, f.Project.ResponsibleUnitID, f.Project.TotalInvestment = "owner", "unit", 90_000_000_00
		f.Submissions = []models.Submission{{ID: "s1", ProjectID: f.Project.ID, Kind: models.SubmitMilestone,
			MilestoneID: f.Milestones[0].ID, DueVersion: 1, Sequence: 1, DoneOn: due, Status: models.SubmissionWaiting,
			SubmittedAt: at, ByID: "p-owner", OnBehalfOf: onBehalf}}
		return f
	}
	plan := func(c models.ChangePlanCommand) models.ChangePlanCommand {
		c.Reason, c.Approver, c.Document = "征迁未完", "王区长", "会议纪要3号"
		return c
	}
	review := func(d models.Decision) models.ReviewCommand {
		return models.ReviewCommand{Submission: "s1", Decision: d, Reason: "照片不清"}
	}
	for _, c := range []struct {
		name, onBehalf, command string
		body                    any
		kind                    models.NoticeKind
		to                      []string
		title                   string
	}{
		{"returned", "", models.CommandReview, review(models.Return), models.NoticeReturned, []string{"owner"}, "已退回"},
		{"accepted", "", models.CommandReview, review(models.Accept), models.NoticeAccepted, []string{"owner"}, "已通过"},
		{"returned to the unit that filled in", "某公司", models.CommandReview, review(models.Return), models.NoticeReturned,
			[]string{"owner", "unit"}, "已退回"},
		{"extended", "", models.CommandChangePlan, plan(models.ChangePlanCommand{Change: models.PlanMove,
			Milestone: "主体封顶", Date: due + 20}), models.NoticePlan, []string{"owner", "unit"}, "已改期至 2021-07-20"},
		{"paused", "", models.CommandChangePlan, plan(models.ChangePlanCommand{Change: models.PlanPause, Date: due,
			MovesDue: models.No}), models.NoticePlan, []string{"owner", "unit"}, "起停工"},
		{"closed", "", models.CommandChangePlan, plan(models.ChangePlanCommand{Change: models.PlanClose}),
			models.NoticePlan, []string{"owner", "unit"}, "已销号"},
		{"another annual plan", "", models.CommandChangePlan, plan(models.ChangePlanCommand{Change: models.PlanAmount,
			AnnualPlan: 80_000_000_00, Confirmed: true}), models.NoticePlan, []string{"owner", "unit"}, "年度计划投资已调整"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fresh(c.onBehalf)
			got := told(t, &f, c.command, c.body, nil, at)
			var to, keys []string
			for _, m := range got {
				to, keys = append(to, m.PartyID), append(keys, m.Key)
				if m.Kind != c.kind || !strings.Contains(m.Title, c.title) || strings.Contains(m.Title, "万元") ||
					m.Path != "/projects/2021/"+f.Project.Code || m.Object == "" ||
					m.NotBefore != models.DateOf(2021, 6, 29).At(9, 0) {
					t.Errorf("%+v", m)
				}
			}
			if !slices.Equal(to, c.to) || len(slices.Compact(keys)) != len(c.to) {
				t.Errorf("told %v by %v, want %v", to, keys, c.to)
			}
		})
	}
	f := fresh("")
	f.Programmes[0].LiveFrom = 0
	if got := told(t, &f, models.CommandReview, review(models.Return), nil, at); len(got) != 0 {
		t.Errorf("in trial running %d messages", len(got))
	}
	f = fresh("")
	got := told(t, &f, models.CommandReview, review(models.Return), nil, at)
	if !strings.Contains(got[0].Body, "退回原因：照片不清") {
		t.Errorf("the reason is missing: %s", got[0].Body)
	}
}

// What was decided otherwise since is not told any more.
func TestADecisionThatWasChangedIsNotTold(t *testing.T) {
	s := models.Submission{ID: "s1", Kind: models.SubmitReport, Month: models.MonthOf(2021, 5), Sequence: 1}
	again := s
	again.ID, again.Sequence = "s2", 2
	for _, c := range []struct {
		kind   models.NoticeKind
		status models.SubmissionStatus
		later  bool
		want   bool
	}{
		{models.NoticeReturned, models.SubmissionReturned, false, true},
		{models.NoticeReturned, models.SubmissionReturned, true, false},
		{models.NoticeAccepted, models.SubmissionAccepted, false, true},
		{models.NoticeAccepted, models.SubmissionWaiting, false, false},
		{models.NoticeTakenBack, models.SubmissionWaiting, false, true},
		{models.NoticeTakenBack, models.SubmissionAccepted, false, false},
	} {
		s.Status = c.status
		all := []models.Submission{s}
		if c.later {
			all = append(all, again)
		}
		if got := models.DecisionStillHolds(models.OutboxMessage{Kind: c.kind, Object: "s1"}, all); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Another responsible unit and another sponsor are told that the project is theirs; who stays is not told again.
func TestWhoGetsAProjectIsTold(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r, at := models.RulesFor(f, calendar2021()), models.DateOf(2021, 6, 28).At(10, 0)
	before, after := f.Project, f.Project
	before.ResponsibleUnitID, before.SponsorPostID = "old", "post"
	after.ResponsibleUnitID, after.SponsorPostID = "new", "post"
	got := r.AssignmentNotices(before, after, "batch-1", at)
	if len(got) != 1 || got[0].PartyID != "new" || got[0].Kind != models.NoticeAssignment ||
		!models.ProjectAssignmentHolds(got[0], after) || models.ProjectAssignmentHolds(got[0], before) {
		t.Errorf("%+v", got)
	}
}
