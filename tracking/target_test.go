package tracking_test

import (
	"testing"

	"duban/models"
)

const tenThousand = models.Money(1_000_000)

// Case 16 to its end: the target is entered once with its document, changed only with another, and every decision
// stays on record; the adjusted plan and the sum of the plans stand beside it.
func TestTheTargetIsADecisionWithADocument(t *testing.T) {
	h := newEnv(t)
	h.commit(h.preview("plan", planBook(t, data)).Batch)
	decide := func(key string, e models.TargetEntry) error {
		_, err := h.DecideTarget(t.Context(), office, key, "", e)
		return err
	}
	first := models.TargetEntry{Amount: 700_000 * tenThousand, Document: "张人发〔2021〕3号", DecidedOn: models.DateOf(2020, 12,
		30)}
	adjusted := models.TargetEntry{Kind: models.TargetAdjusted, Amount: 690_000 * tenThousand, Document: "张政发〔2021〕9号",
		DecidedOn: models.DateOf(2021, 1, 4)}
	wantCode(t, decide("early", adjusted), models.KindConflict, "target_missing")
	without := first
	without.Document = " "
	wantCode(t, decide("without", without), models.KindInvalid, "document_missing")
	future := first
	future.DecidedOn = models.DateOf(2021, 1, 5)
	wantCode(t, decide("future", future), models.KindInvalid, "date_future")
	for range 2 { // the same key again changes nothing
		if err := decide("first", first); err != nil {
			t.Fatal(err)
		}
	}
	other := first
	other.Amount = 720_000 * tenThousand
	wantCode(t, decide("other", other), models.KindConflict, "document_used")
	other.Document, other.DecidedOn = "张人常〔2021〕1号", models.DateOf(2021, 1, 4)
	for key, e := range map[string]models.TargetEntry{"second": other, "adjusted": adjusted} {
		if err := decide(key, e); err != nil {
			t.Fatal(key, err)
		}
	}
	page, err := h.Target(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Decisions) != 3 || page.Decisions[0].Money() != first.Amount ||
		page.Decisions[1].Money() != other.Amount ||
		page.AnnualPlan != 700_000*tenThousand || page.Targets.Adjusted.Money() != adjusted.Amount {
		t.Errorf("%+v", page)
	}
	s, err := h.Status(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if s.AnnualTarget != other.Amount || s.Targets.Decided.Document != other.Document || s.AnnualPlan != page.AnnualPlan {
		t.Errorf("status: target %d by %+v, plans %d", s.AnnualTarget, s.Targets.Decided, s.AnnualPlan)
	}
	// Importing the plan again with another total changes nothing of it.
	if p := h.preview("again", planBook(t, data)); p.Target == nil || *p.Target.InForce != other.Amount {
		t.Errorf("proposed: %+v", p.Target)
	}
}
