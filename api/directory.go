package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Directory is the part of Tracking about the caller and about names of organisations, posts and programmes.
type Directory interface {
	Me(ctx context.Context, actor models.Actor) (tracking.Me, error)
	Programmes(ctx context.Context, actor models.Actor) ([]tracking.ProgrammeLine, error)
	Organisations(ctx context.Context, actor models.Actor) ([]tracking.Named, error)
}

func directoryRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/me", "show-me", "本人：角色和令牌范围", h.showMe)
	get(a, "/api/v1/programmes", "list-programmes", "项目清单及其规则，最近年度在前", h.listProgrammes)
	get(a, "/api/v1/organisations", "list-organisations", "项目单位和责任单位", h.listOrganisations)
}

func (h handlers) showMe(ctx context.Context, actor models.Actor, _ *nothing) (*answer[tracking.Me], error) {
	return answered(h.t.Me(ctx, actor))
}

func (h handlers) listProgrammes(ctx context.Context, actor models.Actor, in *Paged) (*page[tracking.ProgrammeLine],
	error) {
	rows, err := h.t.Programmes(ctx, actor)
	return paged(in, rows, func(p tracking.ProgrammeLine) string { return p.ID }, err)
}

func (h handlers) listOrganisations(ctx context.Context, actor models.Actor, in *Paged) (*page[tracking.Named], error) {
	rows, err := h.t.Organisations(ctx, actor)
	return paged(in, rows, idOf, err)
}

func idOf(n tracking.Named) string { return n.ID }
