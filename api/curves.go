package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

type showCurveInput struct {
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
}

func (h handlers) showCurve(ctx context.Context, actor models.Actor, in *showCurveInput) (*answer[tracking.CurveView],
	error) {
	return answered(h.t.Curves(ctx, actor, in.Programme))
}

// CurveBody chooses a schedule curve.
type CurveBody struct {
	Curve string `json:"curve" doc:"linear、四个季度的累计百分比、published、fitted，或分性质曲线全文" example:"published"`
}

type setCurveInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Preview   bool   `query:"preview" doc:"只看会变动什么，不保存"`
	Body      body[CurveBody]
}

func (h handlers) setCurve(ctx context.Context, actor models.Actor, in *setCurveInput) (*answer[tracking.CurveChange],
	error) {
	return answered(h.t.SetCurve(ctx, actor, in.Key, in.Programme, in.Body.Value.Curve, in.Preview))
}
