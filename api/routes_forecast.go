package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Forecasts is the part of Tracking about what a year is expected to come to.
type Forecasts interface {
	Forecast(ctx context.Context, actor models.Actor, programme, project string, month models.Month) (
		tracking.ForecastView, error)
	ExportForecast(ctx context.Context, actor models.Actor, programme string) (string, []byte, error)
}

func forecastRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/forecast", "show-forecast", "全年测算：区间、缺口和可弥补缺口的项目", h.showForecast)
	download(a, "/api/v1/exports/forecast", "export-forecast", "导出全年测算表（xlsx）", ofProgramme(h.t.ExportForecast))
}

type showForecastInput struct {
	OfProgramme
	Project string `query:"project" doc:"项目编码；不填为全部" example:"ZD-2021-001"`
	Month   string `query:"month" doc:"按截至哪个月的数据测算；不填为最近一轮已月结或全部审定的月份" example:"2021-06"`
}

func (h handlers) showForecast(ctx context.Context, actor models.Actor,
	in *showForecastInput) (*answer[tracking.ForecastView], error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return answered(tracking.ForecastView{}, err)
	}
	return answered(h.t.Forecast(ctx, actor, in.Programme, in.Project, month))
}
