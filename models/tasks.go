package models

import (
	"cmp"
	"slices"
)

// TaskState is the state of a task of a project's owner.
type TaskState string

// The states, the most urgent first.
const (
	TaskReturned TaskState = "returned" // returned for correction
	TaskOverdue  TaskState = "overdue"
	TaskSoon     TaskState = "soon"     // a milestone whose first reminder is due
	TaskReport   TaskState = "report"   // a month whose window is open, not yet due
	TaskWaiting  TaskState = "waiting"  // in review
	TaskAccepted TaskState = "accepted" // accepted within acceptedDays
)

// TaskStates lists the states by urgency.
var TaskStates = []TaskState{TaskReturned, TaskOverdue, TaskSoon, TaskReport, TaskWaiting, TaskAccepted}

// acceptedDays is for how many days an accepted submission is shown.
const acceptedDays = 14

// Task is one thing a project's owner must submit, or is waiting for.
type Task struct {
	Item        Item
	Subject     string // row key of the milestone, or the month
	Name        string // of the milestone
	Month       Month
	Due         Date // 0 for a milestone without a date
	FallsDue    Date // Due, or the working day it moves to, see Rules.FallsDue
	Assumed     bool // Late or Left counts through a year without a holiday table (推算)
	Controlling bool
	State       TaskState
	Late        int // counted working days since it was due
	Left        int // working days until it is due
	Paused      bool
	Rung        Rung        // highest open rung
	NextRung    Rung        // rung reached next if nothing happens
	NextAt      Instant     // when NextRung is reached
	Last        *Submission // latest submission; nil: none
	Estimate    *Money      // report: 预计数 in fen; nil: none
}

// Tasks returns the tasks of a project's owner at a moment, the most urgent first. Days are counted as by the ladder.
// Items further ahead than their first reminder are left out.
func (r Rules) Tasks(f Facts, now Instant) []Task {
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 {
		return nil
	}
	var tasks []Task
	for _, it := range r.taskItems(f) {
		if a, ok := r.task(f, it, now); ok {
			tasks = append(tasks, a)
		}
	}
	slices.SortStableFunc(tasks, func(a, b Task) int { return a.Compare(b) })
	return tasks
}

// Compare orders by urgency: by state, then by due date; accepted ones by decision, the latest first.
func (a Task) Compare(b Task) int {
	if a.State == TaskAccepted && b.State == TaskAccepted {
		return cmp.Compare(b.Last.DecidedAt, a.Last.DecidedAt)
	}
	return cmp.Or(slices.Index(TaskStates, a.State)-slices.Index(TaskStates, b.State), cmp.Compare(a.Due, b.Due))
}

// taskItems returns the ladder's items that an owner submits, and the submissions outside the ladder: milestones
// without a date, and January.
func (r Rules) taskItems(f Facts) []item {
	items := slices.DeleteFunc(r.items(f), func(it item) bool { return it.kind == ItemReview })
	for _, s := range f.Submissions {
		it := item{kind: ItemMilestone, subject: s.MilestoneID, open: true, stoppage: stoppage{pauses: f.Pauses}}
		if s.Kind == SubmitReport {
			round := max(s.Month, MonthOf(s.Month.Year(), 2)) // January is reported with February
			it.kind, it.subject, it.month, it.due = ItemReport, s.Month.String(), s.Month, r.dueOf(round)
			it.from = it.due
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

// task returns the task of an item and whether it is to be shown.
func (r Rules) task(f Facts, it item, now Instant) (Task, bool) {
	today := now.Date()
	a := Task{Item: it.kind, Subject: it.subject, Name: it.name, Month: it.month, Due: it.due, FallsDue: it.from,
		Controlling: it.kind == ItemMilestone && it.controlling}
	for i := range f.Submissions {
		s := &f.Submissions[i]
		if s.Kind == SubmitMilestone && s.MilestoneID == it.subject ||
			s.Kind == SubmitReport && s.Month != 0 && s.Month == it.month {
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
	case today > it.from:
		a.State = TaskOverdue
	case it.kind == ItemReport:
		a.State = TaskReport
		if today < it.month.Day(r.Ladder.WindowDay) {
			return a, false
		}
	default:
		a.State = TaskSoon
		if today < r.Calendar.Add(it.from, firstReminder(it.steps)) {
			return a, false
		}
	}
	r.count(f, it, &a, now)
	return a, true
}

// firstReminder returns the days of the earliest reminder of a ladder: working days relative to the due date, 0 or
// negative.
func firstReminder(steps []Step) (days int) {
	for _, s := range steps {
		days = min(days, s.Days)
	}
	return days
}

// count sets the days late and left, the open rung, and the next rung of a task.
func (r Rules) count(f Facts, it item, a *Task, now Instant) {
	today := now.Date()
	for _, p := range f.Pauses {
		a.Paused = a.Paused || p.Covers(today)
	}
	if it.due == 0 {
		return
	}
	for d := it.from + 1; d <= today; d++ {
		if at := d.At(r.Ladder.Hour, 0); at <= now && r.Calendar.Workday(d) && !it.stoppage.covers(at) {
			a.Late++
		}
	}
	a.Assumed = r.Calendar.Assumed(it.from, today)
	if today < it.from {
		a.Left = r.Calendar.Between(today, it.from)
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
	if a.State == TaskWaiting || a.Paused || f.Project.HandedOver() {
		return
	}
	for _, up := range r.dueRungs(it, 0, now) {
		if up.at > now && (a.NextAt == 0 || up.at < a.NextAt) {
			a.NextRung, a.NextAt = up.step.Rung, up.at
		}
	}
}
