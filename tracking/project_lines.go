package tracking

import (
	"cmp"
	"slices"

	"duban/models"
)

// page returns a project's page for a person on a day.
func (o one) page(actor models.Actor, now models.Instant) ProjectPage {
	p, rules := o.facts.Project, models.RulesFor(o.facts, o.Calendar)
	out := ProjectPage{
		ListedLine: listedLine(o.figures, o.facts), ID: p.ID, Version: p.Version, AsOf: now, Programme: o.Name,
		Headline: o.headline,
		Category: p.Category, Level: p.Level, Investor: p.Investor, Place: p.Place, Scale: p.Scale, Period: p.Period,
		Goal:         p.Goal,
		PlannedStart: p.PlannedStart, PlannedFinish: p.PlannedFinish, ActualStart: p.ActualStart,
		ActualFinish:    p.ActualFinish,
		TotalInvestment: p.TotalInvestment, ToEndOfLastYear: p.ToEndOfLastYear,
		InStatistics: p.InStatistics, StatisticsCode: p.StatisticsCode, StatisticsOn: p.StatisticsOn,
		Closed: p.Status == models.ProjectClosed, ClosedAt: p.ClosedAt, NextAt: p.NextAt,
		HandedAt: p.HandedAt,
		NextWhat: rules.NextMessage(o.facts, now),
		Pauses:   o.facts.Pauses, Milestones: []MilestoneLine{}, Escalations: []EscalationView{}, Submissions: []HandedIn{},
		Requests: []AskedView{},
	}
	for _, programme := range o.facts.Programmes {
		out.Lists = append(out.Lists, programme.Name)
	}
	for m := models.MonthOf(p.Year, 1); m <= models.MonthOf(p.Year, 12); m++ {
		out.Months = append(out.Months, o.monthAt(rules, m, now))
	}
	for _, r := range o.facts.Reports {
		if r.ReportedYTD != nil && r.Month >= out.ReportedMonth {
			out.Reported, out.ReportedMonth = r.ReportedYTD, r.Month
		}
	}
	for _, m := range o.facts.Milestones {
		out.Milestones = append(out.Milestones, o.milestone(m, now))
	}
	expect(out.Milestones, o.facts, now)
	for _, e := range o.facts.Escalations {
		out.Escalations = append(out.Escalations, escalationView(o.Programme, o.facts, e, now))
	}
	slices.SortStableFunc(out.Escalations, func(a, b EscalationView) int {
		return cmp.Or(boolInt(b.Open)-boolInt(a.Open), cmp.Compare(b.At, a.At))
	})
	out.Problems, out.MayRaise = []ProblemView{}, models.MayRaiseProblem(actor, p)
	for _, row := range o.facts.Problems {
		if row.Status != models.ProblemWithdrawn {
			out.Problems = append(out.Problems, problemView(o.Programme, o.facts, row, actor, now))
		}
	}
	slices.SortStableFunc(out.Problems, compareProblems)
	for _, q := range o.facts.WaitingRequests() {
		out.Requests = append(out.Requests, asking{facts: o.facts, rules: rules, leaders: o.leaders}.view(actor, q, now))
	}
	for _, sub := range slices.Backward(o.facts.Submissions) {
		out.Submissions = append(out.Submissions, o.handedIn(sub))
	}
	if !out.Closed {
		_, err := models.CanFill(actor, p)
		out.MayFill, out.MayPlan = err == nil, models.CanPlan(actor) == nil
	}
	return out
}

// LatestProgress returns the newest month that says how far the works are; nil when none does.
func (p ProjectPage) LatestProgress() *MonthLine {
	var reports []models.Report
	for _, m := range p.Months {
		reports = append(reports, models.Report{Month: m.Month, Physical: m.Physical, Status: m.Status})
	}
	last, found := models.LatestProgress(reports)
	for i := range p.Months {
		if found && p.Months[i].Month == last.Month {
			return &p.Months[i]
		}
	}
	return nil
}

func (o one) month(rules models.Rules, m models.Month) MonthLine {
	p := o.facts.Project
	line := MonthLine{Month: m, Scheduled: models.Scheduled(p, o.facts.MonthPlans, rules.Curve, m),
		LateReport: rules.LateReport(o.facts, m), Today: []models.Message{}}
	line.Plan = line.Scheduled
	if m.Number() > 1 {
		line.Plan -= models.Scheduled(p, o.facts.MonthPlans, rules.Curve, m-1)
	}
	for _, r := range o.facts.Reports {
		if r.Month == m {
			line.Estimate, line.ReportedMonth, line.ReportedYTD, line.ApprovedMonth, line.ApprovedYTD = r.Estimate,
				r.ReportedMonth, r.ReportedYTD, r.ApprovedMonth, r.ApprovedYTD
			line.Adjustment = r.Adjustment
			line.Status, line.Physical, line.Problems, line.NextStep = r.Status, r.Physical, r.Problems, r.NextStep
		}
	}
	return line
}

// monthAt is a month with what is carried into it, how late its report is at a moment, and what its closing says.
func (o one) monthAt(rules models.Rules, m models.Month, now models.Instant) MonthLine {
	line := o.month(rules, m)
	line.Late = rules.ReportLateness(o.facts, m, now).Counted
	if line.ApprovedYTD == nil && m <= o.headline.Month {
		line.ApprovedYTD, line.CarriedFrom = models.SeriesOf(o.facts, models.IndicatorInvestment).ApprovedTo(m)
	}
	o.closedMonth(&line, now)
	return line
}

// closedMonth has a month that is closed show what its closing says, with how the project stands otherwise today.
func (o one) closedMonth(line *MonthLine, now models.Instant) {
	then, closed := o.closed[line.Month]
	if !closed {
		return
	}
	line.Closing, line.Rebuilt = then.Version, then.Rebuilt
	line.Scheduled, line.ApprovedYTD, line.CarriedFrom = then.Scheduled, then.Approved, then.CarriedFrom
	line.LateReport = then.LateReport
	if then.ApprovedIn != nil {
		line.ApprovedMonth = then.ApprovedIn
	}
	today, listed := o.LineNow(then.ProjectID, line.Month, now)
	line.Today = then.Differences(today, listed)
}

func (o one) milestone(m models.Milestone, now models.Instant) MilestoneLine {
	line := MilestoneLine{ID: m.ID, Name: m.Name, Baseline: m.Baseline, Due: m.Due, DoneOn: m.DoneOn, Status: m.Status,
		Controlling: m.Controlling}
	for _, sub := range o.facts.Submissions {
		line.Waiting = line.Waiting || sub.MilestoneID == m.ID && sub.Status == models.SubmissionWaiting
	}
	rules := models.RulesFor(o.facts, o.Calendar)
	late := rules.MilestoneLateness(o.facts, m, now)
	line.DaysLate, line.DaysSince, line.Assumed = late.Counted, late.Since, late.Assumed
	line.FallsDue = rules.FallsDue(m.Due)
	line.DoneLate = models.MilestoneFigures{Due: m.Due, FallsDue: line.FallsDue,
		Status: m.Status, DoneOn: m.DoneOn}.DoneLate()
	if q, asked := o.facts.ExtensionAsked(m.ID); asked {
		line.Asked, line.Request = q.Waits(), q.ID
	}
	for _, c := range o.moves {
		if c.MilestoneID == m.ID {
			line.Moves = append(line.Moves, c)
		}
	}
	return line
}

func (o one) handedIn(sub models.Submission) HandedIn {
	h := HandedIn{Physical: sub.Physical, Problems: sub.Problems, NextStep: sub.NextStep, Note: sub.Note, Paper: sub.Paper,
		Attachment: []models.Attachment{}}
	for _, a := range o.attachments {
		if a.SubmissionID == sub.ID {
			h.Attachment = append(h.Attachment, a)
		}
	}
	h.SubmissionView = submissionView(o.facts, sub, len(h.Attachment))
	for _, r := range o.reviews {
		if r.SubmissionID == sub.ID {
			h.Decision, h.Reason, h.DecidedBy = r.Decision, r.Reason, r.ByName
		}
	}
	return h
}
