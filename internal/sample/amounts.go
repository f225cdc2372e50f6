package sample

import (
	"math/rand/v2"
	"slices"

	"duban/models"
)

// setAmounts gives every project its amounts. They add up to the programme's figures exactly.
func (d *Data) setAmounts(random *rand.Rand) {
	totals := make([]int64, len(d.Projects))
	for i, p := range d.Projects {
		totals[i] = vary(p.entry.total*100, random)
	}
	for i, share := range apportion(int64(TotalInvestment/roundTo), totals) {
		d.Projects[i].Project.TotalInvestment = models.Money(share) * roundTo
	}
	plans, left := make([]int64, len(d.Projects)), int64(AnnualPlan/roundTo)
	for i, p := range d.Projects {
		if p.entry.withinYear() {
			left -= int64(p.Project.TotalInvestment / roundTo)
			continue
		}
		plans[i] = vary(int64(p.Project.TotalInvestment/wan)*int64(p.entry.monthsInYear())*100/int64(p.entry.lasts), random)
	}
	for i, share := range apportion(left, plans) {
		p := &d.Projects[i]
		p.Project.AnnualPlan = models.Money(share) * roundTo
		total := p.Project.TotalInvestment
		switch {
		case p.entry.withinYear():
			p.Project.AnnualPlan = total
		case p.entry.stage == completing:
			p.Project.ToEndOfLastYear = total - p.Project.AnnualPlan
		case p.entry.stage == carried:
			p.Project.ToEndOfLastYear = (total-p.Project.AnnualPlan).Share(int64(-p.entry.starts),
				int64(p.entry.lasts)) / roundTo * roundTo
		}
	}
}

// withinYear reports whether a project starts and finishes in its year: then all of it is this year's plan.
func (e entry) withinYear() bool { return e.starts >= 0 && e.starts+e.lasts <= 11 }

// monthsInYear counts the months of the year in which a project is under construction.
func (e entry) monthsInYear() int { return min(e.starts+e.lasts, 11) - max(e.starts, 0) + 1 }

// vary varies a weight by up to 15 % either way.
func vary(weight int64, random *rand.Rand) int64 { return weight * int64(85+random.IntN(31)) / 100 }

// apportion splits a total into integer shares by weight, exactly: the largest remainders get the units left over.
func apportion(total int64, weights []int64) []int64 {
	sum := int64(0)
	for _, w := range weights {
		sum += w
	}
	shares, order, left := make([]int64, len(weights)), make([]int, len(weights)), total
	remainders := make([]int64, len(weights))
	for i, w := range weights {
		order[i] = i
		shares[i], remainders[i] = total*w/sum, total*w%sum
		left -= shares[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(min(max(remainders[b]-remainders[a], -1), 1)) })
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}

// season are weights of the months: how much is usually built in each.
var season = []int64{4, 3, 8, 9, 9, 10, 9, 9, 10, 11, 10, 8}

// planMonths splits the year's plan over the months of construction, for the projects that have a month plan.
func (p *Project) planMonths() {
	if !p.entry.months {
		return
	}
	first := max(p.entry.starts, 0)
	last := min(p.entry.starts+p.entry.lasts, 11)
	january := models.MonthOf(p.Project.Year, 1)
	for i, share := range apportion(int64(p.Project.AnnualPlan/wan), season[first:last+1]) {
		p.MonthPlans = append(p.MonthPlans, models.MonthPlan{Month: january + models.Month(first+i),
			Plan: models.Money(share) * wan})
	}
}
