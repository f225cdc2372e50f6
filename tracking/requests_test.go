package tracking_test

import (
	"slices"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// toExtend is a milestone of own that is open, with its due date ahead.
func (s fixture) toExtend(controlling bool) models.Milestone {
	s.t.Helper()
	for _, m := range s.project(s.own.Name).Milestones {
		if m.Status == models.MilestoneOpen && m.Controlling == controlling && m.Due > s.clock.Date() {
			return m
		}
	}
	s.t.Fatal("no milestone to extend")
	return models.Milestone{}
}

// requestMessages lists the messages about requests, by who they go to.
func (h *env) requestMessages(object string) (to []string) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		rows, err := tx.DueOutbox(h.clock.Add(30*24*time.Hour), 10_000)
		for _, m := range rows {
			if m.Kind == models.NoticeRequest && m.Object == object {
				to = append(to, string(m.Audience)+m.PartyID)
			}
		}
		return err
	})
	return to
}

// An owner asks, the office is told, the office approves: the milestone moves by the project's process, once, and the
// history tells both.
func TestAnExtensionIsAskedAndGranted(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	m := s.toExtend(false)
	v, err := s.AskRequest(t.Context(), owner, "ask", s.own.Code, models.RequestCommand{Kind: models.RequestExtension,
		Milestone: m.Name, Date: m.Due + 10, Reason: "设备晚到", Document: "延期申请〔2021〕1号"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.AskRequest(t.Context(), owner, "ask", s.own.Code, models.RequestCommand{Kind: models.RequestExtension,
		Milestone: m.Name, Date: m.Due + 10, Reason: "设备晚到", Document: "延期申请〔2021〕1号"})
	if err != nil || again.ID != v.ID {
		t.Errorf("asked twice with one key: %v, %s", err, again.ID)
	}
	if got := s.requestMessages(v.ID); len(got) != 1 || got[0] != string(models.ToOffice) {
		t.Errorf("told of the request: %v", got)
	}
	page, err := s.ProjectPage(t.Context(), owner, s.own.Code)
	if err != nil || len(page.Requests) != 1 {
		t.Fatalf("on the project's page: %v, %+v", err, page.Requests)
	}
	for _, line := range page.Milestones {
		if line.ID == m.ID && (line.Asked.Text != "已申请延期至 "+(m.Due+10).String()+"，待审批" || line.Due != m.Due) {
			t.Errorf("on the milestone: %q, due %s", line.Asked.Text, line.Due)
		}
	}
	receipt, err := s.DecideAsked(t.Context(), office, "decide", v.ID, models.DecideRequestCommand{
		Decision: models.ApproveRequest, Reason: "情况属实"})
	if err != nil || receipt.Pending {
		t.Fatalf("approved: %v, %+v", err, receipt)
	}
	for i := range 2 { // the same key again changes nothing
		if _, err := s.DecideAsked(t.Context(), office, "decide", v.ID, models.DecideRequestCommand{
			Decision: models.ApproveRequest, Reason: "情况属实"}); err != nil {
			t.Errorf("time %d: %v", i, err)
		}
	}
	for _, after := range s.project(s.own.Name).Milestones {
		if after.ID == m.ID && (after.Due != m.Due+10 || after.Baseline != m.Baseline || after.DueVersion != m.DueVersion+1) {
			t.Errorf("the milestone: %+v", after)
		}
	}
	shown, err := s.RequestPage(t.Context(), owner, v.ID)
	if err != nil || shown.Status != models.RequestApproved || shown.DecidedBy != office.Name {
		t.Errorf("decided: %v, %+v", err, shown)
	}
	_, err = s.DecideAsked(t.Context(), office, "refuse", v.ID, models.DecideRequestCommand{
		Decision: models.RefuseRequest, Reason: "晚了"})
	wantCode(t, err, models.KindConflict, "request_decided")
}

// A controlling milestone is a leader's: the office is refused, the leader's post is told and decides.
func TestALeaderDecidesOnAControllingMilestone(t *testing.T) {
	s := newFixture(t)
	m := s.toExtend(true)
	v, err := s.AskRequest(t.Context(), holding(models.RoleUnit, s.own.ResponsibleUnitID), "ask", s.own.Code,
		models.RequestCommand{Kind: models.RequestExtension, Milestone: m.ID, Date: m.Due + 10, Reason: "征地",
			Paper: "项目单位的延期申请"})
	if err != nil || v.OnBehalfOf == "" || v.ForLeader.IsZero() {
		t.Fatalf("asked: %v, %+v", err, v)
	}
	_, err = s.DecideAsked(t.Context(), office, "office", v.ID, models.DecideRequestCommand{
		Decision: models.ApproveRequest})
	wantCode(t, err, models.KindForbidden, "leader_decides")
	post := models.PostID("分管工业副区长")
	leader := models.Actor{ID: "leader", Name: "某", Roles: []models.Role{{Role: models.RoleLeader, PostID: post}}}
	told := s.requestMessages(v.ID)
	if !slices.Contains(told, post) || !slices.Contains(told, string(models.ToOffice)) {
		t.Errorf("told: %v", told)
	}
	if _, err := s.DecideAsked(t.Context(), leader, "leader", v.ID, models.DecideRequestCommand{
		Decision: models.ApproveRequest, Reason: "同意"}); err != nil {
		t.Fatal(err)
	}
	shown, err := s.RequestPage(t.Context(), office, v.ID)
	if err != nil || shown.DecidedFor != "分管工业副区长" || shown.Status != models.RequestApproved {
		t.Errorf("decided: %v, %+v", err, shown)
	}
}

// A request that waits longer than a reviewer has is told once to who decides and to the office's head.
func TestARequestThatWaitsTooLongIsTold(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	v, err := s.AskRequest(t.Context(), owner, "ask", s.own.Code, models.RequestCommand{Kind: models.RequestPause,
		Date: s.clock.Date(), MovesDue: models.No, Reason: "停工令"})
	if err != nil {
		t.Fatal(err)
	}
	*s.clock = v.Due.At(10, 0)
	if told, err := s.UrgeRequests(t.Context()); err != nil || told != 0 {
		t.Errorf("on the last day: %d messages, %v", told, err)
	}
	*s.clock = s.Calendar(nil).Add(v.Due, 1).At(10, 0)
	if told, err := s.UrgeRequests(t.Context()); err != nil || told != 2 {
		t.Errorf("%s: %d messages, %v", *s.clock, told, err)
	}
	if told, err := s.UrgeRequests(t.Context()); err != nil || told != 0 {
		t.Errorf("once more: %d messages, %v", told, err)
	}
}

// A submission is withdrawn before it is decided: it comes back to be corrected.
func TestASubmissionIsWithdrawnByRequest(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	v, err := s.AskRequest(t.Context(), owner, "ask", s.own.Code, models.RequestCommand{Kind: models.RequestWithdrawal,
		Submission: s.waiting, Reason: "金额填错"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.DecideAsked(t.Context(), office, "decide", v.ID, models.DecideRequestCommand{
		Decision: models.ApproveRequest}); err != nil {
		t.Fatal(err)
	}
	for _, sub := range s.project(s.own.Name).Submissions {
		if sub.ID == s.waiting && sub.Status != models.SubmissionReturned {
			t.Errorf("the submission is %s", sub.Status)
		}
	}
}
