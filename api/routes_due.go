package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Due is the part of Tracking about days: what falls due, and projects with their periods.
type Due interface {
	DueMonth(ctx context.Context, actor models.Actor, filter tracking.DueFilter) (tracking.DueMonth, error)
	Timeline(ctx context.Context, actor models.Actor, filter tracking.ProjectFilter) (tracking.Timeline, error)
}

func dueRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/due", "list-due", "一个月内到期、尚未办结的事项，按日期", h.listDue)
	get(a, "/api/v1/timeline", "show-timeline", "项目时间轴：工期和节点", h.showTimeline)
}

type listDueInput struct {
	OfProgramme
	Month   string `query:"month" doc:"月份；不填为本月" example:"2021-06"`
	Unit    string `query:"unit" doc:"责任单位" example:"区发展和改革局"`
	Sponsor string `query:"sponsor" doc:"包保领导" example:"分管工业副区长"`
	Kind    string `query:"kind" doc:"类别" enum:"milestone,report,review,problem" example:"milestone"`
}

func (h handlers) listDue(ctx context.Context, actor models.Actor, in *listDueInput) (*answer[tracking.DueMonth],
	error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return answered(tracking.DueMonth{}, err)
	}
	return answered(h.t.DueMonth(ctx, actor, tracking.DueFilter{Programme: in.Programme, Month: month, Unit: in.Unit,
		Sponsor: in.Sponsor, Kind: models.DueKind(in.Kind)}))
}

type showTimelineInput struct {
	OfProgramme
	Unit    string `query:"unit" doc:"责任单位" example:"区发展和改革局"`
	Sponsor string `query:"sponsor" doc:"包保领导" example:"分管工业副区长"`
	Town    string `query:"town" doc:"镇办" example:"南定镇"`
}

func (h handlers) showTimeline(ctx context.Context, actor models.Actor,
	in *showTimelineInput) (*answer[tracking.Timeline], error) {
	return answered(h.t.Timeline(ctx, actor, tracking.ProjectFilter{Programme: in.Programme, Unit: in.Unit,
		Sponsor: in.Sponsor, Town: in.Town}))
}
