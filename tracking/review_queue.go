package tracking

import (
	"cmp"
	"context"
	"slices"

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
}

// ReviewQueue lists the submissions that wait for a decision. Only the office may.
func (s *Service) ReviewQueue(ctx context.Context, actor models.Actor, order ReviewOrder) (ReviewQueue, error) {
	if err := models.CanReview(actor); err != nil {
		return ReviewQueue{}, err
	}
	out := ReviewQueue{AsOf: s.now(), Lines: []ReviewLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		facts, err := tx.FactsInReview()
		if err != nil {
			return err
		}
		evidence, err := tx.EvidenceInReview()
		if err != nil {
			return err
		}
		g := programmeData{facts: facts}
		if g.names, err = namesOf(tx); err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		g.calendar = s.Calendar(extra)
		for _, f := range facts {
			for _, sub := range f.Waiting() {
				line := g.reviewLine(f, sub, evidence[sub.ID], out.AsOf.Date())
				line.Own = sub.ByID == actor.ID
				out.Lines = append(out.Lines, line)
				out.ReviewDays = models.RulesFor(f, g.calendar).Ladder.ReviewDays
				if line.Overdue {
					out.Overdue++
				}
			}
		}
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

func (g programmeData) reviewLine(f models.Facts, sub models.Submission, evidence int, today models.Date) ReviewLine {
	rules := models.RulesFor(f, g.calendar)
	handedIn := sub.SubmittedAt.Date()
	line := ReviewLine{
		SubmissionView: submissionView(f, sub, evidence), Unit: g.names.organisations[f.Project.ResponsibleUnitID],
		WaitingDays: g.calendar.Between(handedIn, today), Overdue: today > g.calendar.Add(handedIn, rules.Ladder.ReviewDays),
	}
	item, subject := models.ItemMilestone, sub.MilestoneID
	if sub.Kind == models.SubmitReport {
		item, subject = models.ItemReport, sub.Month.String()
		line.Due = reportDue(rules.Ladder, sub.Month)
	}
	for _, m := range f.Milestones {
		if m.ID == sub.MilestoneID {
			line.Due, line.Controlling = m.Due, m.Controlling
		}
	}
	if line.Due != 0 && handedIn > line.Due {
		line.DaysLate = g.calendar.Between(line.Due, handedIn)
	}
	for _, e := range f.Escalations {
		if e.Open() && e.Item == item && e.Subject == subject && e.Rung.Height() > line.Rung.Height() {
			line.Rung = e.Rung
		}
	}
	return line
}

// reportDue is the day a month's verified figures are due; January's with February's.
func reportDue(ladder models.Ladder, month models.Month) models.Date {
	return (max(month, models.MonthOf(month.Year(), 2)) + 1).Day(ladder.ReportDay)
}
