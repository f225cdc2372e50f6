package models

import (
	"cmp"
	"slices"
)

// Forecast is what a year is expected to come to, by the one method that docs/forecast.md describes: per project and
// for the programme a range that the year's completed investment is to lie in four times out of five, the plain
// forecast beside it, and the projects that close the gap to the target. It stays with the office and the leaders
// (CanForecast). Amounts are in fen, in whole 万元 where they are estimated.
type Forecast struct {
	Outlook
	Coverage ForecastCoverage  `json:"coverage"`
	Projects []ProjectForecast `json:"projects"` // in the order of the list
}

// ProjectForecast is one project in a Forecast.
type ProjectForecast struct {
	ProjectID string  `json:"project_id"`
	Code      string  `json:"code"`
	Name      string  `json:"name"`
	Unit      string  `json:"responsible_unit"`
	Stage     Stage   `json:"stage"`
	Plan      Money   `json:"annual_plan_fen"`
	Approved  *Money  `json:"approved_fen"`
	Of        Month   `json:"approved_month"` // month Approved is of; none: nothing is approved
	Low       Money   `json:"low_fen"`
	Mid       Money   `json:"mid_fen"`
	High      Money   `json:"high_fen"`
	Naive     Money   `json:"naive_fen"`  // the mean month so far, twelve times
	AtLow     Money   `json:"at_low_fen"` // its part of the programme's low end
	Lacks     Money   `json:"lacks_fen"`  // annual plan less AtLow; 0 when it reaches the plan
	Holds     []Hold  `json:"holds"`      // what holds part of this year's plan, the largest first
	left      bool    // off the list: its amount stands
	ceiling   float64 // beyond which its total investment would be exceeded; 0: not known
}

// ForecastCoverage is how the ranges have fared so far: those computed at the end of earlier months of the year, for
// what was approved by the month the forecast speaks of.
type ForecastCoverage struct {
	Inside int `json:"inside"` // ranges that hold the amount
	Of     int `json:"of"`     // ranges
	Months int `json:"months"` // of so many earlier months
}

// ForecastMonths is how many months must be approved before a year is estimated from them.
const ForecastMonths = 3

const monthsOfYear = 12

// ForecastOf forecasts the year from a list's figures to the end of a month, against the target in force. month is none
// while the list speaks of no month. holds lists what holds each project, by its ID; nil: it is not asked for.
func ForecastOf(month Month, p ProgrammeFigures, target Money, holds map[string][]Hold) Forecast {
	f := Forecast{Outlook: outlookOf(month, p.Totals, target), Projects: []ProjectForecast{}}
	n := month.Number()
	if month == 0 || !p.Known() || n < ForecastMonths {
		return f
	}
	all := forecastLines(p.Lines, n, monthsOfYear)
	for i, e := range all {
		l := p.Lines[i]
		one := ProjectForecast{ProjectID: l.ProjectID, Code: l.Code, Name: l.Name, Unit: l.Unit, Stage: l.Stage, Plan: l.Plan,
			Approved: l.Approved, Of: l.FigureMonth(), Low: inWan(e.low), Mid: inWan(e.mid), High: inWan(e.high),
			Holds: holds[l.ProjectID], left: l.Dropped, ceiling: e.ceiling}
		if one.Holds == nil {
			one.Holds = []Hold{}
		}
		one.exact(n, e)
		f.Naive += one.Naive
		f.Projects = append(f.Projects, one)
	}
	f.Known = true
	f.sum(n)
	f.Coverage = coverageOf(p.Lines, n)
	f.close()
	return f
}

// exact takes over what is approved and needs no estimate: the naive forecast, and the amounts of a project that left
// the list or of a year that is over.
func (p *ProjectForecast) exact(month int, e expected) {
	approved := Money(0)
	if p.Approved != nil {
		approved = *p.Approved
	}
	p.Naive = approved.Share(monthsOfYear, int64(month))
	if p.left || month == monthsOfYear {
		p.Low, p.Mid, p.High, p.Naive = approved, approved, approved, approved
	}
	if e.low == e.done { // the amount so far may be less than a whole 万元 above the rounded end
		p.Low = approved
	}
	p.Low, p.Mid, p.High = max(p.Low, approved), max(p.Mid, approved), max(p.High, approved)
}

// inWan rounds an estimate in fen to whole 万元.
func inWan(fen float64) Money {
	const wan = 1_000_000
	return Money(fen/wan+0.5) * wan
}

// close finds the smallest set of projects that closes the gap: the fewest whose annual plans, reached in full instead
// of what they come to at the low end, make up for it. Taking the largest first is exact for any number of projects.
func (f *Forecast) close() {
	f.GapProjects = []GapProject{}
	gap := f.Short()
	if gap == 0 {
		return
	}
	lacking := slices.DeleteFunc(slices.Clone(f.Projects), func(p ProjectForecast) bool { return p.Lacks <= 0 })
	slices.SortStableFunc(lacking, func(a, b ProjectForecast) int {
		return cmp.Or(cmp.Compare(b.Lacks, a.Lacks), cmp.Compare(a.Code, b.Code))
	})
	for _, p := range lacking {
		if gap <= 0 {
			break
		}
		gap -= p.Lacks
		f.GapProjects = append(f.GapProjects, GapProject{Code: p.Code, Name: p.Name, Unit: p.Unit, Adds: p.Lacks})
	}
	f.NotClosed = max(0, gap)
}
