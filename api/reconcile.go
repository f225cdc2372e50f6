package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) reconcile(ctx context.Context, actor models.Actor, _ *Keyed) (*answer[tracking.Reconciliation],
	error) {
	return answered(h.t.Reconcile(ctx, actor))
}
