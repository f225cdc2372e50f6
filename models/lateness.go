package models

import "slices"

// Lateness is how late one thing is. Counted is the figure that is printed as 逾期: the ladder counts the same days, so
// that a rung and the number beside it agree.
type Lateness struct {
	Counted int  `json:"days_late"`      // working mornings that count: neither in review nor paused
	Since   int  `json:"days_since_due"` // working days since the due date, whatever happened (到期后)
	Assumed bool `json:"assumed"`        // counted through a year without a holiday table (推算)
}

// MilestoneLateness returns how late a milestone is at a moment, or was when it was done: the completion date decides,
// not the day it was accepted. It is zero for one that is not late, without a date, or dropped.
func (r Rules) MilestoneLateness(f Facts, m Milestone, now Instant) Lateness {
	if m.Due == 0 || m.Status == MilestoneDropped {
		return Lateness{}
	}
	until := now
	if m.Status == MilestoneDone {
		until = m.DoneOn.At(23, 59)
	}
	return r.lateness(r.FallsDue(m.Due), until, milestoneStoppage(f, m.ID))
}

// ReportLateness returns how late the report of a month is at a moment, or was when it was first handed in.
func (r Rules) ReportLateness(f Facts, month Month, now Instant) Lateness {
	due, until := r.dueOf(month), now
	if due == 0 || due < f.Project.FollowedSince.Date() { // it was over before the project was followed here
		return Lateness{}
	}
	_, report := reportOf(&f, month)
	switch {
	case report.SubmittedAt != 0 && report.Status != ReportReturned:
		until = min(now, report.SubmittedAt)
	case report.Status == ReportApproved:
		until = min(now, report.ApprovedAt)
	}
	isOfItem := func(s Submission) bool { return s.Kind == SubmitReport && s.Month == month }
	return r.lateness(due, until, stoppageOf(f, isOfItem))
}

func (r Rules) lateness(due Date, until Instant, c stoppage) (l Lateness) {
	for d := due + 1; d <= until.Date(); d++ {
		if !r.Calendar.Workday(d) {
			continue
		}
		l.Since++
		if at := d.At(r.Ladder.Hour, 0); at <= until && !c.covers(at) {
			l.Counted++
		}
	}
	l.Assumed = l.Since > 0 && r.Calendar.Assumed(due, until.Date())
	return l
}

// MilestoneFigures is one milestone as it stood.
type MilestoneFigures struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Controlling bool            `json:"controlling"`
	Baseline    Date            `json:"baseline"`
	Due         Date            `json:"due"`
	FallsDue    Date            `json:"falls_due"` // Due, or the working day a due date on a day off moves to (顺延至)
	Status      MilestoneStatus `json:"status"`
	DoneOn      Date            `json:"done_on"`
	Rung        Rung            `json:"rung"`
	Lateness
}

// MilestoneFigures lists a project's milestones as they stand at a moment, dropped ones left out.
func (r Rules) MilestoneFigures(f Facts, now Instant) []MilestoneFigures {
	out := []MilestoneFigures{}
	for _, m := range f.Milestones {
		if m.Status == MilestoneDropped {
			continue
		}
		out = append(out, MilestoneFigures{ID: m.ID, Name: m.Name, Controlling: m.Controlling, Baseline: m.Baseline,
			Due: m.Due, FallsDue: r.FallsDue(m.Due), Status: m.Status, DoneOn: m.DoneOn,
			Rung: HighestRung(f.Escalations, ItemMilestone, m.ID), Lateness: r.MilestoneLateness(f, m, now)})
	}
	return out
}

// HighestRung returns the highest open rung of one item.
func HighestRung(escalations []Escalation, kind Item, subject string) (highest Rung) {
	for _, e := range escalations {
		if e.Open() && e.Item == kind && e.Subject == subject && e.Rung.Height() > highest.Height() {
			highest = e.Rung
		}
	}
	return highest
}

// EscalationFigures is one item that is late, at the highest rung it has reached.
type EscalationFigures struct {
	ID         string  `json:"id"`
	Item       Item    `json:"item"`
	Subject    string  `json:"subject"`
	Name       string  `json:"name"`
	Month      Month   `json:"month"`
	Due        Date    `json:"due"`
	DueVersion int     `json:"due_version"`
	Rung       Rung    `json:"rung"`
	Cause      Cause   `json:"cause"`
	At         Instant `json:"at"` // when the rung was reached
	Lateness
}

// EscalationFigures lists what is late in a project at a moment: each item once, at its highest open rung; the highest
// rung first, then what was due first.
func (r Rules) EscalationFigures(f Facts, now Instant) []EscalationFigures {
	highest := map[string]Escalation{}
	var keys []string
	for _, e := range f.Escalations {
		if !e.Open() {
			continue
		}
		key := Key(string(e.Item), e.Subject)
		before, known := highest[key]
		if !known {
			keys = append(keys, key)
		}
		if !known || e.Rung.Height() > before.Rung.Height() || e.Rung == before.Rung && before.Trial {
			highest[key] = e
		}
	}
	out := []EscalationFigures{}
	for _, key := range keys {
		e := highest[key]
		out = append(out, EscalationFigures{ID: e.ID, Item: e.Item, Subject: e.Subject, Name: e.SubjectName,
			Month: e.Month, Due: e.Due, DueVersion: e.DueVersion, Rung: e.Rung, Cause: e.Cause, At: e.At,
			Lateness: r.EscalationLateness(f, e, now)})
	}
	slices.SortStableFunc(out, func(a, b EscalationFigures) int {
		if a.Rung != b.Rung {
			return b.Rung.Height() - a.Rung.Height()
		}
		return int(a.Due - b.Due)
	})
	return out
}

// EscalationLateness returns how late the item of a rung is, or was when the rung was closed. Investment is judged by
// its ratio: no days are counted.
func (r Rules) EscalationLateness(f Facts, e Escalation, now Instant) Lateness {
	if e.Item == ItemInvestment || e.Due == 0 {
		return Lateness{}
	}
	until := now
	if e.ClosedAt != 0 {
		until = min(now, e.ClosedAt)
	}
	if e.Item == ItemMilestone {
		return r.lateness(r.FallsDue(e.Due), until, milestoneStoppage(f, e.Subject))
	}
	isOfItem := func(s Submission) bool {
		return e.Item == ItemReport && s.Kind == SubmitReport && s.Month == e.Month
	}
	return r.lateness(e.Due, until, stoppageOf(f, isOfItem))
}

// WithoutDate counts the milestones that are open and have no due date: the ladder cannot count them.
func WithoutDate(milestones []Milestone) (n int) {
	for _, m := range milestones {
		if m.Status == MilestoneOpen && m.Due == 0 {
			n++
		}
	}
	return n
}

// ReviewOverdue reports whether a submission waits for longer than a reviewer has.
func (r Rules) ReviewOverdue(s Submission, today Date) bool {
	return s.Status == SubmissionWaiting && today > r.ReviewDue(s)
}

// ReviewDue returns the day by which a submission is to be decided.
func (r Rules) ReviewDue(s Submission) Date {
	return r.Calendar.Add(s.SubmittedAt.Date(), r.Ladder.ReviewDays)
}
