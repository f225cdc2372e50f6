package tracking_test

import (
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

// In trial running everything is counted and nothing sent; after it only what waits for working hours is listed.
func TestWhatWouldHaveBeenSentIsShown(t *testing.T) {
	h := trial(t)
	h.until(models.DateOf(2021, 4, 30).At(10, 0))
	out, err := h.Outgoing(t.Context(), office, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if !out.Trial || len(out.Receivers) < 3 || len(out.Messages) != out.Receivers[0].Messages ||
		out.To != out.Receivers[0].Name {
		t.Fatalf("trial %t, %d receivers, %d messages to %q", out.Trial, len(out.Receivers), len(out.Messages), out.To)
	}
	held := func(m tracking.OutgoingMessage) bool { return m.Held && m.Title != "" && m.Body != "" && m.At != 0 }
	if i := slices.IndexFunc(out.Messages, func(m tracking.OutgoingMessage) bool { return !held(m) }); i >= 0 {
		t.Errorf("not held: %+v", out.Messages[i])
	}
	if keys, _ := h.messages(); len(keys) != 0 {
		t.Errorf("%d messages were made", len(keys))
	}
	unit := h.facts(district)[0].Project.ResponsibleUnitID
	name := ""
	for _, r := range out.Receivers {
		if models.OrganisationID(r.Name) == unit {
			name = r.Name
		}
	}
	if one, err := h.Outgoing(t.Context(), office, "", name); err != nil || len(one.Messages) == 0 {
		t.Errorf("to the first project's unit %q: %d, %v", name, len(one.Messages), err)
	}
	if none, err := h.Outgoing(t.Context(), office, "", "没有的单位"); err != nil || len(none.Messages) != 0 {
		t.Errorf("to nobody: %d, %v", len(none.Messages), err)
	}
}
