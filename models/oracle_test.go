package models_test

import (
	"cmp"
	"slices"
	"time"

	"duban/models"
)

// The oracle is a second, slow telling of the default ladder, written from the practice and not from the code: a clerk
// who comes in on every working morning at nine, looks who has the ball, and adds one to a tally per item. It shares
// nothing with the rules but the words for dates, moments and rungs, and its numbers are its own.

// diary is what happened to one project, as the clerk wrote it down when it happened.
type diary struct {
	broken      map[models.Date]bool // days on which the week is broken: true is worked
	last        models.Date          // last morning the clerk comes in
	followed    models.Instant
	stopped     models.Instant // closed or taken off its last list; 0: never
	milestones  []diaryMilestone
	submissions []diarySubmission
	pauses      []diaryPause
	approvals   []diaryApproval
	plans       []diaryPlan // annual plan, from when on
}

type diaryMilestone struct {
	id          string
	baseline    models.Date
	position    int
	controlling bool
	dates       []diaryDate
	done        models.Instant
	dropped     models.Instant
}

type diaryDate struct {
	due   models.Date
	known models.Instant
}

type diarySubmission struct {
	id      string
	subject string // milestone, or month
	in, out models.Instant
}

type diaryPause struct{ from, to models.Date } // to 0: lasts

type diaryApproval struct {
	month models.Month
	at    models.Instant
	ytd   models.Money
}

type diaryPlan struct {
	at     models.Instant
	amount models.Money
}

// entry is one line of the record, in what both the clerk and the rules can know.
type entry struct {
	Item       models.Item
	Subject    string
	DueVersion int
	Step       string
	At         string
	Cause      models.Cause
	PassedOver bool
}

func compareEntries(a, b entry) int {
	return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.DueVersion, b.DueVersion),
		cmp.Compare(a.At, b.At), cmp.Compare(a.Step, b.Step))
}

// tally is the clerk's sheet for one due date of one item.
type tally struct {
	kind      models.Item
	subject   string
	version   int
	due       models.Date
	known     models.Instant
	gone      models.Instant // done, dropped or given another date; 0: never
	after     map[int]string // counted mornings after the due date → rung
	reminders map[models.Date]string
	mornings  int
	highest   int
}

type clerk struct {
	diary
	tallies []*tally // in the order in which they are looked at
	cards   map[string][]card
	judged  map[models.Month]bool
	levels  map[models.Month]int
	entries []entry
}

// card is a rung earned by time.
type card struct {
	height int
	at     models.Instant
}

var heights = map[string]int{"urging": 1, "yellow": 2, "red": 3, "top": 4}

// expect tells everything that goes on record by the end of the diary.
func (d diary) expect() []entry {
	c := &clerk{diary: d, cards: map[string][]card{}, judged: map[models.Month]bool{}, levels: map[models.Month]int{},
		entries: []entry{}}
	c.open()
	for day := d.followed.Date(); day <= d.last; day++ {
		nine := day.At(9, 0)
		c.learn(day.At(0, 0), nine)
		if c.works(day) && (d.stopped == 0 || nine < d.stopped) && nine > d.followed {
			c.morning(day, nine)
		}
		c.learn(nine, day.At(24, 0))
	}
	slices.SortFunc(c.entries, compareEntries)
	return c.entries
}

// open rules a sheet for everything that will ever fall due.
func (c *clerk) open() {
	slices.SortFunc(c.milestones, func(a, b diaryMilestone) int {
		return cmp.Or(cmp.Compare(a.baseline, b.baseline), cmp.Compare(a.position, b.position))
	})
	for _, m := range c.milestones {
		after := map[int]string{1: "urging", 6: "yellow"}
		if m.controlling {
			after = map[int]string{1: "urging", 6: "yellow", 16: "red", 31: "top"}
		}
		for i, date := range m.dates {
			t := &tally{kind: "milestone", subject: m.id, version: i + 1, due: date.due, known: date.known, gone: m.done,
				after: after}
			if m.dropped != 0 {
				t.gone = m.dropped
			}
			if i+1 < len(m.dates) {
				t.gone = m.dates[i+1].known
			}
			t.reminders = map[models.Date]string{c.back(date.due, 7): "T-7", c.back(date.due, 3): "T-3", c.eve(date.due): "T"}
			c.tallies = append(c.tallies, t)
		}
	}
	for number := 2; number <= 12; number++ {
		month, due := models.MonthOf(2021, number), models.DateOf(2021, number+1, 5)
		if due < c.followed.Date() {
			continue
		}
		t := &tally{kind: "report", subject: month.String(), version: 1, due: due, known: c.followed,
			after: map[int]string{1: "urging", 3: "yellow"}}
		t.reminders = map[models.Date]string{c.back(due, 3): "D-3", c.eve(due): "D"}
		for _, a := range c.approvals {
			if a.month == month {
				t.gone = a.at
			}
		}
		c.tallies = append(c.tallies, t)
	}
	for _, s := range c.submissions {
		due := s.in.Date()
		for n := 0; n < 3; {
			if due++; c.works(due) {
				n++
			}
		}
		c.tallies = append(c.tallies, &tally{kind: "review", subject: s.id, version: 1, due: due, known: s.in, gone: s.out,
			after: map[int]string{1: "urging"}})
	}
}

// learn enters the due dates that became known in [from, to): what was earned before is late entry.
func (c *clerk) learn(from, to models.Instant) {
	for _, t := range c.tallies {
		if t.known < from || t.known >= to || (c.stopped != 0 && t.known > c.stopped) {
			continue
		}
		for day := t.due + 1; day.At(9, 0) <= t.known; day++ {
			if c.counts(t, day) {
				t.mornings++
			}
		}
		reached := []string{}
		for n := 1; n <= t.mornings; n++ {
			if rung := t.after[n]; rung != "" {
				reached = append(reached, rung)
				t.highest = heights[rung]
			}
		}
		for i, rung := range reached {
			c.enter(t, rung, t.known, models.CauseLateEntry, i < len(reached)-1)
		}
	}
}

func (c *clerk) morning(day models.Date, nine models.Instant) {
	for _, t := range c.tallies {
		if nine < t.known || (t.gone != 0 && nine >= t.gone) || !c.counts(t, day) {
			continue
		}
		if step := t.reminders[day]; step != "" {
			c.enter(t, step, nine, models.CauseTime, false)
		}
		if day <= t.due {
			continue
		}
		t.mornings++
		rung := t.after[t.mornings]
		if rung == "" || heights[rung] <= t.highest {
			continue
		}
		c.enter(t, rung, nine, models.CauseTime, false)
		t.highest = heights[rung]
		c.cards[t.subject] = append(c.cards[t.subject], card{heights[rung], nine})
		c.running(t, rung, nine)
	}
	if !c.paused(day) {
		c.judge(day, nine)
	}
}

// running enters the rung a card brings on at once because the ones before it were late too.
func (c *clerk) running(t *tally, rung string, now models.Instant) {
	if t.kind == "report" && rung == "yellow" {
		one := c.before(t, 1, now)
		two := c.before(t, 2, now)
		switch {
		case c.carded(one, 2) && c.carded(two, 2):
			c.enter(t, "red", now, models.CauseRepeat, true)
			c.enter(t, "top", now, models.CauseRepeat, false)
			t.highest = 4
		case c.carded(one, 2):
			c.enter(t, "red", now, models.CauseRepeat, false)
			t.highest = 3
		}
	}
	if t.kind != "milestone" || len(t.after) < 4 {
		return
	}
	one := c.before(t, 1, now)
	if rung == "yellow" && c.carded(one, 2) {
		c.enter(t, "red", now, models.CauseRepeat, false)
		t.highest = 3
	}
	if rung == "red" && c.carded(one, 3) {
		c.enter(t, "top", now, models.CauseRepeat, false)
		t.highest = 4
	}
}

// before names the n-th item before this one: rounds by month, controlling milestones by baseline, as they stand now.
func (c *clerk) before(t *tally, n int, now models.Instant) string {
	if t.kind == "report" {
		month, err := models.ParseMonth(t.subject)
		if err != nil {
			panic(err)
		}
		return (month - models.Month(n)).String()
	}
	names := []string{}
	for _, m := range c.milestones {
		if m.id == t.subject {
			break
		}
		if m.controlling && m.dates[0].known <= now && (m.dropped == 0 || m.dropped > now) {
			names = append(names, m.id)
		}
	}
	if len(names) < n {
		return ""
	}
	return names[len(names)-n]
}

func (c *clerk) carded(subject string, height int) bool {
	return slices.ContainsFunc(c.cards[subject], func(k card) bool { return k.height >= height })
}

// judge looks once at every figure that has been approved since.
func (c *clerk) judge(day models.Date, nine models.Instant) {
	for number := 3; number <= 12; number++ {
		month, due := models.MonthOf(2021, number), models.DateOf(2021, number+1, 5)
		i := slices.IndexFunc(c.approvals, func(a diaryApproval) bool { return a.month == month && a.at <= nine })
		if i < 0 || c.judged[month] || due < c.followed.Date() || day <= due {
			continue
		}
		c.judged[month] = true
		if slices.ContainsFunc(c.approvals, func(a diaryApproval) bool { return a.month > month && a.at <= nine }) {
			continue
		}
		plan := models.Money(0)
		for _, p := range c.plans {
			if p.at <= nine {
				plan = p.amount
			}
		}
		// ytd ÷ (plan × number/12) under a share, without dividing.
		under := func(percent models.Money) bool {
			return c.approvals[i].ytd*1200 < plan*models.Money(number)*percent
		}
		rung, cause := "", models.CauseTime
		switch {
		case under(60) && c.levels[month-1] >= 3:
			rung, cause = "top", models.CauseRepeat
		case under(60):
			rung = "red"
		case under(80):
			rung = "yellow"
		case under(90):
			rung = "urging"
		default:
			continue
		}
		c.levels[month] = heights[rung]
		c.enter(&tally{kind: "investment", subject: month.String(), version: 1}, rung, nine, cause, false)
	}
}

func (c *clerk) enter(t *tally, step string, at models.Instant, cause models.Cause, passed bool) {
	c.entries = append(c.entries, entry{t.kind, t.subject, t.version, step, at.Minute(), cause, passed})
}

// counts reports whether that morning is the owner's: worked, not paused, and the item not in review.
func (c *clerk) counts(t *tally, day models.Date) bool {
	if !c.works(day) || c.paused(day) {
		return false
	}
	for _, s := range c.submissions {
		if s.subject == t.subject && s.in <= day.At(9, 0) && (s.out == 0 || s.out > day.At(9, 0)) {
			return false
		}
	}
	return true
}

func (c *clerk) paused(day models.Date) bool {
	return slices.ContainsFunc(c.pauses, func(p diaryPause) bool { return p.from <= day && (p.to == 0 || day <= p.to) })
}

func (c *clerk) works(day models.Date) bool {
	if worked, ok := c.broken[day]; ok {
		return worked
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// back is the n-th working day before a day.
func (c *clerk) back(day models.Date, n int) models.Date {
	for n > 0 {
		if day--; c.works(day) {
			n--
		}
	}
	return day
}

// eve is the day itself when people work on it, else the last working day before it.
func (c *clerk) eve(day models.Date) models.Date {
	for !c.works(day) {
		day--
	}
	return day
}
