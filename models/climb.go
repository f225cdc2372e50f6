package models

import (
	"cmp"
	"slices"
)

// item is one thing that can fall due: a milestone, a month's report, a review.
type item struct {
	kind        Item
	subject     string
	name        string
	month       Month
	due         Date
	version     int
	armed       Instant // when this due version became known
	steps       []Step
	controlling bool
	open        bool // still to be done
	before      int  // index of the item before it in its sequence; -1 for the first
	height      int  // of the highest rung on record for this due version
	court       court
}

// court tells in whose court the ball is: the spans in which an item was in review, and the project's pauses.
type court struct {
	reviews []span
	pauses  []Pause
}

type span struct{ from, to Instant } // to 0: not over yet

func courtOf(f Facts, mine func(Submission) bool) court {
	c := court{pauses: f.Pauses}
	for _, s := range f.Submissions {
		if mine(s) {
			c.reviews = append(c.reviews, span{s.SubmittedAt, s.DecidedAt})
		}
	}
	return c
}

// stopped reports whether at that moment the delay is not the owner's.
func (c court) stopped(at Instant) bool {
	for _, s := range c.reviews {
		if s.from <= at && (s.to == 0 || at < s.to) {
			return true
		}
	}
	for _, p := range c.pauses {
		if p.Covers(at.Date()) {
			return true
		}
	}
	return false
}

// horizon bounds the search for a counted morning: beyond it nothing is foreseen, and a later change asks again.
const horizon = 800

// mornings returns the first n counted working mornings after the due date.
func (r Rules) mornings(it item, n int, now Instant) []Instant {
	counted := make([]Instant, 0, n) // n of 0: nothing left to climb
	last := max(it.due, now.Date()) + horizon
	for d := it.due + 1; d <= last && len(counted) < n; d++ {
		if !r.Calendar.Workday(d) {
			continue
		}
		if at := d.At(r.Ladder.Hour, 0); !it.court.stopped(at) {
			counted = append(counted, at)
		}
	}
	return counted
}

// rise is a rung an item earns by itself at a moment.
type rise struct {
	at    Instant
	item  int // index of the item
	step  Step
	cause Cause
}

// climb returns the rungs that go on record now, and puts the next moment into next. What fell due while nobody asked
// is worked through in the order in which it fell due, so that an outage changes nothing but which rungs are passed
// over.
func (r Rules) climb(f Facts, items []item, now Instant, next *Moment) []Escalation {
	var rises []rise
	for i := range items {
		it := &items[i]
		for _, e := range f.Escalations {
			if e.Item == it.kind && e.Subject == it.subject && e.DueVersion == it.version {
				it.height = max(it.height, e.Rung.Height())
			}
		}
		rises = append(rises, r.rises(*it, i, now)...)
	}
	slices.SortStableFunc(rises, func(a, b rise) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.item, b.item), cmp.Compare(a.step.Rung.Height(),
			b.step.Rung.Height()))
	})
	onFile := slices.Clone(f.Escalations)
	for _, up := range rises {
		it := &items[up.item]
		switch {
		case up.step.Rung.Height() <= it.height: // a repeat was there first
		case up.at > now:
			next.earlier(up.at, up.step.Rung.Chinese()+"："+subjectText(it.kind, it.name, it.month, it.due))
		default:
			e := r.record(f, *it, up.step, up.at, up.cause)
			it.height = up.step.Rung.Height()
			onFile = append(onFile, e)
			if up.cause == CauseTime {
				onFile = append(onFile, r.repeats(f, items, it, e, onFile)...)
			}
		}
	}
	fresh := onFile[len(f.Escalations):]
	passOver(fresh)
	return fresh
}

// rises lists the rungs an item above its height earns by itself, as far as its mornings can be foreseen.
func (r Rules) rises(it item, index int, now Instant) []rise {
	if !it.open {
		return nil
	}
	most := 0
	for _, s := range it.steps {
		if s.Rung.Height() > it.height {
			most = max(most, s.Days)
		}
	}
	mornings := r.mornings(it, most, now)
	var out []rise
	for _, s := range it.steps {
		if s.Rung == NoRung || s.Days == 0 || s.Days > len(mornings) || s.Rung.Height() <= it.height ||
			(s.Controlling && !it.controlling) {
			continue
		}
		up := rise{at: mornings[s.Days-1], item: index, step: s, cause: CauseTime}
		if up.at <= it.armed {
			up.at, up.cause = it.armed, CauseLateEntry
		}
		out = append(out, up)
	}
	return out
}

// passOver marks the rungs that are not to be sent: an item that earned several since it was last looked at is told
// the last one only, and late entry and repeats of one moment count as their highest.
func passOver(fresh []Escalation) {
	for i := range fresh {
		e := &fresh[i]
		for _, other := range fresh {
			if other.Item != e.Item || other.Subject != e.Subject {
				continue
			}
			if other.At > e.At || (other.At == e.At && other.Cause == e.Cause && other.Rung.Height() > e.Rung.Height()) {
				e.PassedOver = true
			}
		}
	}
}

// remind returns the reminder of today, if its moment has come.
func (r Rules) remind(f Facts, it item, now Instant, next *Moment) []Escalation {
	if !it.open {
		return nil
	}
	var records []Escalation
	for _, s := range it.steps {
		if s.Rung != NoRung || onRecord(f.Escalations, it, s) {
			continue
		}
		// A reminder for a due date that is a day off comes on the working day before: afterwards it would be an urging.
		day := r.Calendar.OnOrBefore(it.due)
		if s.Days != 0 {
			day = r.Calendar.Add(it.due, s.Days)
		}
		at := day.At(r.Ladder.Hour, 0)
		switch {
		case it.court.stopped(max(at, now)) || it.court.stopped(at):
		case at > now:
			next.earlier(at, "提醒："+subjectText(it.kind, it.name, it.month, it.due))
		case at.Date() == now.Date() && at >= it.armed:
			records = append(records, r.record(f, it, s, at, CauseTime))
		}
	}
	return records
}

func onRecord(records []Escalation, it item, s Step) bool {
	return slices.ContainsFunc(records, func(e Escalation) bool {
		return e.Item == it.kind && e.Subject == it.subject && e.DueVersion == it.version && e.Step == s.Name
	})
}

// repeats returns the rungs an item reaches at once because its new card and those of the items before it came running.
// Only cards earned by time count: late entry was never issued, and a repeat must not feed on itself.
func (r Rules) repeats(f Facts, items []item, it *item, card Escalation, onFile []Escalation) []Escalation {
	var out []Escalation
	for _, s := range it.steps {
		if s.RepeatOf == NoRung || s.Rung.Height() <= it.height || (s.Controlling && !it.controlling) ||
			card.Rung.Height() < s.RepeatOf.Height() {
			continue
		}
		running := 1
		for before := it.before; running < s.Running && before >= 0 && carded(onFile, items[before], s.RepeatOf,
			card.At); before = items[before].before {
			running++
		}
		if running >= s.Running {
			out = append(out, r.record(f, *it, s, card.At, CauseRepeat))
		}
	}
	for _, e := range out {
		it.height = max(it.height, e.Rung.Height())
	}
	return out
}

// carded reports whether an item earned a card of at least that height by time, under any due date, by a moment.
func carded(records []Escalation, it item, rung Rung, by Instant) bool {
	return slices.ContainsFunc(records, func(e Escalation) bool {
		return e.Item == it.kind && e.Subject == it.subject && e.Rung.Height() >= rung.Height() && e.Cause == CauseTime &&
			e.At <= by
	})
}

func (r Rules) record(f Facts, it item, s Step, at Instant, cause Cause) Escalation {
	e := Escalation{
		ProjectID: f.Project.ID, ProgrammeID: r.ProgrammeID, Item: it.kind, Subject: it.subject, SubjectName: it.name,
		Month: it.month, Due: it.due, DueVersion: it.version, Kind: KindRung, Step: s.Name, Rung: s.Rung, Cause: cause,
		At: at, To: s.To, CalendarAssumed: r.Calendar.Assumed(it.due, at.Date()),
	}
	if s.Rung == NoRung {
		e.Kind = KindReminder
	}
	e.ID = EscalationID(e.ProjectID, e.Item, e.Subject, e.DueVersion, e.Step)
	return e
}
