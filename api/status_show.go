package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) showStatus(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.Status],
	error) {
	return answered(h.t.Status(ctx, actor, in.Programme))
}
