package tracking_test

import (
	"testing"

	"duban/models"
)

func TestTrialRunningIsCounted(t *testing.T) {
	h := trial(t)
	h.until(models.DateOf(2021, 3, 15).At(10, 0))
	page, err := h.Trial(t.Context(), office, "", 0)
	if err != nil || !page.Running || page.LiveFrom != 0 {
		t.Fatalf("%+v, %v", page, err)
	}
	want := map[models.Rung]int{}
	list, err := h.Escalations(t.Context(), office, "", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Kind == models.KindRung && !e.PassedOver {
			want[e.Rung]++
		}
	}
	for _, rung := range models.Rungs {
		if page.Rungs[rung] != want[rung] {
			t.Errorf("%s: %d, want %d", rung, page.Rungs[rung], want[rung])
		}
	}
	if want[models.Urging] == 0 || page.Reminders == 0 {
		t.Error("nothing was recorded")
	}
}

func TestAnotherColourRuleSetIsOnTheRecord(t *testing.T) {
	h := planned(t, 1)
	for range 2 {
		if err := h.SetColours(t.Context(), office, "colours", "", "half-2021"); err != nil {
			t.Fatal(err)
		}
	}
	page, err := h.Trial(t.Context(), office, "", 0)
	if err != nil || page.Colours.Name != "half-2021" || len(page.Choices) != len(models.ColourRuleSets) {
		t.Errorf("%+v, %v", page.Colours, err)
	}
	audit := h.dump().Audit
	if last := audit[len(audit)-1]; last.Action != "programme.colours" ||
		last.Detail != `{"from":"ratio-2021","programme":"district-2021","to":"half-2021"}` {
		t.Errorf("%+v", last)
	}
	wantCode(t, h.SetColours(t.Context(), office, "other", "", "mine"), models.KindInvalid, "unknown_colours")
}
