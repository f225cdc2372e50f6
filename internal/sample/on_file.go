package sample

import (
	"slices"

	"duban/importer/workbook"
	"duban/models"
)

// OnFile is the sample programme as its office holds it on a day: what was decided is in the workbooks, what waits for
// review is in Done and Reports.
type OnFile struct {
	Milestones workbook.MilestoneTable
	Progress   []workbook.ProgressTable // one a month, oldest first; none in January
	Done       []DoneMilestone          // milestones handed in
	Reports    []HandedReport           // months handed in
}

// DoneMilestone is a milestone its owner hands in as done.
type DoneMilestone struct {
	Project string // name
	Owner   string
	Name    string
	DoneOn  models.Date
}

// HandedReport is a month its owner hands in.
type HandedReport struct {
	Project    string // name
	Owner      string
	Month      models.Month
	Amount     models.Money
	YearToDate models.Money
	Physical   string
	NextStep   string
}

// Reporter is an owner with several projects; one of its reports of the last month waits for review on every day.
const Reporter = bureauEducation

// The days of the month on which its own report may first be handed in and on which that of the month before is due,
// and how much waits for review.
const (
	windowDay         = 25
	reportDay         = 5
	earlyReports      = 3
	openReports       = 6 // until the month before is due
	milestonesWaiting = 5
)

// OnFile returns what the office holds on a day of the programme's year.
func (d Data) OnFile(day models.Date) OnFile {
	f := OnFile{Done: d.handedIn(day)}
	f.Milestones = d.reviewed(day, f.Done)
	last := day.Month() - 1
	reporters := d.reporters(day)
	for m := models.MonthOf(d.Year, 1); m <= last; m++ {
		t := d.Progress(m)
		if m == last {
			withhold(t, reporters)
			f.report(reporters, m)
		}
		f.Progress = append(f.Progress, t)
	}
	if day.Day() >= windowDay {
		f.report(d.onCourse(earlyReports, func(p *Project) bool { return !slices.Contains(reporters, p) }), day.Month())
	}
	return f
}

// onCourse returns the first n projects that are on or ahead of schedule and meet a condition.
func (d Data) onCourse(n int, meets func(*Project) bool) []*Project {
	var found []*Project
	for i := range d.Projects {
		p := &d.Projects[i]
		if (p.entry.pace == steady || p.entry.pace == brisk) && len(found) < n && meets(p) {
			found = append(found, p)
		}
	}
	return found
}

// reporters are the projects whose report of the month before waits: several while it is not yet due, then the one of
// Reporter's. That is the late project while it catches up, so that never more than two are without data.
func (d Data) reporters(day models.Date) []*Project {
	for i := range d.Projects {
		if p := &d.Projects[i]; p.entry.pace == late && !p.Reports(day.Month()-1) && p.Owner == Reporter &&
			day.Month() > models.MonthOf(d.Year, 1) {
			return []*Project{p}
		}
	}
	found := d.onCourse(1, func(p *Project) bool { return p.Owner == Reporter })
	if day.Day() > reportDay {
		return found
	}
	return append(found, d.onCourse(openReports-1, func(p *Project) bool { return p != found[0] })...)
}

// withhold leaves the month of some projects blank.
func withhold(t workbook.ProgressTable, of []*Project) {
	for _, section := range t.Sections {
		for i := range section.Lines {
			line := &section.Lines[i]
			if slices.ContainsFunc(of, func(p *Project) bool { return p.Project.Name == line.Name }) {
				line.Month, line.YearToDate, line.Physical, line.Problems, line.NextStep, line.Statistics = nil, nil, "", "", "", ""
			}
		}
	}
}

func (f *OnFile) report(of []*Project, month models.Month) {
	for _, p := range of {
		n := month.Number()
		r := HandedReport{Project: p.Project.Name, Owner: p.Owner, Month: month, Amount: p.actual[n] - p.actual[n-1],
			YearToDate: p.actual[n]}
		done, next := p.lastAndNext(month.Last())
		r.Physical, r.NextStep = doneWords(done), "项目收尾，办理决算和资产移交"
		if next != nil {
			r.NextStep = goalWords(next.Name)
		}
		f.Reports = append(f.Reports, r)
	}
}

// handedIn picks milestones that were done lately and in time, the latest first. When there are too few, those that
// would be done next are done early.
func (d Data) handedIn(day models.Date) []DoneMilestone {
	type candidate struct {
		DoneMilestone
		away models.Date
	}
	var all []candidate
	for _, p := range d.onCourse(len(d.Projects), func(*Project) bool { return true }) {
		for _, m := range p.Milestones {
			c := candidate{DoneMilestone{Project: p.Project.Name, Owner: p.Owner, Name: m.Name, DoneOn: m.DoneOn},
				day - m.DoneOn}
			if m.DoneOn > day {
				c.DoneOn, c.away = day-1, m.DoneOn
			}
			if m.DoneOn.Year() == d.Year && m.Due.Date >= day-3 {
				all = append(all, c)
				break // one a project
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return int(a.away - b.away) })
	var picked []DoneMilestone
	for _, c := range all[:min(len(all), milestonesWaiting)] {
		picked = append(picked, c.DoneMilestone)
	}
	return picked
}

// reviewed is the milestone plan of a day without what waits for review. The project that reports no amounts does hand
// in its milestones: it is without data, not overdue.
func (d Data) reviewed(day models.Date, waiting []DoneMilestone) workbook.MilestoneTable {
	t := d.Milestones(day)
	for i, p := range t.Projects {
		for k := range p.Milestones {
			m := &p.Milestones[k]
			if d.Projects[i].entry.pace == silent && m.Due.Date <= day {
				m.DoneOn = m.Due.Date
			}
			if slices.ContainsFunc(waiting, func(w DoneMilestone) bool { return w.Project == p.Name && w.Name == m.Name }) {
				m.DoneOn = 0
			}
		}
	}
	return t
}
