package telling_test

import (
	"fmt"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// quiet checks that no person was told anything.
func (b *bench) quiet() {
	b.t.Helper()
	for _, p := range people {
		if held := b.inbox(p.ID); len(held) > 0 {
			b.t.Errorf("%s has %d entries, the first “%s”", p.ID, len(held), held[0].Title)
		}
	}
	if of := b.deliveries(); len(of) > 0 {
		b.t.Errorf("deliveries: %+v", of)
	}
}

// A list with the year typed wrong is imported on Friday evening and undone a minute later: on Monday nothing goes out.
func TestNothingGoesOutOfAnImportThatWasUndone(t *testing.T) {
	b := newBench(t)
	b.bring("wrong", friday.At(18, 20), projects(8, models.DateOf(2020, 4, 30))...)
	b.advance(friday.At(18, 20))
	if n := b.waiting(); n == 0 {
		t.Fatal("nothing fell due of the import")
	}
	b.write(func(tx *store.Tx) error { _, err := tx.Undo("wrong", friday.At(18, 21)); return err })
	for _, at := range []models.Instant{monday.At(9, 0), monday.At(9, 20), monday.At(9, 30)} {
		if out := b.tell(at); out.Told != 0 {
			t.Errorf("at %s: %+v", at.Minute(), out)
		}
	}
	b.quiet()
}

// Nine items reach yellow on Friday evening; over the weekend they are done, moved, or their projects closed. None is
// told, and each message says why.
func TestWhatEndedOverTheWeekendIsNotTold(t *testing.T) {
	b := newBench(t)
	b.bring("b", since, projects(9, friday-8)...)
	b.advance(friday.At(18, 30))
	due := b.waiting()
	saturday := (friday + 1).At(11, 0)
	b.write(func(tx *store.Tx) error {
		for i := range 9 {
			var err error
			switch i % 3 {
			case 0:
				err = tx.CompleteMilestone(milestoneOf(i), 1, friday)
			case 1:
				err = tx.MoveMilestone(models.DueChange{MilestoneID: milestoneOf(i), DueVersion: 2, Due: monday + 60,
					Reason: "会议纪要", At: saturday}, models.PrecisionDay)
			default:
				var p models.Project
				if p, err = tx.Project(idOf(i)); err == nil {
					_, err = tx.CloseProject(p.ID, p.Version, saturday)
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if out := b.tell(monday.At(9, 20)); due < 9*3 || out.Dropped != due || out.Told != 0 {
		t.Errorf("of %d messages: %+v", due, out)
	}
	b.quiet()
	storetest.Read(t, b.store, func(tx *store.Tx) error {
		for i := range 9 {
			rows, err := tx.OutboxOf(idOf(i))
			if err != nil {
				return err
			}
			for _, m := range rows {
				if m.Status != models.OutboxDropped || m.LastError == "" {
					t.Errorf("%s: %s %q", m.Key, m.Status, m.LastError)
				}
			}
		}
		return nil
	})
}

// After two months without the program each person gets one message, in which an item stands once, at its highest
// level. Sponsor and deputy in charge are one post here: that is one entry.
func TestAfterAnOutageOneMessageAPerson(t *testing.T) {
	b := newBench(t)
	b.bring("b", since, projects(4, models.DateOf(2021, 2, 26))...)
	for _, at := range []models.Instant{models.DateOf(2021, 3, 1).At(9, 0), models.DateOf(2021, 3, 8).At(9, 0),
		models.DateOf(2021, 3, 22).At(9, 0), monday.At(9, 0)} { // recorded, but nothing was delivered all the time
		b.advance(at)
	}
	b.tell(monday.At(9, 20))
	b.tell(monday.At(9, 30))
	for person, all := range b.deliveries() {
		if len(all) != 1 {
			t.Errorf("%s: %d deliveries", person, len(all))
		}
	}
	for _, person := range []string{"deputy", "head", "unit-head", "office-head"} {
		held, items := b.inbox(person), map[string]bool{}
		for _, e := range held {
			if items[e.Item] {
				t.Errorf("%s has %s twice", person, e.Item)
			}
			items[e.Item] = true
		}
		if len(held) != 4 {
			t.Errorf("%s: %d entries", person, len(held))
		}
	}
	for _, e := range b.inbox("deputy") {
		if e.Rung != models.Red {
			t.Errorf("the deputy has %s at %q", e.Item, e.Rung)
		}
	}
	for person, wanted := range map[string]models.DeliveryKind{"deputy": models.DeliveryDigest,
		"head": models.DeliveryDigest, "unit-head": models.DeliveryAtOnce} {
		if of := b.deliveries()[person]; len(of) != 1 || of[0].Kind != wanted || of[0].Count != 4 {
			t.Errorf("%s: %+v", person, of)
		}
	}
}

// Who holds two posts is told once: a message to both is one entry, and all of the day one digest.
func TestTwoPostsOfOnePersonAreOneDigest(t *testing.T) {
	b := newBench(t)
	b.hold(actor("head"), actor("deputy", models.Role{Role: models.RoleLeader, PostID: "post-deputy"},
		models.Role{Role: models.RoleLeader, PostID: "post-head"}))
	b.bring("b", since, projects(1, models.DateOf(2021, 12, 31))...)
	b.message("one", models.ToSponsor, monday.At(9, 0))
	b.message("two", models.ToDistrictHead, monday.At(9, 0))
	b.tell(monday.At(9, 20))
	if of := b.deliveries(); len(of) != 1 || len(of["deputy"]) != 1 || of["deputy"][0].Count != 2 {
		t.Errorf("%+v", of)
	}
	if held := b.inbox("deputy"); len(held) != 2 {
		t.Errorf("%d entries", len(held))
	}
}

// A message to a post without a holder goes to who acts, else to the liaisons, else to the office, which gets one
// message about each vacancy.
func TestAPostWithoutAHolder(t *testing.T) {
	acting := actor("acting", models.Role{Role: models.RoleLeader, PostID: "post-deputy", Capacity: models.CapacityActing})
	liaison := actor("liaison",
		models.Role{Role: models.RoleListed, PostID: "post-deputy", Capacity: models.CapacityLiaison})
	past := actor("deputy", models.Role{Role: models.RoleLeader, PostID: "post-deputy", Until: friday})
	for name, c := range map[string]struct {
		people    []models.Actor
		told      []string
		vacancies int
	}{
		"who acts":                 {[]models.Actor{past, acting, liaison}, []string{"acting"}, 0},
		"the liaison":              {[]models.Actor{past, liaison}, []string{"liaison"}, 1},
		"the office":               {[]models.Actor{past}, []string{"office-1", "office-head"}, 1},
		"the office, never a post": {[]models.Actor{actor("deputy")}, []string{"office-1", "office-head"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.hold(c.people...)
			b.bring("b", since, projects(1, models.DateOf(2021, 12, 31))...)
			for day := range models.Date(3) { // a message a day
				b.message(fmt.Sprint("m", day), models.ToSponsor, (monday+day).At(9, 0))
				b.tell((monday + day).At(9, 20))
				b.tell((monday + day).At(9, 30))
			}
			for _, person := range c.told {
				n, vacancies := 0, 0
				for _, e := range b.inbox(person) {
					if e.Kind == models.NoticeVacancy {
						vacancies++
					} else {
						n++
					}
				}
				if n != 3 {
					t.Errorf("%s: %d messages", person, n)
				}
			}
			vacancies := 0
			for _, e := range b.inbox("office-1") {
				if e.Kind == models.NoticeVacancy {
					vacancies++
				}
			}
			if vacancies != c.vacancies || len(b.inbox("deputy")) != 0 {
				t.Errorf("the office has %d vacancies, the last holder %d entries", vacancies, len(b.inbox("deputy")))
			}
		})
	}
}

// An owner of whom no one has an account is told through the responsible unit.
func TestAnOwnerWithoutAccountsIsToldThroughItsUnit(t *testing.T) {
	b := newBench(t)
	b.bring("b", since, projects(1, models.DateOf(2021, 12, 31))...)
	b.message("one", models.ToOwnerContact, monday.At(9, 0))
	if out := b.tell(monday.At(9, 0)); out.Told != 1 || out.Failed != 0 {
		t.Errorf("%+v", out)
	}
	held := b.inbox("unit-contact")
	if of := b.deliveries(); len(held) != 1 || len(of) != 1 || len(of["unit-contact"]) != 1 {
		t.Errorf("%+v, %+v", held, of)
	}
}
