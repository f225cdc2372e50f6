package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// GoLiveBody says when a programme leaves its trial run.
type GoLiveBody struct {
	From    models.Date `json:"from" doc:"从哪天起正式督办：今后的工作日；不填为恢复试运行，待发的消息不再发出" example:"2021-07-01"`
	Confirm string      `json:"confirm,omitempty" doc:"启用时填写“正式督办”，表示已看过预览" example:"正式督办"`
}

type goLiveInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[GoLiveBody]
}

type goingLiveInput struct {
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	From      string `query:"from" doc:"从哪天起；不填为已选定的日期，或下一个工作日" example:"2021-07-01"`
}

func (h handlers) goingLive(ctx context.Context, actor models.Actor,
	in *goingLiveInput) (*answer[tracking.GoingLive], error) {
	from, err := models.ParseDate(in.From)
	if err != nil {
		return answered(tracking.GoingLive{}, err)
	}
	return answered(h.t.GoingLive(ctx, actor, in.Programme, from))
}

func (h handlers) goLive(ctx context.Context, actor models.Actor, in *goLiveInput) (*answer[tracking.Status], error) {
	return answered(h.t.GoLive(ctx, actor, in.Programme, in.Body.Value.From, in.Body.Value.Confirm,
		in.Key))
}
