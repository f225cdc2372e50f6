package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type diagnoseInput struct {
	Full bool `query:"full" doc:"附件内容全部核对；不填则分批轮流核对"`
}

func (h handlers) diagnose(ctx context.Context, actor models.Actor, in *diagnoseInput) (*answer[tracking.Diagnosis],
	error) {
	if in.Full {
		return answered(h.t.FullDoctor(ctx, actor))
	}
	return answered(h.t.Doctor(ctx, actor))
}
