package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type listSubmissionsInput struct {
	OfProgramme
	Waiting bool `query:"waiting" doc:"只列待审定的"`
}

func (h handlers) listSubmissions(ctx context.Context, actor models.Actor, in *listSubmissionsInput) (*answer[[]tracking.SubmissionView], error) {
	return listed(h.t.Submissions(ctx, actor, in.Programme, in.Waiting))
}
