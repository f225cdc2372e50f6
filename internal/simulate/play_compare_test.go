package simulate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"duban/internal/calendar"
	"duban/internal/ladderoracle"
	"duban/models"
)

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
		key := f.Order.UnitID + " " + f.Order.Round.String()
		if f.Order.Kind == models.OrderInstruction {
			key = "instruction"
		}
		count[key]++
		names[f.Order.ID] = fmt.Sprintf("%s %d", key, count[key])
	}
	return names
}

// compareOrders compares every step of every order.
func (p *play) compareOrders(t *testing.T, plan ladderoracle.Plan, events []ladderoracle.Event, told seen) {
	t.Helper()
	names := orderNames(told.orders)
	rules := ladderoracle.OrderRules{Units: p.units, Letters: p.letters, Feedback: p.feedback}
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
	for _, m := range told.told {
		got = append(got, toldLine(told.orders, names, m))
	}
	want := ladderoracle.OrderLines(plan, events, acts, rules)
	compareLines(t, "orders", got, want)
	rules.Letters = !rules.Letters // a comparison that cannot fail proves nothing
	if slices.Equal(want, ladderoracle.OrderLines(plan, events, acts, rules)) {
		t.Error("the oracle expects the same of orders and of letters")
	}
}

// toldLine says of which step of which order a message tells whom.
func toldLine(orders []models.OrderFacts, names map[string]string, m models.OutboxMessage) string {
	step := strings.Split(m.Key, "/")[2]
	for _, f := range orders {
		for _, s := range f.Steps {
			if s.ID != step {
				continue
			}
			who := string(m.Audience)
			switch m.PartyID {
			case f.Order.UnitID:
				who = "unit"
			case f.Order.SignerPostID:
				who = "signer"
			}
			if m.PartyID == "" {
				who = string(m.Audience)
			}
			return fmt.Sprintf("%s %s at %s tells %s", names[f.Order.ID], s.Kind, s.At.Minute(), who)
		}
	}
	return "a message of no step: " + m.Key
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
