package models

import (
	"slices"
	"strings"
)

// NextPlanLine is a project of the next year's plan: one of this year's that goes on, or an admitted application.
type NextPlanLine struct {
	Code        string      `json:"code"`
	Name        string      `json:"name"`
	Continues   bool        `json:"continues"`             // this year's project goes on, under its code
	Application string      `json:"application,omitempty"` // "": none was admitted
	Total       Money       `json:"total_investment_fen"`
	Spent       Money       `json:"to_end_of_year_fen"` // approved to the end of this year
	SpentTo     Month       `json:"approved_to,omitempty"`
	Plan        *Money      `json:"annual_plan_fen"` // of the next year; null: not stated yet
	Milestones  []Milestone `json:"-"`               // open ones, that are carried over
	Open        int         `json:"open_milestones"`
}

// CarriedIn is what a project of a year has spent when the year is over, as it is on record: what the list states to
// the end of the year before, and what was approved since. to is the latest approved month in it; 0: none.
func CarriedIn(f Facts) (recorded Money, to Month) {
	approved, to := SeriesOf(f, IndicatorInvestment).ApprovedTo(MonthOf(f.Project.Year, 12))
	recorded = f.Project.ToEndOfLastYear
	if approved != nil {
		recorded += *approved
	}
	return recorded, to
}

// GoesOn reports whether a project of a year is unfinished, so that it belongs on the next year's list.
func GoesOn(p Project) bool { return p.Status == ProjectOpen && p.ActualFinish == 0 }

// NextStage is the stage of a project that goes on: it completes in the year of its planned finish.
func NextStage(p Project, year int) Stage {
	if p.PlannedFinish != 0 && p.PlannedFinish.Year() <= year {
		return StageCompleting
	}
	return StageCarried
}

// NextPlan lists the projects of the next year's plan: this year's unfinished ones in their order, then the admitted
// applications. An application that goes on with a project of this year states its plan; one that was refused keeps it
// off the list. plans are the office's own amounts by code; they take precedence.
func NextPlan(year int, this []Facts, applications []Reserve, plans map[string]Money) []NextPlanLine {
	lines := []NextPlanLine{}
	taken := map[string]bool{}
	for _, f := range this {
		p := f.Project
		if !GoesOn(p) {
			continue
		}
		l := NextPlanLine{Code: p.Code, Name: p.Name, Continues: true, Total: p.TotalInvestment}
		l.Spent, l.SpentTo = CarriedIn(f)
		i := slices.IndexFunc(applications, func(r Reserve) bool { return r.Year == year && r.continues(p) })
		if i >= 0 && applications[i].State == ReserveRefused {
			continue
		}
		if i >= 0 && applications[i].State == ReserveListed {
			taken[applications[i].ID] = true
			l.Application, l.Plan = applications[i].ID, &applications[i].AnnualPlan
			l.Total = applications[i].Total
		}
		for _, m := range f.Milestones {
			if m.Status == MilestoneOpen {
				l.Milestones = append(l.Milestones, m)
			}
		}
		l.Open = len(l.Milestones)
		lines = append(lines, l.with(plans))
	}
	for _, r := range applications {
		if r.Year != year || r.State != ReserveListed || taken[r.ID] {
			continue
		}
		plan := r.AnnualPlan
		l := NextPlanLine{Code: r.Code, Name: r.Name, Application: r.ID, Total: r.Total, Spent: r.ToEndOfLastYear,
			Plan: &plan}
		lines = append(lines, l.with(plans))
	}
	return lines
}

// with returns the line with the office's own amount.
func (l NextPlanLine) with(plans map[string]Money) NextPlanLine {
	if plan, stated := plans[l.Code]; stated {
		l.Plan = &plan
	}
	return l
}

// continues reports whether an application goes on with a project.
func (r Reserve) continues(p Project) bool {
	goesOn := r.Stage == StageCarried || r.Stage == StageCompleting
	return r.State != ReserveWithdrawn && goesOn && (r.Code == p.Code || r.NameKey == p.NameKey)
}

// SectionNumber is what stands before the title of the n-th section of a list: 一、
func SectionNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n]) + "、"
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n-10]), "零") + "、"
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零") + "、"
}
