package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Submissions lists the submissions of a programme's projects, oldest first: those that wait for review, or all. Owners
// and units see those of their own projects.
func (s *Service) Submissions(ctx context.Context, actor models.Actor, programme string,
	waitingOnly bool) ([]SubmissionView, error) {
	if err := models.CanRead(actor); err != nil {
		return nil, err
	}
	views := []SubmissionView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		for _, f := range g.Listed {
			if models.CanSee(actor, f.Project) != nil {
				continue
			}
			wanted := f.Submissions
			if waitingOnly {
				wanted = f.Waiting()
			}
			for _, sub := range wanted {
				views = append(views, submissionView(f.Facts, sub, f.Evidence[sub.ID]))
			}
		}
		return nil
	})
	return views, err
}

func submissionView(f models.Facts, sub models.Submission, evidence int) SubmissionView {
	v := SubmissionView{
		ID: sub.ID, Project: f.Project.Code, Year: f.Project.Year, Name: f.Project.Name, Kind: sub.Kind, Month: sub.Month,
		Sequence: sub.Sequence, DoneOn: sub.DoneOn, MonthAmount: sub.MonthAmount, YTDAmount: sub.YTDAmount,
		Status:      sub.Status,
		SubmittedAt: sub.SubmittedAt, DecidedAt: sub.DecidedAt, By: sub.ByName, OnBehalfOf: sub.OnBehalfOf,
		Evidence:      evidence,
		Confirmed:     sub.Confirmed,
		PreReviewedAt: sub.PreReviewedAt, PreReviewedBy: sub.PreReviewedBy, PreReviewNote: sub.PreReviewNote,
	}
	for _, m := range f.Milestones {
		if m.ID == sub.MilestoneID {
			v.Milestone = m.Name
		}
	}
	return v
}
