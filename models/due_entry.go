package models

import (
	"cmp"
	"slices"
)

// DueKind is what falls due on a day.
type DueKind string

// The kinds, in the order of a day.
const (
	DueMilestone DueKind = "milestone"
	DueReport    DueKind = "report"
	DueReview    DueKind = "review"
	DueProblem   DueKind = "problem"
)

// DueKinds lists the kinds in the order of a day.
var DueKinds = []DueKind{DueMilestone, DueReport, DueReview, DueProblem}

var dueKindWords = map[DueKind]string{DueMilestone: "节点", DueReport: "月报", DueReview: "审核", DueProblem: "问题"}

// Chinese returns the name of the kind.
func (k DueKind) Chinese() string { return dueKindWords[k] }

// DueEntry is one thing of a project that is open and falls due on a day (到期事项).
type DueEntry struct {
	Kind        DueKind `json:"kind"`
	Subject     string  `json:"subject"`        // row key of the milestone, the submission or the problem, or the month
	Name        string  `json:"name,omitempty"` // of the milestone, or the text of the problem
	Month       Month   `json:"month,omitempty"`
	Day         Date    `json:"day"` // on which it falls due, see Rules.FallsDue
	Due         Date    `json:"due"` // as it is on record
	Controlling bool    `json:"controlling,omitempty"`
	Waiting     bool    `json:"waiting,omitempty"` // handed in, in review
	Late        int     `json:"days_late,omitempty"`
	Assumed     bool    `json:"assumed,omitempty"` // counted through a year without days off (推算)
}

// FallingDue returns what of a project is open and falls due between two days, both included, in their order: the items
// of the ladder and problems that a department was asked to solve.
func (r Rules) FallingDue(f Facts, from, to Date, now Instant) []DueEntry {
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 || f.Project.HandedOver() {
		return nil
	}
	var out []DueEntry
	kinds := map[Item]DueKind{ItemMilestone: DueMilestone, ItemReport: DueReport, ItemReview: DueReview}
	for _, it := range r.items(f) {
		kind, shown := kinds[it.kind]
		if !shown || !it.open || it.from < from || it.from > to {
			continue
		}
		e := DueEntry{Kind: kind, Subject: it.subject, Name: it.name, Month: it.month, Day: it.from, Due: it.due,
			Controlling: it.kind == ItemMilestone && it.controlling}
		for _, s := range f.Submissions {
			e.Waiting = e.Waiting || s.Status == SubmissionWaiting && kind != DueReview &&
				(s.MilestoneID == it.subject || s.Month != 0 && s.Month == it.month)
		}
		var counted Task
		r.count(f, it, &counted, now)
		e.Late, e.Assumed = counted.Late, counted.Assumed && counted.Late > 0
		out = append(out, e)
	}
	for _, p := range f.Problems {
		if p.InHand() && p.Due >= from && p.Due <= to && p.Due != 0 {
			out = append(out, DueEntry{Kind: DueProblem, Subject: p.ID, Name: p.Text, Day: p.Due, Due: p.Due,
				Late: r.ProblemDaysLate(p, now)})
		}
	}
	slices.SortStableFunc(out, func(a, b DueEntry) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(slices.Index(DueKinds, a.Kind), slices.Index(DueKinds, b.Kind)))
	})
	return out
}
