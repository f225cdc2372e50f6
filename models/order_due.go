package models

import "slices"

// OrderRules are what decides about an order besides its facts.
type OrderRules struct {
	Calendar Calendar
	Hour     int // of the morning at which something falls due
}

// NewOrderRules returns the rules by a calendar.
func NewOrderRules(calendar Calendar) OrderRules {
	return OrderRules{Calendar: calendar, Hour: Ladders[DefaultLadder].Hour}
}

// orderClimb is who is told on the n-th working day after an answer was due.
var orderClimb = []struct {
	days int
	to   Audience
}{
	{1, ToUnitContact},
	{3, ToUnitHead},
	{6, ToOfficeHead},
	{10, ToSigner},
}

// ToSigner is the post that signed an order.
const ToSigner Audience = "signer"

// OrderTurn is what fell due in an order up to a moment, and what it waits for then.
type OrderTurn struct {
	Steps []OrderStep // to be recorded
	// Told are the steps that people are told of: after an outage only the highest of one day's
	Told   []OrderStep
	CardAt Instant // the cards begin to count; 0: no change
	Next   Moment
}

// Advance applies the clocks of an order at a moment: the two working days for a 情况说明, the reminder on the working day
// before an answer is due, and who is told when it is overdue. It is a pure function; applied twice it records nothing
// twice, because a step is named by the day it is about.
func (r OrderRules) Advance(f OrderFacts, now Instant) OrderTurn {
	var turn OrderTurn
	var next upcoming
	o := f.Order
	if !o.State.Out() {
		return turn
	}
	add := func(kind OrderStepKind, at Instant, due Date, to Audience, what Message) (fell bool) {
		id := OrderStepID(o.ID, string(kind), due.String(), string(to))
		switch {
		case slices.ContainsFunc(f.Steps, func(s OrderStep) bool { return s.ID == id }):
			return false
		case at > now:
			next.earlier(at, what)
			return false
		}
		turn.Steps = append(turn.Steps, OrderStep{ID: id, OrderID: o.ID, Kind: kind, Due: due, To: to, Text: what.Text,
			ByID: System.ID, ByName: System.Name, At: at})
		return true
	}
	if o.Kind == OrderSupervision && o.CardAt == 0 && (o.Explained == ExplainNone || o.Explained == ExplainRefused) {
		at := r.CardFrom(f)
		if add(StepCardStart, at, at.Date(), "", Messagef("情况说明期满，起计%s", WordOf(o.Rung))) {
			turn.CardAt = at
		}
	}
	if o.ReplyDue != 0 {
		r.chase(f, add, &turn, now)
	}
	for _, s := range turn.Steps {
		if s.Kind == StepCardStart {
			turn.Told = append(turn.Told, s)
		}
	}
	turn.Next = Moment{At: next.at, What: next.what.Text}
	return turn
}

// chase adds the reminder and the steps of an answer that is overdue.
func (r OrderRules) chase(f OrderFacts, add func(OrderStepKind, Instant, Date, Audience, Message) bool,
	turn *OrderTurn, now Instant) {
	due := f.Order.ReplyDue
	if day := r.Calendar.OnOrBefore(due - 1); day >= f.Order.IssuedOn {
		at := day.At(r.Hour, 0)
		before := len(turn.Steps)
		if add(StepRemind, at, due, ToUnitContact, Messagef("应于%s前反馈", due)) && now.Date() <= due {
			turn.Told = append(turn.Told, turn.Steps[before:]...)
		}
	}
	last := -1
	// A document that is registered late may ask for an answer by a day that is past: the unit was not told of it before.
	from := max(due, f.Order.IssuedAt.Date())
	for _, c := range orderClimb {
		day := r.Calendar.Add(from, c.days)
		if add(StepOverdue, day.At(r.Hour, 0), due, c.to, Messagef("逾期 %d 个工作日未反馈", r.Calendar.Between(due, day))) {
			last = len(turn.Steps) - 1
		}
	}
	if last >= 0 { // the highest says it all, also of the reminder
		turn.Told = []OrderStep{turn.Steps[last]}
	}
}

// CardFrom returns the morning from which the cards of an issued order count: after the working days for a 情况说明, or
// at once when one was given and refused.
func (r OrderRules) CardFrom(f OrderFacts) Instant {
	for _, s := range slices.Backward(f.Steps) {
		if s.Kind == StepJudge {
			return s.At
		}
	}
	return r.Calendar.Add(f.Order.IssuedOn, f.Settings.ExplainDays+1).At(r.Hour, 0)
}

// ExplainUntil returns the last day on which the unit may give a 情况说明.
func (r OrderRules) ExplainUntil(f OrderFacts) Date {
	return r.Calendar.Add(f.Order.IssuedOn, f.Settings.ExplainDays)
}

// FirstDue returns the day by which an order that is issued on a day must be answered.
func (r OrderRules) FirstDue(f OrderFacts, issued Date) Date {
	if f.Order.Due != 0 {
		return f.Order.Due
	}
	return r.Calendar.Add(issued, f.Settings.Days(f.Order.Kind))
}

// DaysLate returns the working days by which the answer is overdue; 0 when it is not.
func (r OrderRules) DaysLate(o SupervisionOrder, today Date) int {
	if !o.State.Out() || o.ReplyDue == 0 || today <= o.ReplyDue {
		return 0
	}
	return r.Calendar.Between(o.ReplyDue, today)
}
