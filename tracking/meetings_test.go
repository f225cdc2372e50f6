package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// meetingEntry is a meeting of today with three items, the first on own.
func (s fixture) meetingEntry() models.MeetingEntry {
	unit, due := s.organisation(s.own.ResponsibleUnitID), (s.clock.Date() + 7).String()
	return models.MeetingEntry{Title: "2月调度会", HeldOn: s.clock.Date(), Place: "第二会议室", Chair: "分管工业副区长",
		Lines: "完成地块征迁 · " +
			unit + " · " + due + " · " + s.own.Code + "\n研究用电方案 · 重点项目办 · " + due + "\n协调资金 · 分管工业副区长 · " + due}
}

// meet enters a meeting and its signed minutes.
func (s fixture) meet() tracking.MeetingPage {
	s.t.Helper()
	page, err := s.KeepMeeting(s.t.Context(), office, "meeting", "", s.meetingEntry())
	if err != nil {
		s.t.Fatal(err)
	}
	scan := s.scan()
	page, err = s.DecideMeeting(s.t.Context(), office, "minutes", page.ID, models.Minutes{Number: "区专题会纪要〔2021〕3号",
		Evidence: &scan})
	if err != nil {
		s.t.Fatal(err)
	}
	return page
}

// A draft is shown as it was read and asks nothing of anyone; a unit that does not exist is named with its item.
func TestADraftOfAMeetingAsksNothing(t *testing.T) {
	s := newFixture(t)
	entry := s.meetingEntry()
	page, err := s.KeepMeeting(t.Context(), office, "draft", "", entry)
	if err != nil || len(page.Decisions) != 3 || page.Decisions[0].Order != "" || page.Number != "" {
		t.Fatalf("%+v %v", page, err)
	}
	again, err := s.KeepMeeting(t.Context(), office, "draft", "", entry)
	if err != nil || again.ID != page.ID {
		t.Errorf("the same key made %s and %s: %v", page.ID, again.ID, err)
	}
	entry.Lines += "\n尽快报告 · 不存在的单位 · 2021-03-31"
	if _, err := s.KeepMeeting(t.Context(), office, "changed", page.ID, entry); err == nil ||
		!strings.Contains(err.Error(), "第 4 项") {
		t.Errorf("%v", err)
	}
	if _, err := s.Meeting(t.Context(), office, tracking.LastMeeting); models.KindOf(err) != models.KindNotFound {
		t.Errorf("a draft is the last meeting: %v", err)
	}
	page, err = s.Meeting(t.Context(), office, page.ID)
	if err != nil {
		t.Fatal(err)
	}
	entry = s.meetingEntry()
	for _, key := range []string{"first", "second"} { // two persons change what both saw
		entry.Version, entry.Place = page.Version, key
		_, err = s.KeepMeeting(t.Context(), office, key, page.ID, entry)
	}
	if err == nil || models.AsError(err).Code != "meeting_changed" {
		t.Errorf("a change of another is overwritten: %v", err)
	}
	scan := s.scan()
	if _, err := s.DecideMeeting(t.Context(), office, "unseen", page.ID, models.Minutes{Number: "1号", Evidence: &scan,
		Version: page.Version}); err == nil || models.AsError(err).Code != "meeting_changed" {
		t.Errorf("a draft that was not seen is registered: %v", err)
	}
	unit := holding(models.RoleUnit, s.own.ResponsibleUnitID)
	if s.askedFor("2月调度会", unit) {
		t.Error("the unit is asked for an item of a draft")
	}
}

// The items of signed minutes are tasks of those who are responsible; they fall due, climb to the chair, are answered,
// verified and closed, and stand in the list of the last meeting with what became of them.
func TestDecisionsOfAMeetingAreFollowed(t *testing.T) {
	s := newFixture(t)
	unit := holding(models.RoleUnit, s.own.ResponsibleUnitID)
	page := s.meet()
	first, due := page.Decisions[0].Order, page.Decisions[0].Due
	if page.Outcomes[models.DecisionUnderWay] != 3 {
		t.Fatalf("%+v", page)
	}
	if got := s.todosOf(unit, first); !slices.Equal(got, []string{"answer", "sign"}) {
		t.Errorf("the unit is asked to %v", got)
	}
	if got := s.todosOf(leaderOf("分管工业副区长"), page.Decisions[2].Order); !slices.Contains(got, "answer") {
		t.Errorf("the post is asked to %v", got)
	}
	if got := s.todosOf(office, page.Decisions[1].Order); !slices.Contains(got, "answer") {
		t.Errorf("the office is asked to %v", got)
	}
	for _, days := range []int{1, 3, 6, 10} {
		s.advanceOrder(first, s.Calendar(nil).Add(due, days).At(9, 0))
	}
	told := s.messagesOf(first)
	for _, want := range []string{"issue  " + s.own.ResponsibleUnitID, "overdue responsible-unit-head " +
		s.own.ResponsibleUnitID, "overdue office-head ", "overdue signer " + models.PostID("分管工业副区长")} {
		if !slices.Contains(told, want) {
			t.Errorf("no message %q among %q", want, told)
		}
	}
	for _, m := range s.outbox() {
		if strings.Contains(m.Title+m.Body, "征迁") {
			t.Errorf("the text of the minutes leaves: %q", m.Title+m.Body)
		}
	}
	last, err := s.Meeting(t.Context(), office, tracking.LastMeeting)
	if err != nil || last.ID != page.ID || last.Decisions[0].Outcome != models.DecisionLate ||
		last.Decisions[0].DaysLate != 10 {
		t.Fatalf("%+v %v", last.Decisions, err)
	}
	for _, one := range []struct {
		by   models.Actor
		step models.OrderStepKind
	}{{unit, models.StepReply}, {office, models.StepVerify}, {office, models.StepClose}} {
		if _, err := s.OrderStep(t.Context(), one.by, "decision "+string(one.step), first, one.step,
			models.OrderCommand{Text: "已完成征迁"}); err != nil {
			t.Fatalf("%s: %v", one.step, err)
		}
	}
	list, err := s.Meetings(t.Context(), office, "")
	if err != nil || len(list.Meetings) != 1 || list.Meetings[0].Outcomes[models.DecisionDone] != 1 ||
		list.Meetings[0].Outcomes[models.DecisionLate] != 2 {
		t.Errorf("%+v %v", list, err)
	}
	last, err = s.Meeting(t.Context(), office, tracking.LastMeeting)
	if err != nil || last.Decisions[0].Answer != "已完成征迁" || last.Decisions[0].ClosedAt == 0 {
		t.Errorf("%+v %v", last.Decisions, err)
	}
	if words := mainPart(t, s.packOf(0)["4 上次会议议定事项落实情况.docx"]); !strings.Contains(words, "区专题会纪要〔2021〕3号") ||
		!strings.Contains(words, "完成地块征迁") || !strings.Contains(words, "已完成征迁") {
		t.Error("the next pack does not say what became of the decisions")
	}
	if _, err := s.KeepMeeting(t.Context(), office, "late change", page.ID, s.meetingEntry()); models.AsError(err).Code !=
		"meeting_signed" {
		t.Errorf("signed minutes are changed: %v", err)
	}
}
