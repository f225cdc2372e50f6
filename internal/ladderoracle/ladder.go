package ladderoracle

import "slices"

// ladder computes what goes on record of one project.
type ladder struct {
	*history
	week
	year     int
	rules    Ladder
	items    []*item
	pauses   []pauseChange
	cards    map[string]int // highest rung earned by time, by subject
	judged   map[int]bool   // months
	levels   map[int]int    // rung of a judged month
	judgedAt map[string]moment
	recorded []Event
}

// pauseChange is a day from which a project is paused, or works again.
type pauseChange struct {
	from   day
	paused bool
}

var heights = map[string]int{"urging": 1, "yellow": 2, "red": 3, "top": 4}

var informs = map[string][]string{
	"":       {"owner-contact"},
	"urging": {"owner-head", "responsible-unit-contact", "office"},
	"yellow": {"responsible-unit-head", "sponsor", "office-head"},
	"red":    {"deputy-in-charge", "sponsor"},
	"top":    {"district-head", "supervision-office"},
}

// Expect returns every reminder and rung that must be on record, given what people did.
func Expect(plan Plan, events []Event) []Event {
	var all []Event
	for _, l := range run(plan, events) {
		all = append(all, l.recorded...)
	}
	return all
}

// run goes through the mornings of every project.
func run(plan Plan, events []Event) (all []*ladder) {
	w, of := weekOf(plan), byProject(events)
	last := dayOf(plan.Last)
	for _, p := range plan.Projects {
		h := historyOf(plan, p, of[p.Code])
		l := &ladder{history: h, week: w, year: plan.Year, items: h.items(plan.Year, w), pauses: h.pauses(),
			cards: map[string]int{}, judged: map[int]bool{}, levels: map[int]int{}, judgedAt: map[string]moment{},
			rules: plan.rulesAt(p, h.known)}
		adoptions := plan.adoptions(p)
		for d := h.known.day(); d <= last; d++ {
			l.enterLate(d.nine())
			if w.works(d) && d.nine() > h.known && (h.stopped == 0 || d.nine() < h.stopped) {
				l.enterMissed(d)
				l.morning(d)
			}
			for _, at := range adoptions {
				if at.day() == d && at > h.known {
					l.enterLate(at)
					l.adopt(at)
				}
			}
			l.enterLate((d + 1).midnight())
		}
		all = append(all, l)
	}
	return all
}

// byProject are what people did, by project, in order of time.
func byProject(events []Event) map[string][]Event {
	of := map[string][]Event{}
	for _, e := range events {
		if e.Kind != "rung" && e.Kind != "reminder" {
			of[e.Project] = append(of[e.Project], e)
		}
	}
	for _, list := range of {
		slices.SortStableFunc(list, func(a, b Event) int { return a.At.Compare(b.At) })
	}
	return of
}

// enterLate looks at the due dates that became known before now: what was earned before they were known is late entry.
func (l *ladder) enterLate(now moment) {
	for _, it := range l.items {
		if it.missed || it.entered || it.known >= now || l.stopped != 0 && it.known > l.stopped {
			continue
		}
		it.entered = true
		l.earned(it)
		l.enter(it, it.known)
	}
}

// earned counts the mornings of an item before it was known.
func (l *ladder) earned(it *item) {
	for d := it.late + 1; d.nine() <= it.known; d++ {
		if l.counts(it, d) {
			it.mornings++
		}
	}
}

// enter puts on record late, at a moment, what an item has reached and is not on record.
func (l *ladder) enter(it *item, at moment) {
	reached := l.reached(it)
	for i, s := range reached {
		it.highest = heights[s.Rung]
		l.record(it, s, s.Rung, at, at, "late_entry", i < len(reached)-1)
		if l.revised && i == len(reached)-1 {
			l.inform(reached)
		}
	}
}

// inform tells of the last record everyone who would have been told of the rungs below it, the highest first.
func (l *ladder) inform(reached []Step) {
	e := &l.recorded[len(l.recorded)-1]
	told := slices.Clone(e.To)
	for i := len(reached) - 2; i >= 0; i-- {
		for _, who := range reached[i].To {
			if !slices.Contains(told, who) {
				told = append(told, who)
			}
		}
	}
	e.To = told
}

// enterMissed puts the rounds on record that were missed before the project was known, on the first morning after that
// which counts for them: two yellow cards running are a red one, three the top, and only the worst round is told of,
// the latest of several.
func (l *ladder) enterMissed(d day) {
	now := d.nine()
	var missed []*item
	enters := map[*item]bool{}
	for _, it := range l.items {
		if it.missed {
			missed = append(missed, it)
			enters[it] = !it.entered && l.counts(it, d) && (it.gone == 0 || now < it.gone)
		}
	}
	rungs, running, told, worst := make([][]Step, len(missed)), 0, -1, 1
	for i, it := range missed {
		if !enters[it] {
			running = 0
			continue
		}
		it.entered, it.known = true, now
		l.earned(it)
		rungs[i] = l.reached(it)
		running++
		if len(rungs[i]) == 0 || heights[rungs[i][len(rungs[i])-1].Rung] < heights["yellow"] {
			running = 0
		}
		for _, s := range l.steps(it) { // by succession
			if s.RepeatOf != "" && running >= s.Running {
				rungs[i] = append(rungs[i], s)
			}
		}
		if n := len(rungs[i]); n > 0 && heights[rungs[i][n-1].Rung] >= worst {
			told, worst = i, heights[rungs[i][n-1].Rung]
		}
	}
	for i, it := range missed {
		for j, s := range rungs[i] {
			it.highest = heights[s.Rung]
			l.record(it, s, s.Rung, it.known, it.known, "late_entry", i != told || j < len(rungs[i])-1)
		}
		if i == told {
			l.inform(rungs[i])
		}
	}
}

// morning looks at every item at nine.
func (l *ladder) morning(d day) {
	now := d.nine()
	for _, it := range l.items {
		if it.missed && (!it.entered || now == it.known) || now < it.known || it.gone != 0 && now >= it.gone ||
			!l.counts(it, d) {
			continue
		}
		if s, name := l.reminder(it, d); name != "" {
			l.record(it, s, name, now, now, "time", false)
		}
		if d <= it.late {
			continue
		}
		it.mornings++
		for _, s := range l.steps(it) {
			if s.Rung == "" || s.Days != it.mornings || heights[s.Rung] <= it.highest {
				continue
			}
			l.record(it, s, s.Rung, now, now, "time", false)
			it.highest = heights[s.Rung]
			l.cards[it.subject] = max(l.cards[it.subject], it.highest)
			l.repeat(it, s.Rung, now)
		}
	}
	if !l.paused(d) {
		l.judge(d)
	}
}

// repeat records the rungs that a card reaches at once because the items before it were late too.
func (l *ladder) repeat(it *item, card string, now moment) {
	var out []Step
	for _, s := range l.steps(it) {
		if s.RepeatOf == "" || heights[s.Rung] <= it.highest || heights[card] < heights[s.RepeatOf] {
			continue
		}
		running := 1
		for _, p := range it.before {
			if p.known > now || p.dropped != 0 && p.dropped <= now {
				continue
			}
			if l.cards[p.subject] < heights[s.RepeatOf] {
				break
			}
			running++
		}
		if running >= s.Running {
			out = append(out, s)
		}
	}
	for i, s := range out {
		l.record(it, s, s.Rung, now, now, "repeat", i < len(out)-1)
		it.highest = heights[s.Rung]
	}
}

// counts reports whether that morning is the owner's: worked, not paused, and the item not in review.
func (l *ladder) counts(it *item, d day) bool {
	return l.works(d) && !l.paused(d) && (it.kind == "review" || !l.inReview(it, d.nine()))
}

func (l *ladder) paused(d day) (paused bool) {
	for _, p := range l.pauses {
		if p.from <= d {
			paused = p.paused
		}
	}
	return paused
}

// record puts a line on record: a rung, or a reminder by its name.
func (l *ladder) record(it *item, s Step, name string, at, recorded moment, cause string, passedOver bool) {
	e := Event{
		At: at.time(), RecordedAt: recorded.time(), Project: l.project.Code, Item: it.kind, Milestone: it.milestone,
		Month: it.month, Due: it.due.String(), DueVersion: it.version, Kind: "reminder", Step: name, Rung: s.Rung,
		Cause: cause, PassedOver: passedOver, To: s.To,
	}
	if s.Rung != "" {
		e.Kind = "rung"
	} else {
		if it.reminded == nil {
			it.reminded = map[string]bool{}
		}
		it.reminded[name] = true
	}
	if it.kind == "review" {
		e.Subject = it.subject
	}
	l.recorded = append(l.recorded, e)
}
