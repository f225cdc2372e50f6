package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Turning is the turn of the year.
type Turning interface {
	YearEnd(ctx context.Context, actor models.Actor, programme string) (tracking.YearEnd, error)
	HandOverYear(ctx context.Context, actor models.Actor, key, programme string,
		r tracking.HandOver) (tracking.YearHanded, error)
	ExportYear(ctx context.Context, actor models.Actor, programme string) (string, []byte, error)
}

func yearEndRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/year-end", "show-year-end", "年度结转：全年预计、12月报送情况、各项目和未完成节点的去向", h.showYearEnd)
	download(a, "/api/v1/exports/year", "export-year", "导出全年预计表（xlsx）", ofProgramme(h.t.ExportYear))
	post(a, "/api/v1/programmes/{programme}/year-end", "hand-over-year", "办理年度结转", h.handOverYear)
}

func (h handlers) showYearEnd(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.YearEnd],
	error) {
	return answered(h.t.YearEnd(ctx, actor, in.Programme))
}

type handOverYearInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[tracking.HandOver]
}

func (h handlers) handOverYear(ctx context.Context, actor models.Actor,
	in *handOverYearInput) (*answer[tracking.YearHanded], error) {
	return answered(h.t.HandOverYear(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
