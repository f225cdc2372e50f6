package tracking_test

import (
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
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

	for _, o := range after.Outbox {
		if o.Status == models.OutboxPending {
			t.Errorf("%s is %s", o.Key, o.Status)
		}
	}
	sent := len(after.Outbox) - len(before.Outbox)
	if sent < 40 {
		t.Fatalf("%d messages were due", sent)
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		made, err := tx.DeliveriesSince(*h.clock, 1000)
		got := map[string]int{}
		for _, d := range made {
			got[d.PersonID+" "+string(d.Kind)]++
		}
		for who, n := range got {
			if n != 1 {
				t.Errorf("%s: %d messages", who, n)
			}
		}
		if len(got) == 0 {
			t.Error("nobody was told")
		}
		return err
	})
	items := map[string]int{}
	for _, e := range after.Inbox {
		if e.EndedAt == 0 {
			items[e.PersonID+" "+e.Item]++
		}
	}
	for item, n := range items {
		if n != 1 {
			t.Errorf("%s stands %d times", item, n)
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
