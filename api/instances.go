package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) instances(ctx context.Context, actor models.Actor, _ *struct{}) (
	*answer[[]tracking.ServingInstance], error) {
	return answered(h.t.Instances(ctx, actor))
}
