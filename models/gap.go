package models

import (
	"cmp"
	"slices"
)

// GapKind says which projects a step of a gap stands for.
type GapKind string

// The steps of a gap, in the order they are listed.
const (
	GapOneProject GapKind = "project"       // one project behind its schedule
	GapOthers     GapKind = "others_behind" // the other projects behind
	GapUnknown    GapKind = "no_figure"     // projects without an approved figure: all of their schedule
	GapDropped    GapKind = "dropped"       // projects that left the list, up to their last month
	GapAhead      GapKind = "ahead"         // projects ahead of their schedule
	gapStepsMost          = 4               // steps besides those of single projects
)

// GapStep is a part of the difference between what is approved and what was scheduled.
type GapStep struct {
	Kind     GapKind `json:"kind"`
	Code     string  `json:"code"` // of GapOneProject
	Name     string  `json:"name"`
	Projects int     `json:"projects"`   // that the step sums up
	Amount   Money   `json:"amount_fen"` // approved less scheduled: negative when behind
}

// Gap leads from what is scheduled to what is approved: Scheduled and the amounts of all steps add up to Approved.
type Gap struct {
	Scheduled Money     `json:"scheduled_fen"`
	Approved  Money     `json:"approved_fen"`
	Steps     []GapStep `json:"steps"`
}

// GapOf splits the difference between approved and scheduled by projects. The named projects furthest behind are steps
// of their own, the others are summed up by kind.
func GapOf(lines []ProjectFigures, named int) Gap {
	out := Gap{Steps: make([]GapStep, 0, named+gapStepsMost)}
	var behind []GapStep
	sums := map[GapKind]GapStep{}
	add := func(kind GapKind, amount Money) {
		s := sums[kind]
		sums[kind] = GapStep{Kind: kind, Projects: s.Projects + 1, Amount: s.Amount + amount}
	}
	for _, l := range lines {
		out.Scheduled += l.Scheduled
		if l.Approved != nil {
			out.Approved += *l.Approved
		}
		switch {
		case l.Dropped && l.Approved != nil:
			add(GapDropped, *l.Approved-l.Scheduled)
		case l.Dropped:
			add(GapDropped, -l.Scheduled)
		case l.Approved == nil:
			add(GapUnknown, -l.Scheduled)
		case l.Behind > 0:
			behind = append(behind, GapStep{Kind: GapOneProject, Code: l.Code, Name: l.Name, Projects: 1, Amount: -l.Behind})
		case *l.Approved > l.Scheduled:
			add(GapAhead, *l.Approved-l.Scheduled)
		}
	}
	slices.SortStableFunc(behind, func(a, b GapStep) int { return cmp.Compare(a.Amount, b.Amount) })
	for i, s := range behind {
		if i < named {
			out.Steps = append(out.Steps, s)
		} else {
			add(GapOthers, s.Amount)
		}
	}
	for _, kind := range []GapKind{GapOthers, GapUnknown, GapDropped, GapAhead} {
		if s := sums[kind]; s.Amount != 0 {
			out.Steps = append(out.Steps, s)
		}
	}
	return out
}
