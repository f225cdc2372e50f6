package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) cancelImport(ctx context.Context, actor models.Actor,
	in *commitImportInput) (*answer[tracking.Cancelled], error) {
	return answered(h.t.CancelImport(ctx, actor, in.Key, in.Batch))
}
