package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Messages is the part of Tracking about messages that wait to be sent.
type Messages interface {
	Outgoing(ctx context.Context, actor models.Actor, programme, to string) (tracking.Outgoing, error)
}

func outgoingRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/outgoing", "list-outgoing", "拟发通知：各接收方的提醒和督办，试运行时只供核对", h.listOutgoing)
}

type listOutgoingInput struct {
	OfProgramme
	To string `query:"to" doc:"接收方名称；不填为收得最多的一个" example:"区商务局"`
}

func (h handlers) listOutgoing(ctx context.Context, actor models.Actor,
	in *listOutgoingInput) (*answer[tracking.Outgoing], error) {
	return answered(h.t.Outgoing(ctx, actor, in.Programme, in.To))
}
