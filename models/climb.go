package models

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
	open        bool   // still to be done
	before      string // subject of the item before it in its sequence; "" for the first
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
	counted := make([]Instant, 0, n)
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

// climb returns what goes on record for one item now, and puts its next moment into next.
func (r Rules) climb(f Facts, it item, now Instant, next *Moment) []Escalation {
	if !it.open {
		return nil
	}
	onRecord := map[string]bool{}
	highest := 0
	for _, e := range f.Escalations {
		if e.Item == it.kind && e.Subject == it.subject && e.DueVersion == it.version {
			onRecord[e.Step] = true
			highest = max(highest, e.Rung.Height())
		}
	}
	records := r.remind(f, it, onRecord, now, next)

	most := 0
	for _, s := range it.steps {
		most = max(most, s.Days)
	}
	mornings := r.mornings(it, most, now)
	var late, timely []Escalation
	for _, s := range it.steps {
		if s.Rung == NoRung || s.Days == 0 || s.Days > len(mornings) || s.Rung.Height() <= highest || (s.Controlling && !it.controlling) {
			continue
		}
		switch at := mornings[s.Days-1]; {
		case at > now:
			next.earlier(at, s.Rung.Chinese()+"："+subjectText(it.kind, it.name, it.month, it.due))
		case at <= it.armed:
			late = append(late, r.record(f, it, s, it.armed, CauseLateEntry))
		default:
			timely = append(timely, r.record(f, it, s, at, CauseTime))
		}
	}
	for _, batch := range [][]Escalation{late, timely} {
		for i := range batch {
			batch[i].PassedOver = i < len(batch)-1
		}
		records = append(records, batch...)
	}
	return append(records, r.repeats(f, it, records, highest)...)
}

// remind returns the reminder of today, if its moment has come.
func (r Rules) remind(f Facts, it item, onRecord map[string]bool, now Instant, next *Moment) []Escalation {
	var records []Escalation
	for _, s := range it.steps {
		if s.Rung != NoRung || onRecord[s.Name] {
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

// repeats returns the rungs reached at once because a card came running: the item's new card and those of the items
// before it. Only cards earned by time count: late entry was never issued, and a repeat must not feed on itself.
func (r Rules) repeats(f Facts, it item, fresh []Escalation, highest int) []Escalation {
	for _, e := range fresh {
		highest = max(highest, e.Rung.Height())
	}
	var out []Escalation
	for _, s := range it.steps {
		if s.RepeatOf == NoRung || s.Rung.Height() <= highest || (s.Controlling && !it.controlling) {
			continue
		}
		card := issued(fresh, it.kind, it.subject, s.RepeatOf, 1<<62)
		if card == nil {
			continue
		}
		running, subject := 1, it.before
		for running < s.Running && subject != "" && issued(f.Escalations, it.kind, subject, s.RepeatOf, card.At) != nil {
			running++
			subject = r.before(f, it.kind, subject)
		}
		if running >= s.Running {
			out = append(out, r.record(f, it, s, card.At, CauseRepeat))
		}
	}
	for i := range out {
		out[i].PassedOver = i < len(out)-1
	}
	return out
}

// issued finds a card of at least that height, earned by time and not passed over, no later than a moment.
func issued(records []Escalation, kind Item, subject string, rung Rung, latest Instant) *Escalation {
	for i := range records {
		e := &records[i]
		if e.Item == kind && e.Subject == subject && e.Rung.Height() >= rung.Height() && e.Cause == CauseTime && !e.PassedOver && e.At <= latest {
			return e
		}
	}
	return nil
}

// before returns the subject of the item before another in its sequence.
func (r Rules) before(f Facts, kind Item, subject string) string {
	for _, it := range r.items(f) {
		if it.kind == kind && it.subject == subject {
			return it.before
		}
	}
	return ""
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
