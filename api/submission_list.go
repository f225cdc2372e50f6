package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type listSubmissionsInput struct {
	OfProgramme
	Paged
	Waiting bool `query:"waiting" doc:"只列待审定的"`
}

func (h handlers) listSubmissions(ctx context.Context, actor models.Actor,
	in *listSubmissionsInput) (*page[tracking.SubmissionView], error) {
	rows, err := h.t.Submissions(ctx, actor, in.Programme, in.Waiting)
	return paged(&in.Paged, rows, func(v tracking.SubmissionView) string { return v.ID }, err)
}
