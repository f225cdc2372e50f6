package models

import (
	"cmp"
	"slices"
)

// RoundTask is what is still to be done in a round, by whom and until when.
type RoundTask struct {
	Kind  RoundTaskKind `json:"kind"`
	What  Word          `json:"what"`
	Who   Word          `json:"who"`
	Due   Date          `json:"due,omitzero"`
	Count int           `json:"outstanding,omitempty"` // projects for which it is to be done
	Open  bool          `json:"open"`                  // it can be done now
	Late  bool          `json:"late,omitempty"`
}

// RoundTaskKind is what is to be done in a round.
type RoundTaskKind string

// The kinds, in the order of a round.
const (
	RoundTaskEstimate   RoundTaskKind = "estimate"
	RoundTaskEstimateUp RoundTaskKind = "estimate_up"
	RoundTaskReport     RoundTaskKind = "report"
	RoundTaskPreReview  RoundTaskKind = "pre_review"
	RoundTaskReview     RoundTaskKind = "review"
	RoundTaskVerifiedUp RoundTaskKind = "verified_up"
	RoundTaskClose      RoundTaskKind = "close"
)

// RoundCourse is how a round stands: what is to be done, the next first, and what was done or reached, the newest
// first.
type RoundCourse struct {
	Stage     RoundStage  `json:"stage"`
	StageName Word        `json:"stage_name"`
	Days      RoundDays   `json:"days"`
	Tasks     []RoundTask `json:"tasks"`
	Steps     []RoundDone `json:"steps"`
}

// RoundDone is a step of a round for people.
type RoundDone struct {
	Kind       RoundStepKind `json:"kind"`
	Name       Word          `json:"name"`
	Due        Date          `json:"due,omitzero"`
	At         Instant       `json:"at"`
	By         string        `json:"by,omitempty"`
	PassedOver bool          `json:"passed_over,omitempty"`
	Text       string        `json:"text,omitempty"`
}

// The parties of a round.
const (
	byOwners Word = "项目单位"
	byUnits  Word = "责任单位、镇办"
	byOffice Word = "重点项目办"
)

// Course returns how a round stands. Steps that were reached and are not on record yet are among them.
func (r RoundRules) Course(f RoundFacts, now Instant) RoundCourse {
	turn, today := r.Advance(f, now), now.Date()
	d := f.Settings.Days(f.Round, r.Calendar)
	c := RoundCourse{Stage: turn.Stage, StageName: turn.Stage.Word(), Days: d, Tasks: []RoundTask{}, Steps: []RoundDone{}}
	add := func(needed bool, kind RoundTaskKind, what, who Word, due Date, count int, open bool) {
		if needed {
			c.Tasks = append(c.Tasks, RoundTask{Kind: kind, What: what, Who: who, Due: due, Count: count, Open: open,
				Late: open && due < today})
		}
	}
	opened := today >= d.Opens
	estimated, closed := f.up(ClosedEstimate, endOfTime), f.closedBefore(endOfTime)
	missing, reports := len(f.WithoutEstimate()), f.Count.Outstanding()
	over := closed || estimated
	add(missing > 0 && !over, RoundTaskEstimate, "填报预计数", byOwners, d.Estimate, missing, opened)
	add(!over, RoundTaskEstimateUp, "确认预计数并上报", byOffice, d.Estimate, 0, opened)
	add(reports > 0 && !closed, RoundTaskReport, "提交月报", byOwners, d.Due, reports, opened)
	waiting, due := r.preReviews(f)
	add(waiting > 0 && !closed, RoundTaskPreReview, "初审月报", byUnits, due, waiting, true)
	add(f.Count.Waiting > 0 && !closed, RoundTaskReview, "审定月报", byOffice, d.Verified, f.Count.Waiting, true)
	add(!f.up(ClosedVerified, endOfTime) && turn.Stage != RoundClosed, RoundTaskVerifiedUp, "确认核定数并上报", byOffice,
		d.Verified,
		f.Count.Unapproved(), today >= min(d.Due, d.Verified) || f.Count.Complete())
	add(!closed, RoundTaskClose, "办理月结", byOffice, d.AskClose, 0, today > d.Due || f.Count.Complete())
	slices.SortStableFunc(c.Tasks, func(a, b RoundTask) int { return cmp.Compare(a.Due, b.Due) })
	steps := slices.Concat(f.Steps, turn.Steps)
	slices.SortStableFunc(steps, func(a, b RoundStep) int { return cmp.Compare(b.At, a.At) })
	for _, s := range steps {
		c.Steps = append(c.Steps, RoundDone{Kind: s.Kind, Name: s.Kind.Word(), Due: s.Due, At: s.At, By: s.ByName,
			PassedOver: s.PassedOver, Text: s.Text})
	}
	return c
}

// preReviews counts the reports that wait for a unit's opinion, and returns the day by which the first is due.
func (r RoundRules) preReviews(f RoundFacts) (waiting int, first Date) {
	for _, report := range f.Reports {
		if report.PassedAt != 0 {
			continue
		}
		due := r.Calendar.Add(report.SubmittedAt.Date(), f.Settings.PreReviewDays)
		if waiting++; first == 0 || due < first {
			first = due
		}
	}
	return waiting, first
}
