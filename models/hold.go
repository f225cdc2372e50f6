package models

import (
	"cmp"
	"slices"
	"strings"
)

// HoldKind is the kind of what holds a part of a year's plan.
type HoldKind string

// The kinds.
const (
	HoldMilestone HoldKind = "milestone"
	HoldPermit    HoldKind = "permit" // a milestone that is a permit or an approval
	HoldProblem   HoldKind = "problem"
)

var holdWords = map[HoldKind]string{HoldMilestone: "节点", HoldPermit: "手续", HoldProblem: "问题"}

// Chinese returns the name of the kind.
func (k HoldKind) Chinese() string { return holdWords[k] }

// Hold is a late milestone, a late permit or an open problem, with the part of this year's plan that is behind it: what
// the plan has from then on, and is not done. Two of one project hold the same money, so that they are never added up.
type Hold struct {
	Kind     HoldKind `json:"kind"`
	ID       string   `json:"id"`
	Name     string   `json:"name"` // of the milestone, or what blocks the project
	Due      Date     `json:"due"`  // of a milestone, or day by which a problem is to be solved; 0: none
	DaysLate int      `json:"days_late"`
	Amount   Money    `json:"amount_fen"`
}

var permitWords = []string{"许可", "批复", "备案", "核准", "立项", "用地", "土地", "环评", "能评", "审查", "规划选址", "初设"}

// IsPermit reports whether a milestone is a permit or an approval, by its name.
func IsPermit(name string) bool {
	return slices.ContainsFunc(permitWords, func(word string) bool { return strings.Contains(name, word) })
}

// HoldsOf lists what holds a project, the largest amount first. Behind a milestone is what the plan has after the month
// it was due in; behind a problem what the plan has from the month it was raised in. Neither is more than what is left
// of the year's plan. l has the amounts of the month the figures speak of, and the milestones of now.
func HoldsOf(l ProjectFigures, problems []Problem) []Hold {
	holds := []Hold{}
	add := func(h Hold, after Month) {
		if h.Amount = l.planAfter(after); h.Amount > 0 {
			holds = append(holds, h)
		}
	}
	for _, m := range l.Milestones {
		if m.Status != MilestoneOpen || m.Counted <= 0 {
			continue
		}
		h := Hold{Kind: HoldMilestone, ID: m.ID, Name: m.Name, Due: m.Due, DaysLate: m.Counted}
		if IsPermit(m.Name) {
			h.Kind = HoldPermit
		}
		add(h, m.Due.Month())
	}
	for _, p := range problems {
		if p.Open() {
			add(Hold{Kind: HoldProblem, ID: p.ID, Name: p.Text, Due: p.Due}, p.RaisedAt.Date().Month()-1)
		}
	}
	slices.SortStableFunc(holds, func(a, b Hold) int {
		return cmp.Or(cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID))
	})
	return holds
}

// planAfter is what this year's plan has after a month, as far as it is not done.
func (out ProjectFigures) planAfter(month Month) Money {
	left := out.Plan
	if out.Approved != nil {
		left -= *out.Approved
	}
	behind := out.Plan
	if n := int(month-MonthOf(out.Year, 1)) + 1; n >= 1 && len(out.Course) == monthsOfYear {
		behind -= out.Course[min(n, monthsOfYear)-1].Scheduled
	}
	return max(0, min(left, behind))
}
