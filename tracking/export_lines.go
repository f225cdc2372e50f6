package tracking

import (
	"cmp"
	"fmt"
	"slices"

	"duban/importer"
	"duban/importer/workbook"
	"duban/models"
)

// monthlyLine returns one project's month; f holds the facts on the day of the report.
func monthlyLine(f models.Facts, rules models.Rules, n models.Names, month models.Month, today,
	at models.Date) workbook.MonthlyLine {
	p := f.Project
	standing := rules.Standing(f, judgedOn(rules, month, today))
	next := nextOf(f, standing.Reason)
	line := workbook.MonthlyLine{
		ProgressLine: progressLine(f, n, month),
		Sponsor:      n.Posts[p.SponsorPostID], Scheduled: models.Scheduled(p, f.MonthPlans, rules.Curve, month),
		Colour: standing.Colour, Reason: standing.Reason.Text, NextName: next.Name, NextDue: next.Due,
		OpenRung: highestRung(f,
			""),
		Sector: p.Sector, Stage: p.Stage, Category: p.Category, Investor: p.Investor,
		Started: begun(f, at), ToFinish: p.Stage == models.StageCompleting || p.PlannedFinish.Year() == p.Year,
		Finished: finished(f, at),
	}
	if r, ok := reportOf(f, month); ok {
		line.Basis = basisOf(r)
		line.ProblemSince = problemSince(f.Reports, r)
	}
	return line
}

// progressLine returns a project's month for a progress sheet: the office's decision, or else what was submitted.
func progressLine(f models.Facts, n models.Names, month models.Month) workbook.ProgressLine {
	p := f.Project
	line := workbook.ProgressLine{
		Code: p.Code, Name: p.Name, Owner: n.Organisations[p.OwnerID], ResponsibleUnit: n.Organisations[p.ResponsibleUnitID],
		CityMajor: cityMajor(f), TotalInvestment: p.TotalInvestment, AnnualPlan: p.AnnualPlan,
		Statistics: answerWord(p.InStatistics),
	}
	if r, ok := reportOf(f, month); ok {
		line.Physical, line.Problems, line.NextStep = r.Physical, r.Problems, r.NextStep
		line.Month, line.YearToDate = figuresOf(r)
	}
	return line
}

func reportOf(f models.Facts, month models.Month) (models.Report, bool) {
	for _, r := range f.Reports {
		if r.Month == month {
			return r, true
		}
	}
	return models.Report{}, false
}

func basisOf(r models.Report) importer.Basis {
	switch {
	case r.ApprovedYTD != nil:
		return importer.BasisApproved
	case r.ReportedYTD != nil:
		return importer.BasisReported
	}
	return importer.BasisNone
}

// figuresOf returns the figures of a report's basis.
func figuresOf(r models.Report) (month, yearToDate *models.Money) {
	switch basisOf(r) {
	case importer.BasisApproved:
		return r.ApprovedMonth, r.ApprovedYTD
	case importer.BasisReported:
		return r.ReportedMonth, r.ReportedYTD
	}
	return nil, nil
}

func answerWord(a models.Answer) string {
	switch a {
	case models.Yes:
		return "是"
	case models.No:
		return "否"
	}
	return ""
}

// numerals number the sections of a list.
var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// droppedSection lists the projects that have left the list and whose earlier months still count.
func (g programmeData) droppedSection(sections int) workbook.MonthlySection {
	section := workbook.MonthlySection{Title: numerals[min(sections, len(numerals)-1)] + "、已调出清单的项目"}
	for _, f := range g.dropped {
		until := g.until[f.Project.ID]
		line := workbook.MonthlyLine{ProgressLine: progressLine(f, g.names, until), Dropped: true}
		line.TotalInvestment, line.AnnualPlan, line.Month, line.Statistics = 0, 0, nil, ""
		line.Physical, line.Problems, line.NextStep = fmt.Sprintf("%d月后调出清单", until.Number()), "", ""
		line.Scheduled = models.Scheduled(f.Project, f.MonthPlans, g.rules(f).Curve, until)
		if r := lastFigures(f.Reports, until); r != nil {
			line.Basis = basisOf(*r)
			_, line.YearToDate = figuresOf(*r)
		}
		section.Lines = append(section.Lines, line)
	}
	return section
}

// lastFigures returns the latest report with figures up to a month; nil when there is none.
func lastFigures(reports []models.Report, month models.Month) (last *models.Report) {
	for i, r := range reports {
		if r.Month <= month && basisOf(r) != importer.BasisNone && (last == nil || r.Month > last.Month) {
			last = &reports[i]
		}
	}
	return last
}

// point sums one month of the year: the figures of each project's report of that month, and the last ones of projects
// that have left the list.
func (g programmeData) point(month models.Month, known bool) workbook.MonthlyPoint {
	p := workbook.MonthlyPoint{Month: month, Scheduled: g.scheduled(month)}
	if !known {
		return p
	}
	for _, f := range slices.Concat(g.facts, g.dropped) {
		if r, ok := reportOf(f, month); ok {
			amount, ytd := figuresOf(r)
			p.Amount, p.YearToDate = plus(p.Amount, amount), plus(p.YearToDate, ytd)
		}
	}
	for _, f := range g.dropped {
		if until := g.until[f.Project.ID]; month > until && p.YearToDate != nil {
			if r := lastFigures(f.Reports, until); r != nil {
				_, ytd := figuresOf(*r)
				p.YearToDate = plus(p.YearToDate, ytd)
			}
		}
	}
	return p
}

// plus adds an amount that may be unknown.
func plus(sum, amount *models.Money) *models.Money {
	if amount == nil {
		return sum
	}
	if sum == nil {
		sum = new(models.Money)
	}
	return new(*sum + *amount)
}

// monthlyMilestones returns the milestones for a month's report: due in the month, late, or done in it.
func monthlyMilestones(f models.Facts, g programmeData, month models.Month,
	at models.Date) (out []workbook.MonthlyMilestone) {
	first, last := month.First(), month.Last()
	closed := f.Project.Status == models.ProjectClosed && f.Project.ClosedAt.Date() <= at
	for _, m := range f.Milestones {
		due := m.Due >= first && m.Due <= last
		late := m.Due < first && m.Status == models.MilestoneOpen && !closed
		done := m.DoneOn >= first && m.DoneOn <= last
		if m.Status == models.MilestoneDropped || m.Due == 0 || !due && !late && !done {
			continue
		}
		out = append(out, workbook.MonthlyMilestone{
			Project: f.Project.Name, ResponsibleUnit: g.names.Organisations[f.Project.ResponsibleUnitID],
			CityMajor: cityMajor(f),
			Name:      m.Name, Controlling: m.Controlling, Baseline: m.Baseline, Due: m.Due, DoneOn: m.DoneOn,
			DaysLate: g.calendar.Between(m.Due, cmp.Or(m.DoneOn, at)), Rung: highestRung(f, m.ID),
		})
	}
	return out
}
