package models

import (
	"cmp"
	"slices"
)

// TaskState is why something stands among what a project's owner is asked for.
type TaskState string

// The states, the most urgent first.
const (
	TaskReturned TaskState = "returned" // sent back: to be mended
	TaskOverdue  TaskState = "overdue"
	TaskSoon     TaskState = "soon"     // a milestone as near as its first reminder
	TaskReport   TaskState = "report"   // a month that may be reported and is not yet late
	TaskWaiting  TaskState = "waiting"  // in review: the ball is in somebody else's court
	TaskAccepted TaskState = "accepted" // decided lately: nothing to do
)

// TaskStates lists them by urgency.
var TaskStates = []TaskState{TaskReturned, TaskOverdue, TaskSoon, TaskReport, TaskWaiting, TaskAccepted}

// acceptedDays is how long what was accepted is still shown.
const acceptedDays = 14

// Ask is one thing a project's owner is asked for now, or waits for.
type Task struct {
	Item        Item
	Subject     string // row key of the milestone, or the month
	Name        string // of the milestone
	Month       Month
	Due         Date // none for a milestone without a date
	Controlling bool
	State       TaskState
	Late        int // mornings of the ladder gone by since it was due: neither in review nor paused
	Left        int // working days until it is due
	Paused      bool
	Rung        Rung        // highest open one
	NextRung    Rung        // what comes by itself when nothing happens
	NextAt      Instant     // when
	Last        *Submission // the latest, if there is one
	Estimate    *Money      // a report's 预计数, when it was given
}

// Tasks lists what a project's owner is asked for at a moment, the most urgent first. It follows the ladder's own
// count, so that nobody is asked for what is not counted. What lies further ahead than its first reminder is left out.
func (r Rules) Tasks(f Facts, now Instant) []Task {
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 {
		return nil
	}
	var asks []Task
	for _, it := range r.askable(f) {
		if a, ok := r.ask(f, it, now); ok {
			asks = append(asks, a)
		}
	}
	slices.SortStableFunc(asks, func(a, b Task) int { return a.Compare(b) })
	return asks
}

// Compare orders by urgency: the state, then what is due first; what was decided last comes first.
func (a Task) Compare(b Task) int {
	if a.State == TaskAccepted && b.State == TaskAccepted {
		return cmp.Compare(b.Last.DecidedAt, a.Last.DecidedAt)
	}
	return cmp.Or(slices.Index(TaskStates, a.State)-slices.Index(TaskStates, b.State), cmp.Compare(a.Due, b.Due))
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

func (r Rules) ask(f Facts, it item, now Instant) (Task, bool) {
	today := now.Date()
	a := Task{Item: it.kind, Subject: it.subject, Name: it.name, Month: it.month, Due: it.due,
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
		a.State = TaskAccepted
		return a, a.Last != nil && a.Last.Status == SubmissionAccepted && today-a.Last.DecidedAt.Date() < acceptedDays
	case a.Last != nil && a.Last.Status == SubmissionReturned:
		a.State = TaskReturned
	case a.Last != nil && a.Last.Status == SubmissionWaiting:
		a.State = TaskWaiting
	case it.due == 0:
		return a, false
	case today > it.due:
		a.State = TaskOverdue
	case it.kind == ItemReport:
		a.State = TaskReport
		if today < it.month.Day(r.Ladder.WindowDay) {
			return a, false
		}
	default:
		a.State = TaskSoon
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
func (r Rules) count(f Facts, it item, a *Task, now Instant) {
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
	if a.State == TaskWaiting || a.Paused {
		return
	}
	for _, up := range r.rises(it, 0, now) {
		if up.at > now && (a.NextAt == 0 || up.at < a.NextAt) {
			a.NextRung, a.NextAt = up.step.Rung, up.at
		}
	}
}
