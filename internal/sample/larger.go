package sample

import (
	"slices"

	"duban/importer/workbook"
	"duban/models"
)

// Size is how many projects the sample programme has.
const Size = 48

// ProgrammeOf is the sample programme with another number of projects, for trying larger lists: the first n of the
// 48, or batches of the 48 with numbered names until there are n. Every batch has amounts and dates of its own, and so
// has every seed; seed 0 is the sample programme. Only at n = 48 do the totals agree with the report.
func ProgrammeOf(year, n int, seed uint64) Data {
	d := programme(year, 0, seed)
	for batch := 1; len(d.Projects) < n; batch++ {
		d.Projects = append(d.Projects, programme(year, batch, seed).Projects...)
	}
	d.Projects = d.Projects[:n]
	// Each section is in the sheet once, with all its projects.
	order := map[string]int{}
	for i, s := range catalogue {
		order[s.title] = i
	}
	slices.SortStableFunc(d.Projects, func(a, b Project) int { return order[a.Section] - order[b.Section] })
	return d
}

// The revision of a project: less is planned, milestones are due later, and less is done.
const (
	lessPlanned = roundTo
	daysLater   = 7
	donePercent = 99
)

// Revised is the same programme after n of its projects, spread over the list, were revised: a lower annual plan and
// total investment, another goal, the milestones of the second half of the year seven days later, and 1 % less done.
// In each of the three workbooks their rows differ from those of d.
func (d Data) Revised(n int) Data {
	d.Projects = slices.Clone(d.Projects)
	size := len(d.Projects)
	for i := range d.Projects {
		if i*n/size != (i+1)*n/size {
			d.Projects[i].revise()
		}
	}
	return d
}

func (p *Project) revise() {
	p.Project.AnnualPlan -= lessPlanned
	p.Project.TotalInvestment -= lessPlanned
	p.Project.Goal += "（已调整）"
	p.MonthPlans = nil
	p.planMonths()
	p.Milestones = slices.Clone(p.Milestones)
	for i := range p.Milestones {
		m := &p.Milestones[i]
		if m.Due.Date < models.DateOf(p.Project.Year, 7, 1) && i < len(p.Milestones)-1 {
			continue
		}
		m.Due = workbook.PlannedDate{Date: m.Due.Date + daysLater, Precision: models.PrecisionDay}
	}
	for m, done := range p.actual {
		p.actual[m] = min(done.Share(donePercent, 100)/tenth*tenth, p.Project.AnnualPlan)
	}
}
