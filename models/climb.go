package models

import (
	"cmp"
	"slices"
)

// item is one thing that can fall due: a milestone, a month's report or a review.
type item struct {
	kind        Item
	subject     string
	name        string
	month       Month
	due         Date // on record
	from        Date // mornings count after this day, see Rules.FallsDue
	version     int
	armed       Instant // when this due version became known; rungs earned earlier are late entries
	steps       []Step
	controlling bool
	open        bool // not done yet
	before      int  // index of the preceding item of its sequence; -1 for none
	height      int  // height of the highest rung recorded for this due version
	stoppage    stoppage
}

// stoppage holds the times in which working days do not count for an item: while it was in review, and the project's
// pauses.
type stoppage struct {
	reviews []span
	pauses  []Pause
}

// span is a time from one moment up to another, which is not included; to is 0 while it lasts.
type span struct{ from, to Instant }

// stoppageOf collects the review times of the submissions that belong to an item, and the project's pauses.
func stoppageOf(f Facts, isOfItem func(Submission) bool) stoppage {
	c := stoppage{pauses: f.Pauses}
	for _, s := range f.Submissions {
		if isOfItem(s) {
			c.reviews = append(c.reviews, span{s.SubmittedAt, s.DecidedAt})
		}
	}
	return c
}

// milestoneStoppage is the stoppage of a milestone: its submissions, the times it counted as done, and the pauses.
func milestoneStoppage(f Facts, milestoneID string) stoppage {
	c := stoppageOf(f, func(s Submission) bool { return s.Kind == SubmitMilestone && s.MilestoneID == milestoneID })
	c.reviews = append(c.reviews, reopenedSpans(f, milestoneID)...)
	return c
}

// covers reports whether the moment lies in a review or a pause.
func (c stoppage) covers(at Instant) bool {
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

// horizonDays is how many calendar days ahead working mornings are searched. A rung further ahead is not predicted;
// the next Advance searches again.
const horizonDays = 800

// mornings returns the first n counted working mornings after the due date: working days on which the item is neither
// in review nor paused at the ladder's hour.
func (r Rules) mornings(it item, n int, now Instant) []Instant {
	var counted []Instant // n is 0 when no rung is left
	last := max(it.from, now.Date()) + horizonDays
	for d := it.from + 1; d <= last && len(counted) < n; d++ {
		if !r.Calendar.Workday(d) {
			continue
		}
		if at := d.At(r.Ladder.Hour, 0); !it.stoppage.covers(at) {
			counted = append(counted, at)
		}
	}
	return counted
}

// dueRung is a rung that an item reaches by time at a moment.
type dueRung struct {
	at    Instant
	item  int // index of the item
	step  Step
	cause Cause
}

// climb returns the rungs to record now and lowers next to the earliest rung ahead. Rungs missed while the program
// did not run are processed in the order in which they fell due, so that an outage changes only which rungs are
// passed over.
func (r Rules) climb(f Facts, items []item, now Instant, next *upcoming) []Escalation {
	var dueRungs []dueRung
	for i := range items {
		it := &items[i]
		for _, e := range f.Escalations {
			if e.Item == it.kind && e.Subject == it.subject && e.DueVersion == it.version {
				it.height = max(it.height, e.Rung.Height())
			}
		}
		dueRungs = append(dueRungs, r.dueRungs(*it, i, now)...)
	}
	slices.SortStableFunc(dueRungs, func(a, b dueRung) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.item, b.item),
			cmp.Compare(a.step.Rung.Height(), b.step.Rung.Height()))
	})
	recorded := slices.Clone(f.Escalations)
	for _, up := range dueRungs {
		it := &items[up.item]
		switch {
		case up.step.Rung.Height() <= it.height: // a repeat was recorded earlier
		case up.at > now && next.later(up.at):
		case up.at > now:
			next.earlier(up.at, Messagef("%s：%s", rungWord(it.kind, up.step.Rung), subjectMessage(it.kind, it.name, it.month,
				it.due)))
		default:
			e := r.record(f, *it, up.step, up.at, up.cause)
			it.height = up.step.Rung.Height()
			recorded = append(recorded, e)
			if up.cause == CauseTime {
				recorded = append(recorded, r.repeats(f, items, it, e, recorded)...)
			}
		}
	}
	fresh := recorded[len(f.Escalations):]
	if r.Ladder.CatchUp {
		fresh = r.catchUp(f, items, fresh)
	}
	passOver(fresh)
	if r.Ladder.CatchUp {
		enterOnce(f, fresh)
	}
	if r.Ladder.LateToAll {
		informAll(fresh)
	}
	return fresh
}

// dueRungs lists the rungs above the item's height that it reaches by time, within horizonDays.
func (r Rules) dueRungs(it item, index int, now Instant) []dueRung {
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
	var out []dueRung
	for _, s := range it.steps {
		if s.Rung == NoRung || s.Days < 1 || s.Days > len(mornings) || s.Rung.Height() <= it.height ||
			(s.Controlling && !it.controlling) {
			continue
		}
		up := dueRung{at: mornings[s.Days-1], item: index, step: s, cause: CauseTime}
		if armed := max(it.armed, r.Since); up.at <= armed {
			up.at, up.cause = armed, CauseLateEntry
		}
		out = append(out, up)
	}
	return out
}

// passOver marks the rungs that are recorded but not sent: of several rungs of one item only the last one is sent,
// and of late entries or repeats at one moment only the highest.
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

// remind returns the reminders that are due today and lowers next to the earliest reminder ahead.
func (r Rules) remind(f Facts, it item, now Instant, next *upcoming) []Escalation {
	if !it.open {
		return nil
	}
	var records []Escalation
	for _, s := range it.steps {
		if s.Rung != NoRung || onRecord(f.Escalations, it, s) {
			continue
		}
		// When the due date is a day off, its reminder is sent on the working day before; the day after is for urging.
		day := r.Calendar.OnOrBefore(it.from)
		if s.Days != 0 {
			day = r.Calendar.Add(it.from, s.Days)
		}
		at := day.At(r.Ladder.Hour, 0)
		switch {
		case it.stoppage.covers(max(at, now)) || it.stoppage.covers(at):
		case at > now && next.later(at):
		case at > now:
			next.earlier(at, Messagef("%s：%s", Word("提醒"), subjectMessage(it.kind, it.name, it.month, it.due)))
		case at.Date() == now.Date() && at >= it.armed:
			records = append(records, r.record(f, it, s, at, CauseTime))
		}
	}
	return records
}

// onRecord reports whether a step of an item's due version is recorded.
func onRecord(records []Escalation, it item, s Step) bool {
	return slices.ContainsFunc(records, func(e Escalation) bool {
		return e.Item == it.kind && e.Subject == it.subject && e.DueVersion == it.version && e.Step == s.Name
	})
}

// repeats returns the rungs an item reaches at once because it and the items before it were carded in succession.
// Only cards reached by time count: a late entry was never sent, and a repeat must not cause another.
func (r Rules) repeats(f Facts, items []item, it *item, card Escalation, recorded []Escalation) []Escalation {
	var out []Escalation
	for _, s := range it.steps {
		if s.RepeatOf == NoRung || s.Rung.Height() <= it.height || (s.Controlling && !it.controlling) ||
			card.Rung.Height() < s.RepeatOf.Height() {
			continue
		}
		running, before := 1, it.before
		for running < s.Running && before >= 0 && carded(recorded, items[before], s.RepeatOf, card.At) {
			running, before = running+1, items[before].before
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

// carded reports whether an item reached a card of at least that height by time, under any due version, up to a
// moment.
func carded(records []Escalation, it item, rung Rung, by Instant) bool {
	return slices.ContainsFunc(records, func(e Escalation) bool {
		return e.Item == it.kind && e.Subject == it.subject && e.Rung.Height() >= rung.Height() && e.Cause == CauseTime &&
			e.At <= by && !e.Settled()
	})
}

// record makes the escalation of a step.
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
