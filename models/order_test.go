package models_test

import (
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

var orderCalendar = models.NewCalendar(nil, nil)

func orderRules() models.OrderRules { return models.NewOrderRules(orderCalendar) }

// draftOrder is a draft with one item at a rung.
func draftOrder(s models.OrderSettings, rung models.Rung, at models.Instant) models.OrderFacts {
	e := models.Escalation{ID: "esc-1", ProjectID: "p", ProgrammeID: "district-2021", Item: models.ItemMilestone,
		SubjectName: "主体封顶", Due: at.Date() - 10, Kind: models.KindRung, Rung: rung, At: at}
	p := models.Project{ID: "p", Name: "甲项目", OwnerID: "org-owner", ResponsibleUnitID: "org-unit",
		Investor: models.InvestorPrivate}
	o, fresh, asked := models.DraftFor(e, p, nil, s, at)
	if !fresh || !asked {
		return models.OrderFacts{}
	}
	f := models.OrderFacts{Order: o, Items: []models.OrderItem{models.DraftItem(o.ID, e, p, at)}, Settings: s}
	f.Redraft(at)
	return f
}

func designated() models.OrderSettings {
	s := models.DefaultOrderSettings("district-2021")
	s.Issuer, s.Ground = "区政府办公室", "区政办字〔2021〕3号"
	return s
}

func TestWithoutBodyAndGroundThereIsNoOrderAndNoCard(t *testing.T) {
	at := models.DateOf(2021, 7, 8).At(9, 0)
	f := draftOrder(models.DefaultOrderSettings("district-2021"), models.Red, at)
	if f.Order.Kind != models.OrderPrompt || f.Order.SignerTo != models.ToOfficeHead {
		t.Errorf("%+v", f.Order)
	}
	f = draftOrder(designated(), models.Red, at)
	if f.Order.Kind != models.OrderSupervision || f.Order.SignerTo != models.ToDeputyInCharge ||
		f.Order.UnitID != "org-unit" {
		t.Errorf("an order on a private project goes to its responsible unit: %+v", f.Order)
	}
	if draftOrder(designated(), models.Urging, at).Order.ID != "" {
		t.Error("urging makes no order")
	}
}

// A draft follows the programme's rules when they are changed, also how often it is to be answered, unless a person
// said so in the draft.
func TestADraftFollowsTheRules(t *testing.T) {
	at := models.DateOf(2021, 7, 8).At(9, 0)
	f := draftOrder(models.DefaultOrderSettings("district-2021"), models.Yellow, at)
	f.Settings = designated()
	f.Settings.Feedback = 10
	edited := f
	edited.Order.Feedback, edited.Steps = 7, []models.OrderStep{{Kind: models.StepEdit}}
	f.FollowSettings()
	edited.FollowSettings()
	if o := f.Order; o.Kind != models.OrderSupervision || o.Ground != f.Settings.Ground || o.Feedback != 10 {
		t.Errorf("%+v", o)
	}
	if o := edited.Order; o.Kind != models.OrderSupervision || o.Feedback != 7 {
		t.Errorf("edited: %+v", o)
	}
}

// Two rungs of a unit that are recorded in one transaction are in one draft, which has no items yet at the second.
func TestTwoRungsOfAUnitAndMonthAreInOneDraft(t *testing.T) {
	at := models.DateOf(2021, 7, 8).At(9, 0)
	e := models.Escalation{ID: "e1", ProjectID: "p", ProgrammeID: "district-2021", Item: models.ItemMilestone,
		Kind: models.KindRung, Rung: models.Yellow, At: at}
	p := models.Project{ID: "p", ResponsibleUnitID: "org-unit"}
	first, fresh, _ := models.DraftFor(e, p, nil, designated(), at)
	e.ID, e.Rung = "e2", models.Red
	second, again, asked := models.DraftFor(e, p, []models.OrderFacts{{Order: first}}, designated(), at)
	if !fresh || again || !asked || second.ID != first.ID {
		t.Errorf("%s is not in the draft %s", second.ID, first.ID)
	}
}

func TestADraftWithoutItemsIsWithdrawnAndAnIssuedOrderKeepsThem(t *testing.T) {
	at := models.DateOf(2021, 7, 8).At(9, 0)
	f := draftOrder(designated(), models.Yellow, at)
	steps := f.EndItems(map[string]string{"esc-1": "节点已完成"}, at.Add(1))
	if f.Order.State != models.OrderWithdrawn || len(steps) != 2 || !f.Items[0].Left {
		t.Errorf("%s %+v", f.Order.State, steps)
	}
	f = draftOrder(designated(), models.Yellow, at)
	f.Order.State, f.Order.IssuedAt = models.OrderIssued, at
	steps = f.EndItems(map[string]string{"esc-1": "节点已完成"}, at.Add(1))
	if f.Order.State != models.OrderIssued || len(steps) != 1 || f.Items[0].Left {
		t.Errorf("%s %+v", f.Order.State, steps)
	}
	if again := f.EndItems(map[string]string{"esc-1": "节点已完成"}, at.Add(2)); len(again) != 0 {
		t.Errorf("twice: %+v", again)
	}
}

// What people do in any order never closes an order without a second person, and no card exists without body and
// ground.
func TestNoPathClosesAnOrderWithoutASecondPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := models.DefaultOrderSettings("district-2021")
		if rapid.Bool().Draw(t, "designated") {
			s = designated()
		}
		s.InProgram = models.Yes
		now := models.DateOf(2021, 7, 8).At(9, 0)
		f := draftOrder(s, rapid.SampledFrom([]models.Rung{models.Yellow, models.Red, models.Top}).Draw(t, "rung"), now)
		f.Order.Feedback = rapid.SampledFrom([]int{0, 7}).Draw(t, "feedback")
		people := []string{"a", "b", "c"}
		for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
			now = now.Add(24 * 3600 * 1e9)
			by := models.OrderActor{Actor: models.Actor{ID: rapid.SampledFrom(people).Draw(t, "by")}, Party: "x"}
			c := models.OrderCommand{Text: "说明", Apply: true}
			kind := rapid.SampledFrom(models.OrderSteps).Draw(t, "step")
			if kind == models.StepIssue && f.Order.Kind == models.OrderSupervision {
				c.Number = "区督〔2021〕5号"
			}
			if kind == models.StepEdit {
				c.Edit = &models.OrderEdit{}
			}
			if after, step, err := orderRules().Take(f, kind, c, by, string(rune('a'+i)), now); err == nil {
				checkOrderStep(t, f, after, step)
				f = after
			}
			turn := orderRules().Advance(f, now)
			f.Steps = append(f.Steps, turn.Steps...)
			if turn.CardAt != 0 {
				f.Order.CardAt = turn.CardAt
			}
			if more := orderRules().Advance(f, now); len(more.Steps) != 0 {
				t.Fatalf("advanced twice: %+v", more.Steps)
			}
		}
		if len(models.CardsOf("p", []models.OrderFacts{f})) > 0 && (!s.Designated() || f.Order.Number == "") {
			t.Fatal("a card without body, ground and number")
		}
		if f.Order.State != models.OrderClosed {
			return
		}
		closedBy := f.Steps[len(f.Steps)-1].ByID
		for _, step := range f.Steps {
			if step.Kind == models.StepClose {
				closedBy = step.ByID
			}
		}
		if closedBy == f.Order.RepliedBy || closedBy == f.Order.VerifiedBy || f.Order.RepliedBy == f.Order.VerifiedBy {
			t.Fatalf("closed by %s, answered by %s, verified by %s", closedBy, f.Order.RepliedBy, f.Order.VerifiedBy)
		}
	})
}

// orderCourse is to where each step takes an order: 拟发、送审、审签、发出、签收、反馈、核查、销号或撤销.
var orderCourse = map[models.OrderState]map[models.OrderStepKind]models.OrderState{
	"drafted":      {"edit": "drafted", "send": "signing", "sign": "signed", "withdraw": "withdrawn"},
	"signing":      {"return": "drafted", "sign": "signed", "withdraw": "withdrawn"},
	"signed":       {"issue": "issued", "withdraw": "withdrawn"},
	"issued":       {"acknowledge": "acknowledged", "explain": "issued", "judge": "issued", "reply": "replied"},
	"acknowledged": {"explain": "acknowledged", "judge": "acknowledged", "reply": "replied"},
	"replied": {"explain": "replied", "judge": "replied", "reply": "replied", "verify": "verified",
		"reject": "acknowledged", "apply": "replied"},
	"verified": {"explain": "verified", "judge": "verified", "reply": "replied", "apply": "verified", "close": "closed"},
}

// checkOrderStep fails when a step led to where the course of an order does not lead, or is on record twice or not.
func checkOrderStep(t *rapid.T, before, after models.OrderFacts, step models.OrderStep) {
	was, is := before.Order.State, after.Order.State
	withdrawn := step.Kind == models.StepWithdraw && is == models.OrderWithdrawn && was.Out()
	if to, legal := orderCourse[was][step.Kind]; (!legal || to != is) && !withdrawn {
		t.Fatalf("%s takes an order from %s to %s", step.Kind, was, is)
	}
	seen := map[string]bool{}
	for _, s := range after.Steps {
		if seen[s.ID] {
			t.Fatalf("%s is on record twice", s.Kind)
		}
		seen[s.ID] = true
	}
	if !seen[step.ID] || len(after.Steps) != len(before.Steps)+1 {
		t.Fatalf("%s gave %d steps after %d", step.Kind, len(after.Steps), len(before.Steps))
	}
}

// The moments at which an answer is chased, counted again by hand over random days off.
func TestAnswersAreChasedOnWorkingDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		issued := models.DateOf(2021, 7, 1) + models.Date(rapid.IntRange(0, 200).Draw(t, "issued"))
		var days []models.CalendarDay
		off := map[models.Date]bool{}
		for d := issued - 3; d < issued+120; d++ {
			off[d] = rapid.IntRange(0, 2).Draw(t, "off") == 2 && d%7 != 0
			days = append(days, models.CalendarDay{Date: d, Working: !off[d]})
		}
		calendar := models.NewCalendar(days, nil)
		rules := models.NewOrderRules(calendar)
		due := issued + models.Date(rapid.IntRange(3, 20).Draw(t, "days"))
		f := models.OrderFacts{Settings: designated(), Order: models.SupervisionOrder{ID: "o", Kind: models.OrderInstruction,
			State: models.OrderIssued, UnitID: "u", IssuedOn: issued, ReplyDue: due}}
		registered := issued + models.Date(rapid.IntRange(0, 30).Draw(t, "registered")) // perhaps after the answer was due
		f.Order.IssuedAt = registered.At(9, 0)
		want, n := map[models.Date]models.Audience{}, 0
		for d := max(due, registered) + 1; n < 10; d++ {
			if !calendar.Workday(d) {
				continue
			}
			n++
			switch n {
			case 1:
				want[d] = models.ToUnitContact
			case 3:
				want[d] = models.ToUnitHead
			case 6:
				want[d] = models.ToOfficeHead
			case 10:
				want[d] = models.ToSigner
			}
		}
		for d := registered; d <= max(due, registered)+50; d++ {
			turn := rules.Advance(f, d.At(12, 0))
			f.Steps = append(f.Steps, turn.Steps...)
			var got models.Audience
			for _, s := range turn.Steps {
				if s.Kind == models.StepOverdue {
					got = s.To
				}
			}
			if got != want[d] {
				t.Fatalf("%s: told %q, want %q", d, got, want[d])
			}
		}
	})
}

// The reminder before a long holiday is told on the last working day, however many days that is before the answer is
// due.
func TestTheReminderBeforeALongHolidayIsTold(t *testing.T) {
	rules := models.NewOrderRules(calendar2021())
	f := models.OrderFacts{Order: models.SupervisionOrder{ID: "o", Kind: models.OrderPrompt, State: models.OrderIssued,
		UnitID: "org-unit", IssuedOn: models.DateOf(2021, 9, 27), ReplyDue: models.DateOf(2021, 10, 8)},
		Settings: designated()}
	for _, c := range []struct {
		now  models.Instant
		told int
	}{
		{models.DateOf(2021, 9, 30).At(8, 59), 0},
		{models.DateOf(2021, 9, 30).At(9, 0), 1},
		{models.DateOf(2021, 10, 8).At(9, 0), 1},  // after an outage, on the day itself
		{models.DateOf(2021, 10, 8).At(23, 0), 1}, // still in time
	} {
		turn := rules.Advance(f, c.now)
		if len(turn.Told) != c.told || c.told > 0 && turn.Told[0].Kind != models.StepRemind {
			t.Errorf("at %s: %+v", c.now.Minute(), turn.Told)
		}
	}
}
