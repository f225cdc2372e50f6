package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (h handlers) diagnose(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[tracking.Diagnosis], error) {
	return answered(h.t.Doctor(ctx, actor))
}
