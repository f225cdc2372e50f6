package tracking_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/workflows/contract"
)

// instructedOn has a leader instruct on the late item with a day, and returns the order that follows it.
func (s fixture) instructedOn(due models.Date) tracking.OrderPage {
	s.t.Helper()
	note, err := s.Instruct(s.t.Context(), leaderOf("分管工业副区长"), "instructed", s.late, models.NoteCommand{Text: "查明原因",
		Due: due})
	if err != nil {
		s.t.Fatal(err)
	}
	return s.orderPage(models.OrderID("note", note.ID))
}

func (s fixture) orderPage(id string) tracking.OrderPage {
	s.t.Helper()
	page, err := s.OrderPage(s.t.Context(), office, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return page
}

// todosOf lists what an order asks of a person.
func (s fixture) todosOf(a models.Actor, order string) (kinds []string) {
	s.t.Helper()
	todos, err := s.Todos(s.t.Context(), a)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, t := range todos {
		if t.Object == order {
			kinds = append(kinds, string(t.Kind))
		}
	}
	slices.Sort(kinds)
	return kinds
}

// advanceOrder lets the clock of an order run to a moment.
func (s fixture) advanceOrder(id string, now models.Instant) {
	s.t.Helper()
	*s.clock = now
	if _, err := s.runs.acts.AdvanceOrder(s.t.Context(), contract.AdvanceOrder{OrderID: id, Now: now}); err != nil {
		s.t.Fatal(err)
	}
}

// messagesOf lists the steps and receivers of the messages about an order.
func (s fixture) messagesOf(id string) (out []string) {
	s.t.Helper()
	for _, m := range s.outbox() {
		if m.Object == id {
			out = append(out, strings.Split(m.Key, "/")[1]+" "+string(m.Audience)+" "+m.PartyID)
		}
	}
	slices.Sort(out)
	return out
}

// Row 8: an instruction with a day is a task of the unit with its clock, climbs when it is overdue, and is followed to
// its end.
func TestAnInstructionWithADayIsFollowedToItsEnd(t *testing.T) {
	s := newFixture(t)
	unit, leader := holding(models.RoleUnit, s.own.ResponsibleUnitID), leaderOf("分管工业副区长")
	due := s.clock.Date() + 3
	page := s.instructedOn(due)
	if page.State != models.OrderIssued || page.ReplyDue != due || page.Unit != s.organisation(s.own.ResponsibleUnitID) {
		t.Fatalf("%+v", page.OrderLine)
	}
	if got := s.todosOf(unit, page.ID); !slices.Equal(got, []string{"answer", "sign"}) {
		t.Errorf("the unit is asked to %v", got)
	}
	for _, day := range []int{1, 8} { // the first and the sixth working day after the day
		s.advanceOrder(page.ID, (due+models.Date(day)).At(9, 0))
	}
	page = s.orderPage(page.ID)
	if page.DaysLate != 6 {
		t.Errorf("%d working days overdue", page.DaysLate)
	}
	told := s.messagesOf(page.ID)
	for _, want := range []string{"issue  " + s.own.ResponsibleUnitID, "overdue responsible-unit-contact " +
		s.own.ResponsibleUnitID,
		"overdue office-head "} {
		if !slices.Contains(told, want) {
			t.Errorf("no message %q among %q", want, told)
		}
	}
	step := func(a models.Actor, kind models.OrderStepKind, c models.OrderCommand) {
		t.Helper()
		var err error
		if page, err = s.OrderStep(t.Context(), a, string(kind), page.ID, kind, c); err != nil {
			t.Fatal(err)
		}
	}
	step(unit, models.StepReply, models.OrderCommand{Text: "设备到货晚，已增加人手"})
	if page.State != models.OrderReplied || page.ReplyDue != 0 || page.NextAt != 0 {
		t.Errorf("answered: %+v", page.OrderLine)
	}
	if got := s.todosOf(unit, page.ID); len(got) > 0 {
		t.Errorf("the unit is still asked to %v", got)
	}
	about, err := s.EscalationPage(t.Context(), office, s.late)
	if err != nil || about.State != tracking.Replied || s.askedFor("答复", unit) {
		t.Errorf("the answer is on the item too: %s, %v", about.State, err)
	}
	step(office, models.StepVerify, models.OrderCommand{Text: "属实"})
	if got := s.todosOf(leader, page.ID); !slices.Equal(got, []string{"decide"}) {
		t.Errorf("the leader is asked to %v", got)
	}
	step(leader, models.StepClose, models.OrderCommand{Text: "同意销号"})
	if page.State != models.OrderClosed || len(s.todosOf(leader, page.ID)) > 0 {
		t.Errorf("closed: %+v", page.OrderLine)
	}
}

// askedFor reports whether a person is asked for something whose title contains a word.
func (s fixture) askedFor(word string, a models.Actor) bool {
	s.t.Helper()
	todos, err := s.Todos(s.t.Context(), a)
	if err != nil {
		s.t.Fatal(err)
	}
	return slices.ContainsFunc(todos, func(t models.Todo) bool { return strings.Contains(t.Title.Text, word) })
}

// An answer on the escalation answers the order of its instruction too, which then climbs no more.
func TestAnAnswerOnAnItemAnswersItsInstruction(t *testing.T) {
	s := newFixture(t)
	due := s.clock.Date() + 3
	page := s.instructedOn(due)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	*s.clock = s.clock.Add(time.Minute)
	for range 2 {
		if _, err := s.Reply(t.Context(), owner, "replied", s.late, models.NoteCommand{Text: "已增加人手",
			Due: due + 10}); err != nil {
			t.Fatal(err)
		}
	}
	page = s.orderPage(page.ID)
	last := page.Steps[len(page.Steps)-1]
	if page.State != models.OrderReplied || page.NextAt != 0 || !page.Applied || last.Kind != models.StepReply ||
		last.Text != "已增加人手" || last.Party != s.organisation(s.own.OwnerID) || last.Due != due+10 {
		t.Errorf("%+v, %+v", page.OrderLine, last)
	}
	s.advanceOrder(page.ID, (due+30).At(9, 0))
	told := s.messagesOf(page.ID)
	if slices.ContainsFunc(told, func(m string) bool { return strings.HasPrefix(m, "overdue") }) {
		t.Errorf("it climbs: %q", told)
	}
	if !slices.Contains(told, "reply office ") {
		t.Errorf("the office is not told of the answer: %q", told)
	}
	// An answer that does not do is asked for again, by the order only.
	if _, err := s.OrderStep(t.Context(), office, "reject", page.ID, models.StepReject, models.OrderCommand{
		Text: "未说明原因"}); err != nil {
		t.Fatal(err)
	}
	if page = s.orderPage(page.ID); page.ReplyDue == 0 || page.NextAt == 0 {
		t.Errorf("%+v", page.OrderLine)
	}
	// On record once, and in the chain.
	steps := 0
	if err := s.Store.Read(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Audit(store.AuditFilter{Actions: []string{"order.reply"}}, 0, 10)
		steps = len(rows)
		return err
	}); err != nil || steps != 1 {
		t.Errorf("on record %d times: %v", steps, err)
	}
}

// Days off that are entered later move what an issued order waits for; its day stays.
func TestDaysOffMoveWhatAnOrderWaitsFor(t *testing.T) {
	s := newFixture(t)
	due := s.clock.Date() + 3
	page := s.instructedOn(due)
	s.advanceOrder(page.ID, due.At(9, 0))
	before := s.orderPage(page.ID)
	if before.NextAt != (due+1).At(9, 0) {
		t.Fatalf("it waits for %s", before.NextAt.Minute())
	}
	entry := tracking.CalendarEntry{Only: true, Days: []models.CalendarDay{{Date: due + 1, Name: "停电"}}}
	if _, err := s.EnterCalendar(t.Context(), office, "days off", entry, false); err != nil {
		t.Fatal(err)
	}
	after := s.orderPage(page.ID)
	if after.NextAt != (due+2).At(9, 0) || after.ReplyDue != due {
		t.Errorf("it waits for %s, to be answered by %s", after.NextAt.Minute(), after.ReplyDue)
	}
	storetest.Read(t, s.Store, func(tx *store.Tx) error {
		untold, err := tx.UntoldOrders(10)
		if len(untold) > 0 {
			t.Errorf("%d workflows are not told", len(untold))
		}
		return err
	})
}

// An order is named on the pages of what it is about, with a card only when it gives one that counts.
func TestPagesNameTheirOrders(t *testing.T) {
	s := newFixture(t)
	s.ordered()
	page := s.instructedOn(s.clock.Date() + 3)
	unit := holding(models.RoleUnit, s.own.ResponsibleUnitID)
	project, err := s.ProjectPage(t.Context(), office, s.own.Code)
	if err != nil {
		t.Fatal(err)
	}
	at := func(marks []tracking.OrderMark, id string) int {
		return slices.IndexFunc(marks, func(m tracking.OrderMark) bool { return m.ID == id })
	}
	i := at(project.Orders, "ord-issued")
	if i < 0 || at(project.Orders, page.ID) < 0 || at(project.Orders, "ord-draft") >= 0 {
		t.Fatalf("on the project's page: %+v", project.Orders)
	}
	if m := project.Orders[i]; m.Card != models.Yellow || m.Number != "张督〔2021〕3号" || m.DaysLate == 0 {
		t.Errorf("%+v", m)
	}
	about, err := s.EscalationPage(t.Context(), leaderOf("分管工业副区长"), s.late)
	if err != nil || len(about.Orders) != 1 || about.Orders[0].ID != page.ID || about.Orders[0].Card != models.NoRung {
		t.Errorf("on the item's page: %+v, %v", about.Orders, err)
	}
	of, err := s.UnitPage(t.Context(), unit, "", "")
	if err != nil || at(of.Orders, "ord-issued") < 0 || at(of.Orders, page.ID) < 0 {
		t.Errorf("on the unit's page: %+v, %v", of.Orders, err)
	}
	led, err := s.LeaderPage(t.Context(), leaderOf("分管工业副区长"), "")
	if err != nil || at(led.Orders, page.ID) < 0 || !led.All && at(led.Orders, "ord-issued") >= 0 {
		t.Errorf("on the leader's page: %+v, %v", led.Orders, err)
	}
	owner, err := s.ProjectPage(t.Context(), holding(models.RoleOwner, s.own.OwnerID), s.own.Code)
	if err != nil || at(owner.Orders, page.ID) >= 0 {
		t.Errorf("an owner sees what is asked of the unit: %+v, %v", owner.Orders, err)
	}
}
