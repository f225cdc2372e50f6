package api

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Restructuring is the part of Tracking about projects that are split or merged.
type Restructuring interface {
	RestructureForm(ctx context.Context, actor models.Actor, projects []string) (tracking.RestructureForm, error)
	Restructure(ctx context.Context, actor models.Actor, key string,
		c models.RestructureCommand) (tracking.RestructureAct, error)
	Restructures(ctx context.Context, actor models.Actor, project string) ([]tracking.RestructureAct, error)
}

func restructureRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/restructures", "list-restructures", "项目拆分、合并记录", h.listRestructures)
	get(a, "/api/v1/restructures/left", "show-remaining", "项目拆分、合并时转出的计划、投资和节点", h.showRemaining)
	post(a, "/api/v1/restructures", "restructure", "拆分或合并项目", h.restructure)
}

type listRestructuresInput struct {
	Project string `query:"project" doc:"项目编码；不填为本年度全部" example:"ZD-2021-007"`
}

// RestructureList are the splits and mergers on record.
type RestructureList struct {
	Acts []tracking.RestructureAct `json:"acts"`
}

func (h handlers) listRestructures(ctx context.Context, actor models.Actor,
	in *listRestructuresInput) (*answer[RestructureList], error) {
	acts, err := h.t.Restructures(ctx, actor, in.Project)
	return answered(RestructureList{acts}, err)
}

type showRemainingInput struct {
	Project string `query:"project" required:"true" doc:"项目编码，多个用逗号分隔" example:"ZD-2021-007,ZD-2021-008"`
}

func (h handlers) showRemaining(ctx context.Context, actor models.Actor,
	in *showRemainingInput) (*answer[tracking.RestructureForm], error) {
	return answered(h.t.RestructureForm(ctx, actor, strings.Split(in.Project, ",")))
}

type restructureInput struct {
	Keyed
	Body body[models.RestructureCommand]
}

func (h handlers) restructure(ctx context.Context, actor models.Actor,
	in *restructureInput) (*answer[tracking.RestructureAct], error) {
	return answered(h.t.Restructure(ctx, actor, in.Key, in.Body.Value))
}
