package api

import (
	"context"
	"slices"

	"duban/models"
	"duban/tracking"
)

type listEscalationsInput struct {
	OfProgramme
	Paged
	Open    bool   `query:"open" doc:"只列未了结的"`
	Kind    string `query:"kind" doc:"类别：reminder 提醒、rung 督办、acknowledged 签收、instructed 批示、replied 答复" example:"rung"`
	Rung    string `query:"rung" enum:"urging,yellow,red,top" doc:"级别：催办、达到黄牌标准、达到红牌标准、达到挂牌督办条件"`
	Item    string `query:"item" doc:"事项：milestone 节点、report 月报、investment 投资、review 审核" example:"milestone"`
	Project string `query:"project" doc:"项目编码" example:"ZD-2021-007"`
	Unit    string `query:"unit" doc:"责任单位" example:"区工信局"`
}

func (h handlers) listEscalations(ctx context.Context, actor models.Actor,
	in *listEscalationsInput) (*page[tracking.EscalationView], error) {
	rows, err := h.t.Escalations(ctx, actor, in.Programme, in.Open)
	rows = slices.DeleteFunc(slices.Clone(rows), func(v tracking.EscalationView) bool { return !in.takes(v) })
	return paged(&in.Paged, rows, func(v tracking.EscalationView) string { return v.ID }, err)
}

func (in *listEscalationsInput) takes(v tracking.EscalationView) bool {
	is := func(wanted, there string) bool { return wanted == "" || wanted == there }
	return is(in.Kind, string(v.Kind)) && is(in.Rung, string(v.Rung)) && is(in.Item, string(v.Item)) &&
		is(in.Project, v.Project) && is(in.Unit, v.Unit)
}
