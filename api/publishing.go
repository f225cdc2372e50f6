package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// NamedProgramme names a programme in the path.
type NamedProgramme struct {
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
}

func (h handlers) showPublishing(ctx context.Context, actor models.Actor,
	in *NamedProgramme) (*answer[tracking.PublishingPage], error) {
	return answered(h.t.Publishing(ctx, actor, in.Programme))
}

type setPublishingInput struct {
	Keyed
	NamedProgramme
	Body body[models.Publishing]
}

func (h handlers) setPublishing(ctx context.Context, actor models.Actor,
	in *setPublishingInput) (*answer[tracking.PublishingPage], error) {
	return answered(h.t.SetPublishing(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
