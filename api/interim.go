package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Interim is the part of Tracking about ten-day and weekly rounds (旬调度、周调度).
type Interim interface {
	Interim(ctx context.Context, actor models.Actor, programme string) (tracking.InterimPage, error)
	SetInterim(ctx context.Context, actor models.Actor, key, programme string,
		c models.InterimEntry) (tracking.InterimPage, error)
	EndInterim(ctx context.Context, actor models.Actor, key, id string,
		c models.InterimEnding) (tracking.InterimPage, error)
}

func interimRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/interim-rounds", "show-interim", "旬调度、周调度及其依据文件", h.showInterim)
	post(a, "/api/v1/interim-rounds", "set-interim", "按领导签发的文件登记旬调度、周调度", h.setInterim)
	post(a, "/api/v1/interim-rounds/{id}/end", "end-interim", "提前结束旬调度、周调度", h.endInterim)
}

func (h handlers) showInterim(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.InterimPage], error) {
	return answered(h.t.Interim(ctx, actor, in.Programme))
}

type setInterimInput struct {
	Keyed
	OfProgramme
	Body body[models.InterimEntry]
}

func (h handlers) setInterim(ctx context.Context, actor models.Actor,
	in *setInterimInput) (*answer[tracking.InterimPage], error) {
	return answered(h.t.SetInterim(ctx, actor, in.Key, in.Programme, in.Body.Value))
}

type endInterimInput struct {
	Keyed
	ID   string `path:"id" doc:"旬、周调度编号" example:"district-2021-interim-1"`
	Body body[models.InterimEnding]
}

func (h handlers) endInterim(ctx context.Context, actor models.Actor,
	in *endInterimInput) (*answer[tracking.InterimPage], error) {
	return answered(h.t.EndInterim(ctx, actor, in.Key, in.ID, in.Body.Value))
}
