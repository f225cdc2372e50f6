package tracking

import (
	"slices"

	"duban/models"
)

// OrderMark names an order or an instruction where what it is about is shown. It never has the text.
type OrderMark struct {
	ID       string            `json:"id"`
	Kind     models.OrderKind  `json:"kind"`
	State    models.OrderState `json:"state"`
	Number   string            `json:"number,omitempty"`
	Card     models.Rung       `json:"card,omitempty"` // the highest that it gives and that counts
	ReplyDue models.Date       `json:"reply_due,omitzero"`
	DaysLate int               `json:"days_overdue"`
}

// orderMarks are the marks of the orders that a person may see and of which about is true, those that are open first.
func orderMarks(actor models.Actor, orders []models.OrderFacts, calendar models.Calendar, today models.Date,
	about func(models.OrderFacts) bool) []OrderMark {
	marks := []OrderMark{}
	rules := models.NewOrderRules(calendar)
	for _, f := range orders {
		o := f.Order
		if models.CanSeeOrder(actor, o) != nil || !about(f) {
			continue
		}
		m := OrderMark{ID: o.ID, Kind: o.Kind, State: o.State, Number: o.Number, ReplyDue: o.ReplyDue,
			DaysLate: rules.DaysLate(o, today)}
		for _, i := range f.Listed() {
			for _, card := range models.CardsOf(i.ProjectID, []models.OrderFacts{f}) {
				if card.Rung.Height() > m.Card.Height() {
					m.Card = card.Rung
				}
			}
		}
		marks = append(marks, m)
	}
	slices.SortStableFunc(marks, func(a, b OrderMark) int { return boolInt(b.State.Open()) - boolInt(a.State.Open()) })
	return marks
}

// onItem reports whether an order is about one of some rungs: as an item, or as the instruction that was one of their
// notes.
func onItem(group []rung) func(models.OrderFacts) bool {
	return func(f models.OrderFacts) bool {
		return slices.ContainsFunc(group, func(r rung) bool {
			return slices.ContainsFunc(f.Listed(), func(i models.OrderItem) bool { return i.EscalationID == r.row.ID }) ||
				slices.ContainsFunc(r.notes, func(n models.EscalationNote) bool { return n.ID == f.Order.NoteID })
		})
	}
}

// ordersOfRows returns the order that an escalation or a note belongs to, by row key, among those that a person may
// see: the order that lists the escalation, and the one that follows the instruction.
func ordersOfRows(actor models.Actor, orders []models.OrderFacts, calendar models.Calendar,
	today models.Date) map[string]*OrderMark {
	of := map[string]*OrderMark{}
	for _, f := range orders {
		for _, mark := range orderMarks(actor, []models.OrderFacts{f}, calendar, today, anyOrder) {
			for _, i := range f.Listed() {
				of[i.EscalationID] = &mark
			}
			if f.Order.NoteID != "" {
				of[f.Order.NoteID] = &mark
			}
		}
	}
	return of
}

func anyOrder(models.OrderFacts) bool { return true }
