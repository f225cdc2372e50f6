package simulate

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/calendar"
	"duban/internal/ladderoracle"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
)

var years = flag.Int("years", 0, "play whole years, with this many seeds, instead of months with three")

// Months of a year in which leaders change, posts stand empty, orders are answered late, requests are granted and
// problems climb, on tracking, activities and store: the oracle agrees with every rung, month, order and digest.
func TestAPlayWithLeadersOrdersAndRequests(t *testing.T) {
	// five months: with a card for each order and one answer, with letters, and with an answer every ten days
	seeds, from, to := []uint64{6, 2, 3}, models.DateOf(2021, 3, 1), models.DateOf(2021, 7, 31)
	if *years > 0 {
		seeds, from, to = nil, newYear, yearEnd
		for seed := range uint64(*years) {
			seeds = append(seeds, seed)
		}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			p := newPlay(seed)
			o := options(t, seed, from, to, sixOf(t, int(seed)))
			var told seen
			y := runDesk(t, o, p, func(d *desk) { told = look(t, d) })
			t.Logf("seed %d: %v, %d orders, %d digests, %+v", seed, p.n, len(told.orders), len(told.digests), y.Figures().Counts)
			plan, events := oracleInput(t, y)
			events = append(events, p.closed...)
			for _, line := range ladderoracle.Differences(plan, events) {
				t.Error(line)
			}
			var months []ladderoracle.Month
			recode(t, y.Months(), &months)
			if diff := cmp.Diff(ladderoracle.Months(plan, events), months); diff != "" {
				t.Errorf("months: %s", diff)
			}
			p.compareOrders(t, plan, events, told)
			p.compareDigests(t, plan, events, y, told)
			p.compareProblems(t, y, told)
		})
	}
}

// seen is what the database has at the end of a play.
type seen struct {
	orders  []models.OrderFacts
	digests []models.Delivery
	entries map[string]models.InboxEntry // of the digests, by row key

	problems map[string][]models.ProblemStep // by problem
	fell     map[string]bool                 // rungs that the office was told of in place of a leader
}

// sixOf cuts the workbooks down to six projects, others for each seed.
func sixOf(t testing.TB, seed int) func(*Options) {
	return func(o *Options) {
		data := sample.Programme(o.From.Year())
		first := seed * 6 % len(data.Projects)
		data.Projects = data.Projects[first : first+6]
		o.Plan, o.Milestones = written(t, data)
	}
}

func look(t *testing.T, d *desk) (s seen) {
	t.Helper()
	var err error
	if s.orders, err = d.allOrders(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.entries, s.problems = map[string]models.InboxEntry{}, map[string][]models.ProblemStep{}
	s.fell = map[string]bool{}
	if err := d.store.Read(t.Context(), func(tx *store.Tx) error {
		for _, id := range d.play.problems {
			var err error
			if s.problems[id], err = tx.ProblemStepsOf(id); err != nil {
				return err
			}
		}
		own, err := tx.InboxOf(Office.ID, 1_000_000, 0)
		if err != nil {
			return err
		}
		for _, e := range own {
			leaders := []models.Audience{models.ToSponsor, models.ToDeputyInCharge, models.ToDistrictHead}
			if e.Kind == models.NoticeLadder && slices.Contains(leaders, e.Audience) {
				s.fell[e.Object] = true
			}
		}
		all, err := tx.DeliveriesSince(0, 1_000_000)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.Kind != models.DeliveryDigest {
				checkAtOnce(t, one)
				continue
			}
			s.digests = append(s.digests, one)
			entries, err := tx.InboxEntries(one.ItemKeys())
			if err != nil {
				return err
			}
			for _, e := range entries {
				s.entries[e.ID] = e
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

// checkAtOnce checks that what is sent at once is sent in the hours of a working day.
func checkAtOnce(t *testing.T, d models.Delivery) {
	t.Helper()
	day := d.NotBefore.Date()
	if !calendar.With(nil).Workday(day) || d.NotBefore < day.At(8, 0) || d.NotBefore >= day.At(18, 0) {
		t.Errorf("%s is told at %s", d.PersonID, d.NotBefore.Minute())
	}
}

// orderNames names orders, each by its unit, its round and its number among those.
func orderNames(orders []models.OrderFacts) map[string]string {
	names, count := map[string]string{}, map[string]int{}
	for _, f := range orders { // in order of their drafts
		if f.Order.Kind == models.OrderInstruction {
			continue
		}
		key := f.Order.UnitID + " " + f.Order.Round.String()
		count[key]++
		names[f.Order.ID] = fmt.Sprintf("%s %d", key, count[key])
	}
	return names
}

// compareOrders compares every step of every order.
func (p *play) compareOrders(t *testing.T, plan ladderoracle.Plan, events []ladderoracle.Event, told seen) {
	t.Helper()
	names := orderNames(told.orders)
	rules := ladderoracle.OrderRules{Units: map[string]string{}, Letters: p.letters, Feedback: p.feedback}
	for code, unit := range p.units {
		rules.Units[code] = unit
	}
	var acts []ladderoracle.OrderAct
	for _, a := range p.acts {
		a.Order = names[a.order]
		acts = append(acts, a.OrderAct)
	}
	var got []string
	for _, f := range told.orders {
		o := f.Order
		got = append(got, fmt.Sprintf("%s is %s, card %v", names[o.ID], o.State, o.CardAt != 0 &&
			o.State != models.OrderWithdrawn))
		for _, s := range f.Steps {
			line := fmt.Sprintf("%s %s at %s", names[o.ID], s.Kind, s.At.Minute())
			switch s.Kind {
			case models.StepCardStart:
				line += " " + s.Due.String()
			case models.StepRemind, models.StepOverdue:
				line += fmt.Sprintf(" %s %s", s.Due, s.To)
			}
			got = append(got, line)
		}
	}
	want := ladderoracle.OrderLines(plan, events, acts, rules)
	compareLines(t, "orders", got, want)
	rules.Letters = !rules.Letters // a comparison that cannot fail proves nothing
	if slices.Equal(want, ladderoracle.OrderLines(plan, events, acts, rules)) {
		t.Error("the oracle expects the same of orders and of letters")
	}
}

// compareLines compares lines in any order, the earliest differences first.
func compareLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	count := map[string]int{}
	for _, line := range got {
		count[line]++
	}
	for _, line := range want {
		count[line]--
	}
	var wrong []string
	for line, n := range count {
		switch {
		case n > 0:
			wrong = append(wrong, line+" — not expected")
		case n < 0:
			wrong = append(wrong, line+" — missing")
		}
	}
	slices.Sort(wrong)
	for i, line := range wrong {
		if i == 30 {
			t.Errorf("%s: and %d more", what, len(wrong)-i)
			break
		}
		t.Errorf("%s: %s", what, line)
	}
}

// compareDigests compares what of the ladder each person is sent on each day, and checks that a digest names the worst
// first, once, on a working morning, one a person and day.
func (p *play) compareDigests(t *testing.T, plan ladderoracle.Plan, events []ladderoracle.Event, y *Year, told seen) {
	t.Helper()
	telling := ladderoracle.Telling{Posts: map[string]string{}, Sponsors: map[string]string{}, Tenures: p.tenures,
		Released: p.released}
	for _, post := range p.posts {
		telling.Posts[post.ID] = post.Title
	}
	for _, f := range y.Facts {
		telling.Sponsors[f.Project.Code] = f.Project.SponsorPostID
	}
	for _, one := range told.digests {
		if slices.ContainsFunc(one.ItemKeys(),
			func(key string) bool { return told.entries[key].Kind != models.NoticeLadder }) {
			telling.Others = append(telling.Others, ladderoracle.Other{Person: one.PersonID, At: one.CreatedAt.Time()})
		}
	}
	var want []string
	for _, one := range ladderoracle.Digests(plan, events, telling) {
		for _, id := range one.Items {
			want = append(want, fmt.Sprintf("%s %s %s", one.Day, one.Person, id))
		}
	}
	var got []string
	days, items := map[string]bool{}, map[string]bool{}
	for _, one := range told.digests {
		if day := one.PersonID + one.Day.String(); days[day] {
			t.Errorf("%s has two digests on %s", one.PersonID, one.Day)
		} else {
			days[day] = true
		}
		if at := one.CreatedAt; at < one.Day.At(9, 20) || at > one.Day.At(18, 0) || !calendar.With(nil).Workday(one.Day) {
			t.Errorf("%s: a digest was made at %s", one.PersonID, at.Minute())
		}
		if one.Status == models.DeliveryDropped {
			continue
		}
		height := 99
		for _, key := range one.ItemKeys() {
			e := told.entries[key]
			if e.Rung.Height() > height {
				t.Errorf("%s %s: %s comes after a lower one", one.Day, one.PersonID, e.Title)
			}
			height = e.Rung.Height()
			if name := one.PersonID + e.MessageKey; items[name] {
				t.Errorf("%s is told of %s twice", one.PersonID, e.Title)
			} else {
				items[name] = true
			}
			if e.Kind == models.NoticeLadder {
				got = append(got, fmt.Sprintf("%s %s %s", one.Day, one.PersonID, e.Object))
			}
		}
	}
	compareLines(t, "digests", got, want)
	compareLines(t, "fallen to the office", slices.Collect(maps.Keys(told.fell)),
		ladderoracle.FallToTheOffice(plan, events, telling))
	telling.Tenures = telling.Tenures[:2] // a comparison that cannot fail proves nothing
	if n := len(ladderoracle.Digests(plan, events, telling)); n == len(told.digests) {
		t.Errorf("with other leaders the oracle expects as many digests: %d", n)
	}
}

// compareProblems compares the steps that problems reached by time. The days on which one waits to be confirmed do not
// count.
func (p *play) compareProblems(t *testing.T, y *Year, told seen) {
	t.Helper()
	days := calendar.With(nil)
	worked := func(day string) bool {
		d, err := models.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return days.Workday(d)
	}
	var got, want []string
	for _, f := range y.Facts {
		for _, problem := range f.Problems {
			var waited []ladderoracle.Waiting
			until := (y.To + 1).At(0, 0)
			if f.Project.ClosedAt != 0 {
				until = f.Project.ClosedAt
			}
			for _, s := range told.problems[problem.ID] {
				switch {
				case s.Act == models.ActSolve:
					waited = append(waited, ladderoracle.Waiting{From: s.At.Time()})
				case s.Act == models.ActReopen && s.At > problem.AssignedAt:
					waited[len(waited)-1].To = s.At.Time()
				case s.Step != "" && s.Step != models.ProblemLadder.Unconfirmed.Name:
					got = append(got, fmt.Sprintf("%s %s %s", problem.ID, s.Step, s.At.Date()))
				}
			}
			for _, step := range ladderoracle.ProblemSteps(worked, problem.AssignedAt.Time(), problem.Due.String(), waited,
				until.Time()) {
				want = append(want, problem.ID+" "+step)
			}
		}
	}
	compareLines(t, "problems", got, want)
}
