package models_test

import (
	"testing"

	"duban/models"
)

var (
	leaderPost = models.PostID("分管工业副区长")
	leaders    = map[string]string{leaderPost: "分管工业副区长"}
	viceHead   = models.Actor{ID: "zhou", Name: "周", Roles: []models.Role{{Role: models.RoleLeader, PostID: leaderPost}}}
	government = models.Actor{ID: "gov", Name: "政府办", Roles: []models.Role{{Role: models.RoleGovernment}}}
)

// requested asks for an extension of the only milestone of f.
func requested(t *testing.T, f *models.Facts, date models.Date, now models.Instant) models.Request {
	t.Helper()
	q, err := clerkRules().NewRequest(*f, models.RequestCommand{Kind: models.RequestExtension,
		Milestone: f.Milestones[0].Name, Date: date, Reason: "设备晚到"}, "ask", filler, "", now)
	if err != nil {
		t.Fatal(err)
	}
	f.Requests = append(f.Requests, q)
	return q
}

func taskOfMilestone(t *testing.T, f models.Facts, now models.Instant) models.Task {
	t.Helper()
	for _, task := range clerkRules().Tasks(f, now) {
		if task.Item == models.ItemMilestone {
			return task
		}
	}
	t.Fatal("no task of the milestone")
	return models.Task{}
}

func decided(f *models.Facts, q models.Request, by models.Actor, c models.DecideRequestCommand,
	now models.Instant) (models.Changes, error) {
	c.Request, c.Decision = q.ID, models.ApproveRequest
	return clerkRules().GrantRequest(f, c, models.ProjectCommand{Key: "decide", By: by, LeaderPosts: leaders}, now)
}

// Case 10 of people.md: before the due date a request stops nothing, after it the clock says so; what is approved moves
// the date and never the baseline.
func TestARequestStopsNoClock(t *testing.T) {
	due := models.DateOf(2021, 6, 30)
	f := late(due, false)
	asked := models.DateOf(2021, 6, 28).At(10, 0)
	without := taskOfMilestone(t, f, models.DateOf(2021, 7, 8).At(10, 0))
	q := requested(t, &f, due+20, asked)
	if got := q.ForLeader(f); !got.IsZero() {
		t.Errorf("20 days of a milestone that is not controlling: %s", got)
	}
	if got := q.Waits().Text; got != "已申请延期至 2021-07-20，待审批" {
		t.Errorf("shown as %s", got)
	}
	if got := clerkRules().RequestClock(f, q, asked).Text; got != "原期限 2021-06-30，审批前照常计时，逾期未批的照常催办" {
		t.Errorf("before the due date: %s", got)
	}
	now := models.DateOf(2021, 7, 8).At(10, 0)
	if got := clerkRules().RequestClock(f, q, now).Text; got != "原期限 2021-06-30 已过 6 个工作日，审批前照常计时" {
		t.Errorf("after it: %s", got)
	}
	with := taskOfMilestone(t, f, now)
	if with.Late != 6 || with.Late != without.Late || with.NextAt != without.NextAt {
		t.Errorf("the clock with a waiting request: %+v", with)
	}
	baseline := f.Milestones[0].Baseline
	changes, err := decided(&f, q, secondReviewer, models.DecideRequestCommand{}, now)
	if err != nil {
		t.Fatal(err)
	}
	if changes.Moved == nil || changes.Moved.Due != due+20 || changes.Moved.Baseline != baseline ||
		changes.Moved.DueVersion != 2 || changes.Request.Status != models.RequestApproved ||
		changes.DueChange.Approver != secondReviewer.Name {
		t.Errorf("approved: %+v, %+v", changes.Moved, changes.Request)
	}
	_, err = decided(&f, q, secondReviewer, models.DecideRequestCommand{}, now)
	wantError(t, err, models.KindConflict, "request_decided", "已批准")
}

// A leader decides on controlling milestones and on more than 30 days from the baseline in all; the government office
// enters the decision from paper, and no one else decides.
func TestALeaderDecidesOnLongExtensions(t *testing.T) {
	due, now := models.DateOf(2021, 6, 30), models.DateOf(2021, 6, 28).At(10, 0)
	for name, c := range map[string]struct {
		controlling bool
		days        models.Date
		why         string
	}{
		"30 days":     {false, 30, ""},
		"31 days":     {false, 31, "累计延期 31 天（超过 30 天），由领导审批"},
		"controlling": {true, 1, "控制性节点延期，由领导审批"},
		"both":        {true, 40, "控制性节点，且累计延期 40 天（超过 30 天），由领导审批"},
	} {
		f := late(due, c.controlling)
		q := requested(t, &f, due+c.days, now)
		if got := q.ForLeader(f).Text; got != c.why {
			t.Errorf("%s: %q, want %q", name, got, c.why)
		}
	}
	// the days of an earlier extension count
	f := late(due, false)
	f.Milestones[0].Due = due + 20
	q := requested(t, &f, due+35, now)
	if q.ForLeader(f).IsZero() || q.Extended(f) != 35 {
		t.Errorf("20 and 15 days: %d in all, %s", q.Extended(f), q.ForLeader(f))
	}
	_, err := decided(&f, q, secondReviewer, models.DecideRequestCommand{}, now)
	wantError(t, err, models.KindForbidden, "leader_decides", "由领导审批")
	liaison := viceHead
	liaison.Roles = []models.Role{{Role: models.RoleLeader, PostID: leaderPost, Capacity: models.CapacityLiaison}}
	_, err = decided(&f, q, liaison, models.DecideRequestCommand{}, now)
	wantError(t, err, models.KindForbidden, "leader_decides", "由领导审批")
	_, err = decided(&f, q, government, models.DecideRequestCommand{}, now)
	wantError(t, err, models.KindInvalid, "paper_missing", "代录")
	own := secondReviewer
	own.ID = filler.ID
	_, err = decided(&f, q, own, models.DecideRequestCommand{}, now)
	wantError(t, err, models.KindForbidden, "own_request", "不能审批本人提出的申请")
	byPaper := f
	byPaper.Milestones = append([]models.Milestone{}, f.Milestones...)
	changes, err := decided(&byPaper, q, government, models.DecideRequestCommand{Paper: "批示原件", PaperOn: now.Date()}, now)
	if err != nil || changes.Request.DecidedFor != "分管工业副区长" || changes.DueChange.Approver != "分管工业副区长" {
		t.Errorf("from paper: %v, %+v", err, changes.Request)
	}
	if changes, err = decided(&f, q, viceHead, models.DecideRequestCommand{}, now); err != nil ||
		changes.Moved.Due != due+35 {
		t.Errorf("by the leader: %v, %+v", err, changes.Moved)
	}
}

// What could not be carried out is refused when it is asked.
func TestARequestThatCannotBeCarriedOutIsRefused(t *testing.T) {
	due, now := models.DateOf(2021, 6, 30), models.DateOf(2021, 6, 28).At(10, 0)
	f := late(due, false)
	f.Project.TotalInvestment, f.Project.AnnualPlan = 1000*wan, 500*wan
	for name, c := range map[string]struct {
		command models.RequestCommand
		code    string
	}{
		"no reason": {models.RequestCommand{Kind: models.RequestClose}, "reason_missing"},
		"no kind":   {models.RequestCommand{Reason: "r"}, "bad_request_kind"},
		"no date": {models.RequestCommand{Kind: models.RequestExtension, Milestone: f.Milestones[0].ID, Reason: "r"},
			"date_missing"},
		"an earlier date": {models.RequestCommand{Kind: models.RequestExtension, Milestone: f.Milestones[0].ID,
			Date: due - 1, Reason: "r"}, "date_not_later"},
		"no milestone": {models.RequestCommand{Kind: models.RequestExtension, Milestone: "没有", Date: due + 1,
			Reason: "r"}, "milestone_not_found"},
		"a pause unsaid": {models.RequestCommand{Kind: models.RequestPause, Date: due, Reason: "r"}, "moves_due_missing"},
		"an open period": {models.RequestCommand{Kind: models.RequestExemption, Date: due, Reason: "r"}, "date_missing"},
		"over the total": {models.RequestCommand{Kind: models.RequestPlan, AnnualPlan: of(2000 * wan), Reason: "r"},
			"plan_out_of_range"},
		"no submission": {models.RequestCommand{Kind: models.RequestWithdrawal, Submission: "none", Reason: "r"},
			"submission_not_found"},
		"nothing restored": {models.RequestCommand{Kind: models.RequestRestore, Reason: "r"}, "project_open"},
	} {
		if _, err := clerkRules().NewRequest(f, c.command, "k", filler, "", now); models.AsError(err).Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	_, err := clerkRules().NewRequest(f, models.RequestCommand{Kind: models.RequestClose, Reason: "r"}, "k", filler, "某公司",
		now)
	wantError(t, err, models.KindInvalid, "paper_missing", "代填")
	requested(t, &f, due+10, now)
	_, err = clerkRules().NewRequest(f, models.RequestCommand{Kind: models.RequestExtension,
		Milestone: f.Milestones[0].ID, Date: due + 12, Reason: "r"}, "k2", filler, "", now)
	wantError(t, err, models.KindConflict, "request_waiting", "请先撤回")
}

// Days that are exempted do not count; the due date stays.
func TestExemptedDaysDoNotCount(t *testing.T) {
	due, now := models.DateOf(2021, 6, 30), models.DateOf(2021, 7, 8).At(10, 0)
	f := late(due, false)
	q, err := clerkRules().NewRequest(f, models.RequestCommand{Kind: models.RequestExemption, Date: due + 1,
		Until: due + 5, Reason: "防汛停工令"}, "ask", filler, "", now)
	if err != nil {
		t.Fatal(err)
	}
	f.Requests = append(f.Requests, q)
	if _, err := decided(&f, q, secondReviewer, models.DecideRequestCommand{}, now); err != nil {
		t.Fatal(err)
	}
	if got := taskOfMilestone(t, f, now); got.Due != due || got.Late != 3 || got.Paused {
		t.Errorf("three days of six are exempted: %+v", got)
	}
}

// A project that was closed by mistake is followed again, with the rungs that its closing ended.
func TestAClosedProjectIsRestored(t *testing.T) {
	due := models.DateOf(2021, 6, 30)
	f := late(due, false)
	at := due.At(9, 0).Add(10 * 24 * 3600e9)
	r := clerkRules()
	transact := func(body any, by models.Actor, now models.Instant) models.Transaction {
		t.Helper()
		done, err := r.Transact(&f, &models.ProjectCommand{Key: now.String(), By: by, Body: body, LeaderPosts: leaders}, now,
			false)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	transact(models.ChangePlanCommand{Change: models.PlanClose, Reason: "误办"}, secondReviewer, at)
	for _, e := range f.Escalations {
		if e.Kind == models.KindRung && e.Open() {
			t.Errorf("open after the closing: %+v", e)
		}
	}
	q, err := r.NewRequest(f, models.RequestCommand{Kind: models.RequestRestore, Reason: "误销号"}, "ask", filler, "",
		at.Add(3600e9))
	if err != nil {
		t.Fatal(err)
	}
	f.Requests = append(f.Requests, q)
	transact(models.DecideRequestCommand{Request: q.ID, Decision: models.ApproveRequest}, secondReviewer, at.Add(7200e9))
	open := 0
	for _, e := range f.Escalations {
		if e.Kind == models.KindRung && e.Item == models.ItemMilestone && e.Open() {
			open++
		}
	}
	if f.Project.Status != models.ProjectOpen || f.Project.ClosedAt != 0 || open == 0 {
		t.Errorf("restored: %+v with %d open rungs", f.Project.Status, open)
	}
}

func TestAMessageAboutARequestIsLookedAtAgain(t *testing.T) {
	due, now := models.DateOf(2021, 6, 30), models.DateOf(2021, 6, 28).At(10, 0)
	f := late(due, true)
	q := requested(t, &f, due+10, now)
	r := clerkRules()
	asked := r.RequestAskedMessages(f, q, []string{leaderPost}, now)
	if len(asked) != 2 || asked[0].PartyID != leaderPost || asked[1].Audience != models.ToOffice {
		t.Fatalf("asked: %+v", asked)
	}
	waits := r.RequestWaitsMessages(f, q, []string{leaderPost}, now)
	if len(waits) != 3 || waits[2].Audience != models.ToOfficeHead {
		t.Fatalf("waits: %+v", waits)
	}
	keys := map[string]bool{}
	for _, m := range append(asked, waits...) {
		if keys[m.Key] = true; models.RequestNoLongerHolds(f, m.Object) != "" {
			t.Errorf("%s does not hold while the request waits", m.Key)
		}
	}
	q, err := q.Decided(secondReviewer, models.DecideRequestCommand{Decision: models.RefuseRequest, Reason: "材料不全"}, "",
		now)
	if err != nil {
		t.Fatal(err)
	}
	told := r.RequestDecidedMessages(f, q, now)
	f.Requests[0] = q
	if len(told) == 0 || models.RequestNoLongerHolds(f, told[0].Object) != "" ||
		models.RequestNoLongerHolds(f, asked[0].Object) != "申请已办理" {
		t.Errorf("decided: %+v", told)
	}
	for _, m := range told {
		keys[m.Key] = true
	}
	if len(keys) != len(asked)+len(waits)+len(told) {
		t.Errorf("keys are not unique: %v", keys)
	}
	f.Programmes[0].LiveFrom = 0
	if got := r.RequestAskedMessages(f, q, nil, now); len(got) != 0 {
		t.Errorf("in trial running: %+v", got)
	}
}
