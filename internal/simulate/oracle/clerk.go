package oracle

import (
	"slices"
	"time"
)

// tally is the clerk's sheet for one due date of one item.
type tally struct {
	kind, subject, name, month string
	version                    int
	due                        time.Time
	known, gone                time.Time      // gone: done, decided, or given another date; zero: never
	after                      map[int]string // counted mornings after the due date → rung
	reminders                  map[string]string
	mornings, highest          int
	before                     []string // what comes before it in its sequence, the nearest first
	entered                    bool     // its late entry was looked at
}

type clerk struct {
	plan    Plan
	project Project
	events  []Event // of this project, what people did, in order
	tallies []*tally
	cards   map[string]int // highest rung earned by time, by subject
	judged  map[int]bool
	levels  map[int]int
	book    []Event
}

var heights = map[string]int{"urging": 1, "yellow": 2, "red": 3, "top": 4}

var informs = map[string][]string{
	"":       {"owner-contact"},
	"urging": {"owner-head", "responsible-unit-contact", "office"},
	"yellow": {"responsible-unit-head", "sponsor", "office-head"},
	"red":    {"deputy-in-charge", "sponsor"},
	"top":    {"district-head", "supervision-office"},
}

// Expect tells every reminder and rung that must have gone on record, given what people did.
func Expect(plan Plan, events []Event) []Event {
	var all []Event
	for _, p := range plan.Projects {
		c := &clerk{plan: plan, project: p, cards: map[string]int{}, judged: map[int]bool{}, levels: map[int]int{}}
		for _, e := range events {
			if e.Project == p.Code && e.Kind != "rung" && e.Kind != "reminder" {
				c.events = append(c.events, e)
			}
		}
		slices.SortStableFunc(c.events, func(a, b Event) int { return a.At.Compare(b.At) })
		c.rule()
		for d := day(plan.Known.In(shanghai).Format("2006-01-02")); !d.After(day(plan.Last)); d = d.AddDate(0, 0, 1) {
			c.learn(nine(d))
			if c.plan.works(d) && nine(d).After(plan.Known) {
				c.morning(d)
			}
			c.learn(d.AddDate(0, 0, 1))
		}
		all = append(all, c.book...)
	}
	return all
}

// rule draws up a sheet for everything that will ever fall due.
func (c *clerk) rule() {
	c.ruleMilestones()
	var before []string
	for month := 2; month <= 12; month++ {
		due := roundDue(c.plan.Year, month)
		if due.Before(day(c.plan.Known.In(shanghai).Format("2006-01-02"))) {
			continue
		}
		t := &tally{
			kind: "report", subject: monthText(c.plan.Year, month), month: monthText(c.plan.Year, month), version: 1, due: due,
			known: c.plan.Known,
			gone:  c.when("accepted", "report", monthText(c.plan.Year, month)), after: map[int]string{1: "urging", 3: "yellow"},
			before: slices.Clone(before),
		}
		t.reminders = map[string]string{date(c.plan.back(due, 3)): "D-3", date(c.plan.eve(due)): "D"}
		c.tallies = append(c.tallies, t)
		before = append([]string{t.subject}, before...)
	}
	for _, e := range c.events {
		if e.Kind != "submitted" {
			continue
		}
		t := &tally{kind: "review", subject: e.ID, name: e.Milestone, month: e.Month, version: 1, known: e.At,
			after: map[int]string{1: "urging"}}
		t.due = day(date(e.At.In(shanghai)))
		for n := 0; n < 3; {
			if t.due = t.due.AddDate(0, 0, 1); c.plan.works(t.due) {
				n++
			}
		}
		for _, decided := range c.events {
			if decided.ID == e.ID && decided.Kind != "submitted" {
				t.gone = decided.At
			}
		}
		c.tallies = append(c.tallies, t)
	}
}

func (c *clerk) ruleMilestones() {
	milestones := slices.DeleteFunc(slices.Clone(c.project.Milestones), func(m Milestone) bool { return m.Due == "" })
	slices.SortStableFunc(milestones, func(a, b Milestone) int { return day(a.Due).Compare(day(b.Due)) })
	var before []string
	for _, m := range milestones {
		after := map[int]string{1: "urging", 6: "yellow"}
		if m.Controlling {
			after[16], after[31] = "red", "top"
		}
		dates := []Event{{At: c.plan.Known, Due: m.Due}}
		for _, e := range c.events {
			if e.Kind == "extended" && e.Milestone == m.Name {
				dates = append(dates, e)
			}
		}
		for i, d := range dates {
			t := &tally{kind: "milestone", subject: m.Name, name: m.Name, version: i + 1, due: day(d.Due), known: d.At,
				after: after}
			if m.Controlling {
				t.before = slices.Clone(before)
			}
			t.gone = c.when("accepted", "milestone", m.Name)
			if i+1 < len(dates) {
				t.gone = dates[i+1].At
			}
			t.reminders = map[string]string{date(c.plan.back(t.due, 7)): "T-7", date(c.plan.back(t.due, 3)): "T-3",
				date(c.plan.eve(t.due)): "T"}
			if !m.Done {
				c.tallies = append(c.tallies, t)
			}
		}
		if m.Controlling {
			before = append([]string{m.Name}, before...)
		}
	}
}

// when is the moment of what happened last of a kind to a milestone or month; zero when it never did.
func (c *clerk) when(kind, item, subject string) (at time.Time) {
	for _, e := range c.events {
		if e.Kind == kind && e.Item == item && (e.Milestone == subject || e.Month == subject) {
			at = e.At
		}
	}
	return at
}

func date(t time.Time) string { return t.Format("2006-01-02") }

// learn enters the due dates that became known before now: what was earned before they were known is late entry.
func (c *clerk) learn(now time.Time) {
	for _, t := range c.tallies {
		if t.entered || !t.known.Before(now) {
			continue
		}
		t.entered = true
		var reached []string
		for d := t.due.AddDate(0, 0, 1); !nine(d).After(t.known); d = d.AddDate(0, 0, 1) {
			if !c.counts(t, d) {
				continue
			}
			t.mornings++
			if rung := t.after[t.mornings]; rung != "" {
				reached = append(reached, rung)
				t.highest = heights[rung]
			}
		}
		for i, rung := range reached {
			c.enter(t, rung, t.known, "late_entry", i < len(reached)-1)
		}
	}
}

// morning looks at every item at nine.
func (c *clerk) morning(d time.Time) {
	now := nine(d)
	for _, t := range c.tallies {
		if now.Before(t.known) || !t.gone.IsZero() && !now.Before(t.gone) || !c.counts(t, d) {
			continue
		}
		if step := t.reminders[date(d)]; step != "" {
			c.enter(t, step, now, "time", false)
		}
		if !d.After(t.due) {
			continue
		}
		t.mornings++
		rung := t.after[t.mornings]
		if rung == "" || heights[rung] <= t.highest {
			continue
		}
		c.enter(t, rung, now, "time", false)
		t.highest = heights[rung]
		c.cards[t.subject] = max(c.cards[t.subject], t.highest)
		c.running(t, rung, now)
	}
	if !c.paused(d) {
		c.judge(d)
	}
}

// running enters the rung a card brings on at once because the ones before it were late too.
func (c *clerk) running(t *tally, rung string, now time.Time) {
	late := func(n, height int) bool { return len(t.before) >= n && c.cards[t.before[n-1]] >= height }
	switch {
	case t.kind == "report" && rung == "yellow" && late(1, 2):
		three := late(2, 2)
		c.enter(t, "red", now, "repeat", three)
		t.highest = 3
		if three {
			c.enter(t, "top", now, "repeat", false)
			t.highest = 4
		}
	case t.kind == "milestone" && t.after[16] != "" && rung == "yellow" && late(1, 2):
		c.enter(t, "red", now, "repeat", false)
		t.highest = 3
	case t.kind == "milestone" && t.after[16] != "" && rung == "red" && late(1, 3):
		c.enter(t, "top", now, "repeat", false)
		t.highest = 4
	}
}

// counts reports whether that morning is the owner's: worked, not paused, and the item not in review.
func (c *clerk) counts(t *tally, d time.Time) bool {
	if !c.plan.works(d) || c.paused(d) {
		return false
	}
	if t.kind == "review" {
		return true
	}
	inReview := false
	for _, e := range c.events {
		if e.At.After(nine(d)) || e.Item != t.kind || e.Milestone != t.name || e.Month != t.month {
			continue
		}
		switch e.Kind {
		case "submitted":
			inReview = true
		case "returned", "accepted":
			inReview = false
		}
	}
	return !inReview
}

// paused reports whether the project stands still on a day.
func (c *clerk) paused(d time.Time) bool {
	still := false
	for _, e := range c.events {
		switch {
		case e.Kind == "paused" && !day(e.Due).After(d):
			still = true
		case e.Kind == "resumed" && !day(e.Due).After(d):
			still = false
		}
	}
	return still
}

// enter writes a line of the record.
func (c *clerk) enter(t *tally, step string, at time.Time, cause string, passed bool) {
	e := Event{
		At: at, RecordedAt: at, Project: c.project.Code, Item: t.kind, Milestone: t.name, Month: t.month, Due: date(t.due),
		DueVersion: t.version,
		Kind:       "reminder", Step: step, Cause: cause, PassedOver: passed,
	}
	if heights[step] > 0 {
		e.Kind, e.Rung = "rung", step
	}
	if e.To = informs[e.Rung]; t.kind == "review" {
		e.Subject, e.To = t.subject, []string{"office-head"}
	}
	c.book = append(c.book, e)
}
