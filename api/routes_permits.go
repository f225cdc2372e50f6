package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Permitting is the part of Tracking about permits, dates of start and the entry in statistics.
type Permitting interface {
	PermitList(ctx context.Context, actor models.Actor, programme string) (tracking.PermitList, error)
	PermitPage(ctx context.Context, actor models.Actor, project string) (tracking.PermitPage, error)
	SetPermit(ctx context.Context, actor models.Actor, key, project string, e models.PermitEntry) (tracking.PermitPage,
		error)
	SetFormalities(ctx context.Context, actor models.Actor, key, project string,
		e models.FormalitiesEntry) (tracking.PermitPage, error)
}

func permitRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/permits", "list-permits", "各项目的四证和其他手续、开工和纳统，及三种口径的开工数", h.listPermits)
	get(a, "/api/v1/projects/{year}/{code}/permits", "show-permits", "一个项目的手续、开工和纳统", h.showPermits)
	post(a, "/api/v1/projects/{year}/{code}/permits", "set-permit", "登记一项手续的办理情况", h.setPermit)
	post(a, "/api/v1/projects/{year}/{code}/formalities", "set-formalities", "登记项目代码、开工日期和纳统情况", h.setFormalities)
}

func (h handlers) listPermits(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.PermitList], error) {
	return answered(h.t.PermitList(ctx, actor, in.Programme))
}

func (h handlers) showPermits(ctx context.Context, actor models.Actor,
	in *OfProject) (*answer[tracking.PermitPage], error) {
	return answered(h.t.PermitPage(ctx, actor, in.text()))
}

type setPermitInput struct {
	Keyed
	OfProject
	Body body[models.PermitEntry]
}

func (h handlers) setPermit(ctx context.Context, actor models.Actor,
	in *setPermitInput) (*answer[tracking.PermitPage], error) {
	return answered(h.t.SetPermit(ctx, actor, in.Key, in.text(), in.Body.Value))
}

type setFormalitiesInput struct {
	Keyed
	OfProject
	Body body[models.FormalitiesEntry]
}

func (h handlers) setFormalities(ctx context.Context, actor models.Actor,
	in *setFormalitiesInput) (*answer[tracking.PermitPage], error) {
	return answered(h.t.SetFormalities(ctx, actor, in.Key, in.text(), in.Body.Value))
}
