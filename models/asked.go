package models

import (
	"cmp"
	"slices"
)

// AskState is why something stands among what a project's owner is asked for.
type AskState string

// The states, the most urgent first.
const (
	AskReturned AskState = "returned" // sent back: to be mended
	AskOverdue  AskState = "overdue"
	AskSoon     AskState = "soon"     // a milestone as near as its first reminder
	AskReport   AskState = "report"   // a month that may be reported and is not yet late
	AskWaiting  AskState = "waiting"  // in review: the ball is in somebody else's court
	AskAccepted AskState = "accepted" // decided lately: nothing to do
)

// AskStates lists them by urgency.
var AskStates = []AskState{AskReturned, AskOverdue, AskSoon, AskReport, AskWaiting, AskAccepted}

// acceptedDays is how long what was accepted is still shown.
const acceptedDays = 14

// Ask is one thing a project's owner is asked for now, or waits for.
type Ask struct {
	Item        Item
	Subject     string // row key of the milestone, or the month
	Name        string // of the milestone
	Month       Month
	Due         Date // none for a milestone without a date
	Controlling bool
	State       AskState
	Late        int // mornings of the ladder gone by since it was due: neither in review nor paused
	Left        int // working days until it is due
	Paused      bool
	Rung        Rung        // highest open one
	NextRung    Rung        // what comes by itself when nothing happens
	NextAt      Instant     // when
	Last        *Submission // the latest, if there is one
	Estimate    *Money      // a report's 预计数, when it was given
}

// Asked lists what a project's owner is asked for at a moment, the most urgent first. It follows the ladder's own
// count, so that nobody is asked for what is not counted. What lies further ahead than its first reminder is left out.
func (r Rules) Asked(f Facts, now Instant) []Ask {
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 {
		return nil
	}
	var asks []Ask
	for _, it := range r.askable(f) {
		if a, ok := r.ask(f, it, now); ok {
			asks = append(asks, a)
		}
	}
	slices.SortStableFunc(asks, func(a, b Ask) int { return a.Compare(b) })
	return asks
}

// Compare orders by urgency: the state, then what is due first; what was decided last comes first.
func (a Ask) Compare(b Ask) int {
	if a.State == AskAccepted && b.State == AskAccepted {
		return cmp.Compare(b.Last.DecidedAt, a.Last.DecidedAt)
	}
	return cmp.Or(slices.Index(AskStates, a.State)-slices.Index(AskStates, b.State), cmp.Compare(a.Due, b.Due))
}

// askable are the ladder's items that an owner hands in, and what was handed in that no ladder counts: a milestone
// without a date, a month that is no round of its own.
func (r Rules) askable(f Facts) []item {
	items := slices.DeleteFunc(r.items(f), func(it item) bool { return it.kind == ItemReview })
	for _, s := range f.Submissions {
		it := item{kind: ItemMilestone, subject: s.MilestoneID, open: true, court: court{pauses: f.Pauses}}
		if s.Kind == SubmitReport {
			round := max(s.Month, MonthOf(s.Month.Year(), 2)) // January is reported with February
			it.kind, it.subject, it.month, it.due = ItemReport, s.Month.String(), s.Month, r.dueOf(round)
			_, report := reportOf(&f, round)
			it.open = report.Status != ReportApproved
		}
		if slices.ContainsFunc(items, func(other item) bool { return other.kind == it.kind && other.subject == it.subject }) {
			continue
		}
		for _, m := range f.Milestones {
			if m.ID == s.MilestoneID {
				it.name, it.controlling, it.open = m.Name, m.Controlling, m.Status == MilestoneOpen
			}
		}
		if s.Status == SubmissionAccepted {
			it.open = false
		}
		items = append(items, it)
	}
	return items
}

func (r Rules) ask(f Facts, it item, now Instant) (Ask, bool) {
	today := now.Date()
	a := Ask{Item: it.kind, Subject: it.subject, Name: it.name, Month: it.month, Due: it.due,
		Controlling: it.kind == ItemMilestone && it.controlling}
	for i := range f.Submissions {
		if s := &f.Submissions[i]; s.Kind == SubmitMilestone && s.MilestoneID == it.subject || s.Kind == SubmitReport &&
			s.Month != 0 && s.Month == it.month {
			a.Last = s
		}
	}
	if it.kind == ItemReport {
		_, report := reportOf(&f, it.month)
		a.Estimate = report.Estimate
	}
	switch {
	case !it.open:
		a.State = AskAccepted
		return a, a.Last != nil && a.Last.Status == SubmissionAccepted && today-a.Last.DecidedAt.Date() < acceptedDays
	case a.Last != nil && a.Last.Status == SubmissionReturned:
		a.State = AskReturned
	case a.Last != nil && a.Last.Status == SubmissionWaiting:
		a.State = AskWaiting
	case it.due == 0:
		return a, false
	case today > it.due:
		a.State = AskOverdue
	case it.kind == ItemReport:
		a.State = AskReport
		if today < it.month.Day(r.Ladder.WindowDay) {
			return a, false
		}
	default:
		a.State = AskSoon
		if today < r.Calendar.Add(it.due, furthest(it.steps)) {
			return a, false
		}
	}
	r.count(f, it, &a, now)
	return a, true
}

// furthest is the first reminder of a ladder, in working days: not above 0.
func furthest(steps []Step) (days int) {
	for _, s := range steps {
		days = min(days, s.Days)
	}
	return days
}

// count says how late or near it is, what it has earned and what comes next.
func (r Rules) count(f Facts, it item, a *Ask, now Instant) {
	today := now.Date()
	for _, p := range f.Pauses {
		a.Paused = a.Paused || p.Covers(today)
	}
	if it.due == 0 {
		return
	}
	for d := it.due + 1; d <= today; d++ {
		if at := d.At(r.Ladder.Hour, 0); at <= now && r.Calendar.Workday(d) && !it.court.stopped(at) {
			a.Late++
		}
	}
	if today < it.due {
		a.Left = r.Calendar.Between(today, it.due)
	}
	for _, e := range f.Escalations {
		if e.Item != it.kind || e.Subject != it.subject || e.DueVersion != it.version {
			continue
		}
		it.height = max(it.height, e.Rung.Height())
		if e.Open() && e.Rung.Height() > a.Rung.Height() {
			a.Rung = e.Rung
		}
	}
	if a.State == AskWaiting || a.Paused {
		return
	}
	for _, up := range r.rises(it, 0, now) {
		if up.at > now && (a.NextAt == 0 || up.at < a.NextAt) {
			a.NextRung, a.NextAt = up.step.Rung, up.at
		}
	}
}
