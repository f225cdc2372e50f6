package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// OldLateness is the part of Tracking about what was late in trial running.
type OldLateness interface {
	OldLate(ctx context.Context, actor models.Actor, programme string, filter tracking.OldFilter) (tracking.OldLate, error)
	SettleOld(ctx context.Context, actor models.Actor, key, programme string,
		in models.SettleOldRequest) (tracking.OldSettled, error)
	LiveState(ctx context.Context, actor models.Actor, programme string) (tracking.LiveState, error)
}

func goLiveRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/programmes/{programme}/old-late", "list-old-late", "试运行中记录、尚未清理的旧的逾期", h.listOldLate)
	get(a, "/api/v1/live", "show-live-state", "启用情况：按接收方统计已发送、待发送和试运行中未发的消息", h.showLiveState)
	post(a, "/api/v1/programmes/{programme}/old-late/settle", "settle-old-late", "集中清理旧的逾期", h.settleOldLate)
}

type listOldLateInput struct {
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Item      string `query:"item" enum:",milestone,report,investment" doc:"只看一类；不填为全部"`
	Rung      string `query:"rung" enum:",urging,yellow,red,top" doc:"只看一级；不填为全部"`
}

func (h handlers) listOldLate(ctx context.Context, actor models.Actor,
	in *listOldLateInput) (*answer[tracking.OldLate], error) {
	return answered(h.t.OldLate(ctx, actor, in.Programme, tracking.OldFilter{Item: models.Item(in.Item),
		Rung: models.Rung(in.Rung)}))
}

func (h handlers) showLiveState(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.LiveState], error) {
	return answered(h.t.LiveState(ctx, actor, in.Programme))
}

type settleOldLateInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[models.SettleOldRequest]
}

func (h handlers) settleOldLate(ctx context.Context, actor models.Actor,
	in *settleOldLateInput) (*answer[tracking.OldSettled], error) {
	return answered(h.t.SettleOld(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
