package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// UnitKinding is the part of Tracking about the kinds of responsible units.
type UnitKinding interface {
	UnitKinds(ctx context.Context, actor models.Actor) (tracking.UnitKinds, error)
	SetUnitKinds(ctx context.Context, actor models.Actor, key string, changes []tracking.UnitKindChange) (
		tracking.UnitKinds, error)
}

func unitRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/units", "list-unit-kinds", "责任单位的类别：镇办、部门、国企", h.listUnitKinds)
	post(a, "/api/v1/units", "set-unit-kinds", "设置责任单位的类别", h.setUnitKinds)
}

func (h handlers) listUnitKinds(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[tracking.UnitKinds],
	error) {
	return answered(h.t.UnitKinds(ctx, actor))
}

// unitKindChanges are the units whose kind is set.
type unitKindChanges struct {
	Units []tracking.UnitKindChange `json:"units" minItems:"1" doc:"要设置的单位；未列出的不变"`
}

type setUnitKindsInput struct {
	Keyed
	Body body[unitKindChanges]
}

func (h handlers) setUnitKinds(ctx context.Context, actor models.Actor,
	in *setUnitKindsInput) (*answer[tracking.UnitKinds], error) {
	return answered(h.t.SetUnitKinds(ctx, actor, in.Key, in.Body.Value.Units))
}
