// Package sample makes the sample programme: 48 key projects of one year, with plans, milestones and monthly progress.
// It is pure: no clock, no files, the same year gives the same data.
//
// The project names and the totals are those of the district's government work report of 2021 (48 projects, 26 of them
// city-major, 449 亿元 in all, 70 亿元 planned for the year). Every other figure and date is invented, and every
// workbook made from it says so (示例数据).
package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"duban/importer/workbook"
	"duban/models"
)

// The programme's figures, from the report.
const (
	TotalInvestment models.Money = 4_490_000_000_000 // 449 亿元
	AnnualPlan      models.Money = 700_000_000_000   // 70 亿元
)

const (
	wan     = models.Money(1_000_000) // 1 万元
	roundTo = 50 * wan                // planned amounts are whole multiples of 50 万元
)

// Data is one year's sample programme.
type Data struct {
	Year     int
	Name     string    // "2021年区重点项目"
	Projects []Project // in sheet order
}

// Project is one sample project: its line of the plan, its milestones, and its progress.
type Project struct {
	workbook.PlanLine
	Section string // "一、产业项目"
	// Milestones have in DoneOn the day on which they are done, also when that day is still to come: Data.Milestones
	// leaves it out until then.
	Milestones []workbook.MilestoneLine

	entry  entry
	actual [13]models.Money // year-to-date at the end of each month, if reported; index 0 is the start of the year
}

// Programme returns the sample programme of a year. Amounts vary from year to year, the totals do not.
func Programme(year int) Data { return programme(year, 0, 0) }

// programme makes the 48 projects of a batch: batch 0 has the names of the report, the others have numbered names.
// Another seed gives the same projects other amounts and dates.
func programme(year, batch int, seed uint64) Data {
	// A fixed generator: the same on every machine.
	random := rand.New(rand.NewPCG(uint64(year)|uint64(batch)<<32, 0x64756261+seed))
	d := Data{Year: year, Name: fmt.Sprintf("%d年区重点项目", year)}
	for _, c := range catalogue {
		for _, e := range c.entries {
			if batch > 0 {
				e.name = fmt.Sprintf("%s（第%d批）", e.name, batch+1)
			}
			d.Projects = append(d.Projects, describe(year, c.title, e, random))
		}
	}
	d.setAmounts(random)
	for i := range d.Projects {
		p := &d.Projects[i]
		p.planMonths()
		p.planMilestones(random)
	}
	d.setProgress(random)
	return d
}

// describe fills in everything about a project but its amounts, milestones and year.
func describe(year int, section string, e entry, random *rand.Rand) Project {
	start := models.MonthOf(year, 1) + models.Month(e.starts)
	finish := start + models.Month(e.lasts)
	owner := e.owner
	if owner == "" {
		owner = strings.TrimSuffix(e.name, "项目") + "项目建设单位"
	}
	period := fmt.Sprintf("%d-%d年", start.Year(), finish.Year())
	if start.Year() == finish.Year() {
		period = fmt.Sprintf("%d年", start.Year())
	}
	p := Project{Section: section, entry: e}
	p.PlanLine = workbook.PlanLine{
		Owner: owner, ResponsibleUnit: e.unit, Sponsor: e.sponsor, CityMajor: e.city,
		Start: planned(start, random), Finish: planned(finish, random),
	}
	p.Project = models.Project{
		Year: year, Name: e.name, NameKey: models.NameKey(e.name), Stage: e.stage, Category: models.Implementation,
		Investor: e.investor,
		Scale:    "（示例）" + e.scale, Period: period, Goal: "（示例）" + e.objective,
		PlannedStart: p.Start.Date, PlannedFinish: p.Finish.Date, Status: models.ProjectOpen,
	}
	return p
}

// planned is a planned date in a month, as precise as sheets are: some give a day, most only the month.
func planned(month models.Month, random *rand.Rand) workbook.PlannedDate {
	if random.IntN(3) == 0 {
		return workbook.PlannedDate{Date: month.Day(8 + random.IntN(20)), Precision: models.PrecisionDay}
	}
	return workbook.PlannedDate{Date: month.Last(), Precision: models.PrecisionMonth}
}
