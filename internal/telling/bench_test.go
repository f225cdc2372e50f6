package telling_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"duban/internal/calendar"
	"duban/internal/telling"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

const list = "district-2021"

// The list is live since January; what is imported in February is followed since then.
var (
	since  = models.DateOf(2021, 2, 1).At(9, 0)
	friday = models.DateOf(2021, 4, 16)
	monday = models.DateOf(2021, 4, 19)
)

func days(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }

// The people of every test: the head of the office and a member of it, a head and a contact of the unit, and the
// holders of three posts. The owner has no accounts.
var people = []models.Actor{
	actor("office-head", models.Role{Role: models.RoleOffice, Capacity: models.CapacityHead}),
	actor("office-1", models.Role{Role: models.RoleOffice}),
	actor("unit-head", models.Role{Role: models.RoleUnit, OrganisationID: "org-unit", Capacity: models.CapacityHead}),
	actor("unit-contact", models.Role{Role: models.RoleUnit, OrganisationID: "org-unit",
		Capacity: models.CapacityContact}),
	actor("deputy", models.Role{Role: models.RoleLeader, PostID: "post-deputy"}),
	actor("head", models.Role{Role: models.RoleLeader, PostID: "post-head"}),
}

func actor(id string, roles ...models.Role) models.Actor {
	return models.Actor{ID: id, Name: id, Roles: roles}
}

// bench is a store with a list that is live, and the people who are told.
type bench struct {
	t     *testing.T
	store *store.Store
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, store: storetest.New(t)}
	b.bring("seed", since,
		row{"programmes", "", models.Programme{ID: list, Year: 2021, Name: "2021年区重点项目", Kind: models.DistrictProgramme,
			Ladder: models.DefaultLadder, Colours: models.DefaultColours, Curve: "linear", LiveFrom: models.DateOf(2021, 1, 1)}},
		row{"organisations", "", models.Organisation{ID: "org-owner", Name: "甲单位", NameKey: "甲单位"}},
		row{"organisations", "", models.Organisation{ID: "org-unit", Name: "乙局", NameKey: "乙局"}},
		row{"posts", "", models.Post{ID: "post-deputy", Title: "副区长", TitleKey: "副区长"}},
		row{"posts", "", models.Post{ID: "post-head", Title: "区长", TitleKey: "区长"}},
	)
	b.hold(people...)
	return b
}

// hold records people with exactly these roles.
func (b *bench) hold(actors ...models.Actor) {
	b.t.Helper()
	if err := storetest.PutActors(b.t.Context(), b.store, actors...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) write(fn func(tx *store.Tx) error) { b.t.Helper(); storetest.Write(b.t, b.store, fn) }

// row is one row an import brings.
type row struct {
	entity, projectID string
	after             any
}

// bring imports rows at a moment.
func (b *bench) bring(batch string, at models.Instant, rows ...row) {
	b.t.Helper()
	staged := make([]models.ImportRow, len(rows))
	for i, r := range rows {
		after, err := json.Marshal(r.after)
		if err != nil {
			b.t.Fatal(err)
		}
		staged[i] = models.ImportRow{BatchID: batch, Position: i + 1, Action: "new", Entity: r.entity, ProjectID: r.projectID,
			After: string(after)}
	}
	b.write(func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: batch, ProgrammeID: list, ContentHash: "hash of " + batch,
			Status: models.BatchStaged}, staged); err != nil {
			return err
		}
		_, err := tx.Promote(batch, at)
		return err
	})
}

func idOf(n int) string { return models.ProjectID(2021, fmt.Sprintf("ZD-%03d", n)) }

func milestoneOf(n int) string { return models.MilestoneID(idOf(n), "主体封顶") }

// projects are the rows of n projects, each with one milestone due on a day. Their sponsor is the deputy in charge.
func projects(n int, due models.Date) (rows []row) {
	for i := range n {
		id, code := idOf(i), fmt.Sprintf("ZD-%03d", i)
		rows = append(rows,
			row{"projects", id, models.Project{ID: id, Year: 2021, Code: code, Name: "项目" + code, NameKey: "项目" + code,
				OwnerID: "org-owner", ResponsibleUnitID: "org-unit", SponsorPostID: "post-deputy", Status: models.ProjectOpen,
				Category: models.Implementation}},
			row{"memberships", id, models.Membership{ProgrammeID: list, ProjectID: id, Position: 1 + i}},
			row{"milestones", id, models.Milestone{ID: milestoneOf(i), ProjectID: id, Position: 1, Name: "主体封顶",
				NameKey: "主体封顶", Baseline: due, Due: due, Precision: models.PrecisionDay, DueVersion: 1, Controlling: true,
				Status: models.MilestoneOpen}})
	}
	return rows
}

// advance applies the ladder to every project at a moment, as their processes do.
func (b *bench) advance(now models.Instant) {
	b.t.Helper()
	b.write(func(tx *store.Tx) error {
		all, err := tx.FactsOf(list)
		if err != nil {
			return err
		}
		for _, f := range all {
			rules := models.RulesFor(f, days(nil))
			turn := rules.Advance(f, now)
			for _, c := range turn.Closings {
				if err := tx.CloseEscalation(c.EscalationID, now, c.Reason); err != nil {
					return err
				}
			}
			records := slices.DeleteFunc(turn.Records, func(e models.Escalation) bool { return e.Item == models.ItemReport })
			fresh, err := tx.InsertEscalations(records...)
			if err != nil {
				return err
			}
			if _, err := tx.InsertOutbox(rules.Notices(f, fresh, now)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// tell takes everything that may be sent at a moment to people.
func (b *bench) tell(now models.Instant) (out telling.Result) {
	b.t.Helper()
	b.write(func(tx *store.Tx) (err error) {
		out, err = telling.Tell(tx, days, now, 1000)
		return err
	})
	return out
}

// waiting counts the messages of the outbox that wait.
func (b *bench) waiting() (n int) {
	b.t.Helper()
	storetest.Read(b.t, b.store, func(tx *store.Tx) error {
		rows, err := tx.PendingOutbox()
		n = len(rows)
		return err
	})
	return n
}

// inbox is what a person has that holds.
func (b *bench) inbox(person string) (held []models.InboxEntry) {
	b.t.Helper()
	storetest.Read(b.t, b.store, func(tx *store.Tx) error {
		all, err := tx.InboxOf(person, 1000, 0)
		held = slices.DeleteFunc(all, func(e models.InboxEntry) bool { return e.EndedAt != 0 })
		return err
	})
	return held
}

// deliveries is what leaves the program for each person.
func (b *bench) deliveries() map[string][]models.Delivery {
	b.t.Helper()
	of := map[string][]models.Delivery{}
	storetest.Read(b.t, b.store, func(tx *store.Tx) error {
		all, err := tx.DeliveriesSince(0, 1000)
		for _, d := range all {
			of[d.PersonID] = append(of[d.PersonID], d)
		}
		return err
	})
	return of
}

// message queues one message about the first project.
func (b *bench) message(key string, to models.Audience, now models.Instant) {
	b.t.Helper()
	b.write(func(tx *store.Tx) error {
		_, err := tx.InsertOutbox(models.OutboxMessage{Key: key, Kind: models.NoticePlan, Object: key, ProjectID: idOf(0),
			Audience: to, Title: "题 " + key, Body: "文", CreatedAt: now, NotBefore: now, Status: models.OutboxPending})
		return err
	})
}
