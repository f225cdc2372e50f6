package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) undoImport(ctx context.Context, actor models.Actor, in *commitImportInput) (*answer[tracking.Undone],
	error) {
	return answered(h.t.UndoImport(ctx, actor, in.Key, in.Batch))
}
