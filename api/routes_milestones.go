package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Scheduling is the part of Tracking about milestone templates and the schedules made of them.
type Scheduling interface {
	MilestoneTemplates(ctx context.Context, actor models.Actor) ([]tracking.MilestoneTemplateView, error)
	SetMilestoneTemplate(ctx context.Context, actor models.Actor, key string, t models.MilestoneTemplate) error
	ResetMilestoneTemplate(ctx context.Context, actor models.Actor, key, name string) error
	Schedule(ctx context.Context, actor models.Actor, project, template string,
		ends models.ScheduleEnds) (tracking.Schedule, error)
}

func milestoneRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/milestone-templates", "list-milestone-templates", "节点模板：各类项目的节点、工期和先后关系",
		h.listMilestoneTemplates)
	post(a, "/api/v1/milestone-templates", "set-milestone-template", "更改或新增一个节点模板", h.setMilestoneTemplate)
	post(a, "/api/v1/milestone-templates/{name}/reset", "reset-milestone-template", "恢复原设的节点模板；自设的删除",
		h.resetMilestoneTemplate)
	get(a, "/api/v1/projects/{year}/{code}/schedule", "show-schedule", "一个项目的节点、前置节点和预计日期；按模板顺排或倒排的方案",
		h.showSchedule)
}

func (h handlers) listMilestoneTemplates(ctx context.Context, actor models.Actor,
	_ *struct{}) (*answer[[]tracking.MilestoneTemplateView], error) {
	return listed(h.t.MilestoneTemplates(ctx, actor))
}

type setMilestoneTemplateInput struct {
	Keyed
	Body body[models.MilestoneTemplate]
}

func (h handlers) setMilestoneTemplate(ctx context.Context, actor models.Actor,
	in *setMilestoneTemplateInput) (*answer[[]tracking.MilestoneTemplateView], error) {
	if err := h.t.SetMilestoneTemplate(ctx, actor, in.Key, in.Body.Value); err != nil {
		return nil, err
	}
	return listed(h.t.MilestoneTemplates(ctx, actor))
}

type resetMilestoneTemplateInput struct {
	Keyed
	Name string `path:"name" doc:"模板名称" example:"民生"`
}

func (h handlers) resetMilestoneTemplate(ctx context.Context, actor models.Actor,
	in *resetMilestoneTemplateInput) (*answer[[]tracking.MilestoneTemplateView], error) {
	if err := h.t.ResetMilestoneTemplate(ctx, actor, in.Key, in.Name); err != nil {
		return nil, err
	}
	return listed(h.t.MilestoneTemplates(ctx, actor))
}

type showScheduleInput struct {
	OfProject
	Template string      `query:"template" doc:"模板名称；不填则只列出现有节点" example:"民生"`
	From     models.Date `query:"from" doc:"顺排：从这一天开始"`
	By       models.Date `query:"by" doc:"倒排：这一天前全部完成" example:"2021-08-31"`
}

func (h handlers) showSchedule(ctx context.Context, actor models.Actor,
	in *showScheduleInput) (*answer[tracking.Schedule], error) {
	return answered(h.t.Schedule(ctx, actor, in.text(), in.Template, models.ScheduleEnds{From: in.From, By: in.By}))
}
