package telling_test

import (
	"testing"

	"duban/internal/telling"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// led is a bench with one project and a message for its sponsor on Monday morning.
func led(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.bring("b", since, projects(1, models.DateOf(2021, 12, 31))...)
	b.message("one", models.ToSponsor, monday.At(9, 0))
	return b
}

// A leader gets one digest a day, at twenty past nine; what comes later that day waits for the next one. The office
// releases it.
func TestADigestADayThatTheOfficeReleases(t *testing.T) {
	b := led(t)
	if out := b.tell(monday.At(9, 0)); out.NextAt != monday.At(9, 20) || len(b.deliveries()) != 0 {
		t.Errorf("before: %+v, %+v", out, b.deliveries())
	}
	b.tell(monday.At(9, 20))
	b.message("two", models.ToSponsor, monday.At(10, 0))
	if out := b.tell(monday.At(10, 0)); out.NextAt != (monday+1).At(9, 20) {
		t.Errorf("later that day: %+v", out)
	}
	of := b.deliveries()["deputy"]
	if len(of) != 1 || of[0].Count != 1 || of[0].Status != models.DeliveryListed || of[0].Kind != models.DeliveryDigest ||
		of[0].PartyID != "post-deputy" || of[0].ProgrammeID != list {
		t.Errorf("%+v", of)
	}
	b.tell((monday + 1).At(9, 20))
	if of = b.deliveries()["deputy"]; len(of) != 2 {
		t.Errorf("the next day: %+v", of)
	}
}

// Where a programme releases by itself, the digest waits for no release.
func TestADigestThatIsReleasedByItself(t *testing.T) {
	b := led(t)
	b.write(func(tx *store.Tx) error {
		return tx.PutNoticeSettings(models.NoticeSettings{ProgrammeID: list, ReleaseAuto: true})
	})
	b.tell(monday.At(9, 20))
	if of := b.deliveries()["deputy"]; len(of) != 1 || of[0].Status != models.DeliveryWaiting {
		t.Errorf("%+v", of)
	}
}

// What is not released for more than a working day is told to the head of the office, once a day.
func TestALateReleaseIsTold(t *testing.T) {
	b := led(t)
	b.tell(monday.At(9, 20))
	late := func() (n int) {
		for _, e := range b.inbox("office-head") {
			if e.Kind == models.NoticeRelease {
				n++
			}
		}
		return n
	}
	b.tell((monday + 1).At(17, 0))
	b.tell((monday + 1).At(17, 10))
	if late() != 0 {
		t.Error("a working day is not over")
	}
	for _, minute := range []int{20, 30, 40} {
		b.tell((monday + 2).At(9, minute))
	}
	if late() != 1 || len(b.inbox("office-1")) != 0 {
		t.Errorf("%d messages, a member has %d", late(), len(b.inbox("office-1")))
	}
}

// What happens at one moment is one message to a person, and it waits a minute for more.
func TestWhatComesWithinAMinuteIsOneMessage(t *testing.T) {
	b := led(t)
	now := monday.At(10, 0)
	b.message("a", models.ToUnitContact, now)
	b.message("b", models.ToUnitContact, now)
	b.tell(now)
	b.message("c", models.ToUnitContact, now)
	b.tell(now + 30_000)
	of := b.deliveries()["unit-contact"]
	if len(of) != 1 || of[0].Count != 3 || of[0].NotBefore != now+60_000 || of[0].Status != models.DeliveryWaiting {
		t.Errorf("%+v", of)
	}
}

// Before a delivery is released or sent, what has ended meanwhile is left out; with nothing left it is dropped.
func TestWhatEndedIsLeftOutBeforeItIsSent(t *testing.T) {
	b := newBench(t)
	b.bring("b", since, projects(2, friday-8)...)
	b.advance(monday.At(9, 0))
	b.tell(monday.At(9, 20))
	refresh := func(now models.Instant) (d models.Delivery) {
		t.Helper()
		b.write(func(tx *store.Tx) (err error) {
			d, err = telling.Refresh(tx, days, b.deliveries()["deputy"][0], now)
			return err
		})
		return d
	}
	if d := refresh(monday.At(9, 30)); d.Count != 2 || d.Status != models.DeliveryListed {
		t.Errorf("everything holds: %+v", d)
	}
	b.write(func(tx *store.Tx) error { return tx.CompleteMilestone(milestoneOf(0), 1, friday) })
	if d := refresh(monday.At(10, 0)); d.Count != 1 || len(d.Titles()) != 1 || d.Status != models.DeliveryListed {
		t.Errorf("one ended: %+v", d)
	}
	b.write(func(tx *store.Tx) error { return tx.CompleteMilestone(milestoneOf(1), 1, friday) })
	if d := refresh(monday.At(11, 0)); d.Status != models.DeliveryDropped || d.Why == "" {
		t.Errorf("both ended: %+v", d)
	}
	if held := b.inbox("deputy"); len(held) != 0 {
		t.Errorf("the deputy still has %+v", held)
	}
}

// A programme that goes back to trial running: what was listed or waits says nothing any more.
func TestNothingLeavesInTrialRunning(t *testing.T) {
	b := newBench(t)
	b.bring("b", since, projects(2, friday-8)...)
	b.advance(monday.At(9, 0))
	b.tell(monday.At(9, 20))
	b.write(func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(list)
		if err != nil {
			return err
		}
		return tx.SetLiveFrom(list, 0, p.Version)
	})
	for person, of := range b.deliveries() {
		b.write(func(tx *store.Tx) error {
			d, err := telling.Refresh(tx, days, of[0], monday.At(9, 25))
			if d.Status != models.DeliveryDropped {
				t.Errorf("%s: %+v", person, d)
			}
			return err
		})
	}
	storetest.Read(t, b.store, func(tx *store.Tx) error {
		open, err := tx.OpenDeliveries(models.DeliveryListed)
		if len(open) > 0 {
			t.Errorf("listed: %+v", open)
		}
		return err
	})
}
