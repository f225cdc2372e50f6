package telling_test

import (
	"testing"

	"duban/internal/telling"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// A demonstration that is started in the night before Sunday has messages in inboxes and a digest to release; of
// several messages on one item a person sees one.
func TestADemonstrationDoesNotWaitForTheMorning(t *testing.T) {
	b := newBench(t)
	b.bring("b", friday.At(18, 20), projects(3, models.DateOf(2021, 3, 31))...)
	night := (friday + 2).At(2, 45)
	b.advance(friday.At(18, 20))
	waiting := b.waiting()
	var out telling.Result
	b.write(func(tx *store.Tx) (err error) {
		out, err = telling.TellAtOnce(tx, days, night)
		return err
	})
	if waiting == 0 || out.Told != waiting || b.waiting() != 0 {
		t.Fatalf("%d messages waited, %d wait: %+v", waiting, b.waiting(), out)
	}
	listed := 0
	for person, all := range b.deliveries() {
		if len(all) > 2 {
			t.Errorf("%s has %d deliveries", person, len(all))
		}
		for _, d := range all {
			if d.Status == models.DeliveryListed {
				listed++
			}
		}
	}
	if listed == 0 {
		t.Error("nothing is to be released")
	}
	storetest.Read(t, b.store, func(tx *store.Tx) error {
		for _, p := range people {
			entries, err := tx.InboxOf(p.ID, 100, 0)
			if err != nil {
				return err
			}
			_, total, err := tx.CountInbox(p.ID)
			items := map[string]bool{}
			for _, e := range entries {
				if items[e.Item] {
					t.Errorf("%s is told twice of %s", p.ID, e.Title)
				}
				items[e.Item] = true
			}
			if err != nil || total != len(entries) {
				t.Errorf("%s: %d of %d entries, %v", p.ID, len(entries), total, err)
			}
		}
		return nil
	})
}
