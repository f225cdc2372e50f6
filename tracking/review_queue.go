package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ReviewOrder is the order of the review queue.
type ReviewOrder string

// The orders.
const (
	OldestFirst ReviewOrder = ""       // in the order of submission
	UrgentFirst ReviewOrder = "urgent" // highest open card, then controlling milestones, then longest past due
)

// ReviewQueue lists the submissions that wait for a decision, of every year and list.
type ReviewQueue struct {
	AsOf       models.Instant `json:"as_of"`
	ReviewDays int            `json:"review_days"` // working days a reviewer has
	Overdue    int            `json:"overdue"`     // lines past them
	Lines      []ReviewLine   `json:"lines"`
	// of the monthly reports among them: what was expected of the months, beside last month, plan and what is reported
	Estimates models.EstimateTotals `json:"estimates"`
}

// ReviewLine is one submission that waits.
type ReviewLine struct {
	SubmissionView
	Unit        string      `json:"responsible_unit"`
	WaitingDays int         `json:"waiting_days"` // working days in review
	Overdue     bool        `json:"overdue"`      // it waits longer than a reviewer has
	Due         models.Date `json:"due"`          // of the milestone or the round
	DaysLate    int         `json:"days_late"`    // working days that it was submitted late
	Controlling bool        `json:"controlling"`
	Rung        models.Rung `json:"rung"` // highest open rung of its item
	Own         bool        `json:"own"`  // the caller submitted it and may not decide on it
	// of a report: what was expected of its month, beside last month and plan
	Expected *models.MonthEstimate `json:"expected,omitempty"`
}

// ReviewQueue lists the submissions that wait for a decision. Only the office may.
func (s *Service) ReviewQueue(ctx context.Context, actor models.Actor, order ReviewOrder) (ReviewQueue, error) {
	if err := models.CanReview(actor); err != nil {
		return ReviewQueue{}, err
	}
	out := ReviewQueue{AsOf: s.now(), Lines: []ReviewLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		projects, err := tx.ProjectsInReview()
		if err != nil {
			return err
		}
		members, err := s.factsOf(tx, projects)
		if err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		g := figures.Programme{Names: common.Names, Calendar: common.Calendar}
		var expected []models.MonthEstimate
		for _, f := range members {
			for _, sub := range f.Waiting() {
				line := reviewLine(g, f.Facts, sub, f.Evidence[sub.ID], out.AsOf.Date())
				line.Own = sub.ByID == actor.ID
				if line.Expected != nil {
					expected = append(expected, *line.Expected)
				}
				out.Lines = append(out.Lines, line)
				out.ReviewDays = models.RulesFor(f.Facts, g.Calendar).Ladder.ReviewDays
				if line.Overdue {
					out.Overdue++
				}
			}
		}
		out.Estimates = models.TotalEstimates(expected)
		return nil
	})
	slices.SortStableFunc(out.Lines, order.compare)
	return out, err
}

func (order ReviewOrder) compare(a, b ReviewLine) int {
	oldest := cmp.Or(cmp.Compare(a.SubmittedAt, b.SubmittedAt), cmp.Compare(a.ID, b.ID))
	if order != UrgentFirst {
		return oldest
	}
	return cmp.Or(b.Rung.Height()-a.Rung.Height(), boolInt(b.Controlling)-boolInt(a.Controlling), b.DaysLate-a.DaysLate,
		oldest)
}

func reviewLine(g figures.Programme, f models.Facts, sub models.Submission, evidence int,
	today models.Date) ReviewLine {
	rules := models.RulesFor(f, g.Calendar)
	line := ReviewLine{
		SubmissionView: submissionView(f, sub, evidence), Unit: g.Names.Organisations[f.Project.ResponsibleUnitID],
		WaitingDays: g.Calendar.Between(sub.SubmittedAt.Date(), today), Overdue: rules.ReviewOverdue(sub, today),
	}
	if sub.Kind == models.SubmitReport {
		line.Due = rules.ReportDue(sub.Month)
		line.Expected = new(rules.MonthEstimate(f, sub.Month, models.RoundWaiting))
		line.DaysLate = rules.ReportLateness(f, sub.Month, sub.SubmittedAt).Counted
		line.Rung = models.HighestRung(f.Escalations, models.ItemReport, sub.Month.String())
		return line
	}
	for _, m := range f.Milestones {
		if m.ID == sub.MilestoneID {
			m.Status = models.MilestoneOpen // late as it was when it was handed in
			line.Due, line.Controlling = m.Due, m.Controlling
			line.DaysLate = rules.MilestoneLateness(f, m, sub.SubmittedAt).Counted
		}
	}
	line.Rung = models.HighestRung(f.Escalations, models.ItemMilestone, sub.MilestoneID)
	return line
}
