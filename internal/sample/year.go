package sample

import (
	"math/rand/v2"

	"duban/models"
)

// pace is how a project progresses during its year.
type pace string

const (
	brisk  pace = "brisk"  // ahead of schedule
	steady pace = "steady" // on schedule
	slow   pace = "slow"   // a little behind: urging
	behind pace = "behind" // yellow
	stuck  pace = "stuck"  // red
	late   pace = "late"   // reports nothing for August and September, then catches up
	silent pace = "silent" // never reports
)

// permille gives the range of year-to-date against schedule, in 1/1000; the paces on or ahead of schedule have
// none: they share what is left of the year's total.
func (p pace) permille() (low, high int) {
	switch p {
	case slow:
		return 820, 885
	case behind:
		return 640, 770
	case stuck:
		return 420, 560
	case late:
		return 900, 980
	}
	return 0, 0
}

// tenth is what reported amounts are rounded to: 0.1 万元.
const tenth = wan / 10

// setProgress gives every project the amounts it completes in the year, about 71 亿元 in all.
func (d *Data) setProgress(random *rand.Rand) {
	year := make([]models.Money, len(d.Projects))
	left := 708_000*wan + models.Money(random.IntN(50_000))*tenth
	weights := make([]int64, len(d.Projects))
	for i, p := range d.Projects {
		plan, rest := p.Project.AnnualPlan, p.Project.TotalInvestment-p.Project.ToEndOfLastYear
		switch low, high := p.entry.pace.permille(); {
		case p.entry.pace == silent:
		case high > 0:
			year[i] = plan.Share(int64(low+random.IntN(high-low)), 1000) / tenth * tenth
		case rest == plan: // completes this year: nothing can be spent beyond it
			year[i] = plan
		default:
			weights[i] = int64(plan/wan) * int64(map[pace]int{brisk: 108, steady: 100}[p.entry.pace]+random.IntN(4))
		}
		left -= year[i]
	}
	for i, share := range apportion(int64(left/tenth), weights) {
		p := &d.Projects[i]
		year[i] += models.Money(share) * tenth
		p.report(min(year[i], p.Project.TotalInvestment-p.Project.ToEndOfLastYear), random)
	}
}

// report spreads what a project completes in the year over its months, along its schedule with some unevenness.
func (p *Project) report(year models.Money, random *rand.Rand) {
	for m := 1; m <= 12; m++ {
		scheduled := models.Scheduled(p.Project, p.MonthPlans, models.Linear, models.MonthOf(p.Project.Year, m))
		done := year.Share(int64(scheduled/tenth), int64(p.Project.AnnualPlan/tenth))
		if scheduled < p.Project.AnnualPlan {
			done = done.Share(int64(970+random.IntN(61)), 1000)
		}
		p.actual[m] = max(p.actual[m-1], min(done/tenth*tenth, year))
	}
	p.actual[12] = year
}

// Reports reports whether the project hands in its report of a month.
func (p *Project) Reports(month models.Month) bool {
	n := month.Number()
	return month.Year() == p.Project.Year && p.entry.pace != silent && (p.entry.pace != late || n < 8 || n > 9)
}

// Progress returns what the project reports for a month: the month's amount and year-to-date, nil when it reports
// nothing. Year-to-date is the sum of the reported months; a month caught up later carries what was missed.
func (p *Project) Progress(month models.Month) (amount, yearToDate *models.Money) {
	if !p.Reports(month) {
		return nil, nil
	}
	before := models.Money(0)
	for m := month - 1; m.Year() == p.Project.Year; m-- {
		if p.Reports(m) {
			before = p.actual[m.Number()]
			break
		}
	}
	ytd := p.actual[month.Number()]
	done := ytd - before
	return &done, &ytd
}
