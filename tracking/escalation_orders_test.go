package tracking_test

import (
	"testing"

	"duban/models"
	"duban/tracking"
)

// Each escalation names the order that lists it, with its state and number, to those who may see the order; an
// instruction names the order that follows it.
func TestEscalationsNameTheOrderTheyBelongTo(t *testing.T) {
	s := newFixture(t)
	followed := s.instructedOn(s.clock.Date() + 3)
	s.until(models.DateOf(2021, 4, 20).At(15, 0))
	list := func(a models.Actor) map[string]tracking.EscalationView {
		t.Helper()
		all, err := s.Escalations(t.Context(), a, "", false)
		if err != nil {
			t.Fatal(err)
		}
		of := map[string]tracking.EscalationView{}
		for _, v := range all {
			of[v.ID] = v
		}
		return of
	}
	drafted, all := 0, list(office)
	highest := func(v tracking.EscalationView) bool { // the lower rung of a matter leaves the draft
		for _, other := range all {
			if other.Kind == v.Kind && other.Project == v.Project && other.Subject == v.Subject && other.Item == v.Item &&
				other.Rung.Height() > v.Rung.Height() {
				return false
			}
		}
		return true
	}
	for _, v := range all {
		listed := v.Kind == models.KindRung && v.Rung.Height() >= models.Yellow.Height() && v.Open && !v.PassedOver &&
			!v.Trial && v.Item != models.ItemReview && highest(v)
		switch {
		case v.ID == s.late: // put on record by the fixture, not by the ladder
		case v.Order != nil && v.Of != "":
			if v.Of != s.late || v.Kind != models.EscalationKind(models.NoteInstructed) || v.Order.ID != followed.ID ||
				v.Order.State != models.OrderIssued ||
				v.Order.Kind != models.OrderInstruction {
				t.Errorf("the instruction: %+v", v.Order)
			}
			drafted++
		case listed != (v.Order != nil):
			t.Errorf("%s %s %s %s: %+v", v.ID, v.Kind, v.Rung, v.Closed, v.Order)
		case listed:
			drafted++
			page := s.orderPage(v.Order.ID)
			if v.Order.State != page.State || v.Order.Number != page.Number || v.Order.State != models.OrderDrafted {
				t.Errorf("%+v, of %+v", v.Order, page.OrderLine)
			}
		}
	}
	if drafted < 2 {
		t.Errorf("%d escalations have an order: too few to show it", drafted)
	}
	instructed := 0
	for _, v := range list(holding(models.RoleUnit, s.own.ResponsibleUnitID)) {
		if v.Order != nil && v.Order.State.Before() {
			t.Errorf("the unit sees a draft: %+v", v.Order)
		}
		if v.Order != nil && v.Order.ID == followed.ID {
			instructed++
		}
	}
	if instructed == 0 {
		t.Error("the unit does not see the order it must answer")
	}
}
