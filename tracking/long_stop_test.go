package tracking_test

import (
	"slices"
	"testing"
	"time"

	"duban/models"
)

// After a stop of forty days everyone gets one list of what fell due meanwhile, and everything that was to be sent is
// accounted for.
func TestAfterALongStopOneDigestARecipient(t *testing.T) {
	h := planned(t, 12)
	day := models.DateOf(2021, 3, 1).At(10, 0)
	h.until(day)
	before := h.dump()
	*h.clock = day.Add(40 * 24 * time.Hour)
	for _, p := range h.open() { // the timers of all projects have passed
		if err := h.runs.advance(t.Context(), p.ID, refOf(p)); err != nil {
			t.Fatal(err)
		}
	}
	*h.clock = h.clock.Add(4 * 24 * time.Hour) // past quiet hours and a holiday
	h.deliver()
	after := h.dump()

	got, listed := map[string]int{}, 0
	for _, m := range after.Inbox {
		if !slices.ContainsFunc(before.Inbox, func(b models.InboxMessage) bool { return b.Key == m.Key }) {
			got[m.Recipient]++
		}
	}
	for _, o := range after.Outbox {
		if o.Status != models.OutboxDelivered {
			t.Errorf("%s is %s", o.Key, o.Status)
		}
		if o.Digest != "" {
			listed++
		}
	}
	sent := len(after.Outbox) - len(before.Outbox)
	if sent < 40 || listed < sent/2 {
		t.Fatalf("%d messages were due, %d went out together", sent, listed)
	}
	for recipient, n := range got {
		if n > models.DigestOver+1 { // a digest, and what fell due in the last day
			t.Errorf("%s got %d messages", recipient, n)
		}
	}
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Checks {
		if c.Name == noTrace && !c.OK {
			t.Errorf("%v", c.Found)
		}
	}
}
