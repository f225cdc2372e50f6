package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Platforms is the part of Tracking about the exports of the province's and the city's platforms.
type Platforms interface {
	PlatformComparisons(ctx context.Context, actor models.Actor, programme string) (tracking.PlatformList, error)
	PlatformComparison(ctx context.Context, actor models.Actor, id string) (tracking.PlatformPage, error)
	ComparePlatform(ctx context.Context, actor models.Actor, key, programme string, entry models.PlatformEntry,
		file tracking.ImportFile) (tracking.PlatformPage, error)
}

func platformRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/platform-comparisons", "list-platform-comparisons", "平台数据比对清单", h.listPlatformComparisons)
	upload(a, "/api/v1/platform-comparisons", "compare-platform", "比对省、市平台导出的数据", maxWorkbook, h.comparePlatform)
	get(a, "/api/v1/platform-comparisons/{comparison}", "show-platform-comparison", "一次平台数据比对", h.showPlatformComparison)
}

func (h handlers) listPlatformComparisons(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.PlatformList], error) {
	return answered(h.t.PlatformComparisons(ctx, actor, in.Programme))
}

type ofComparison struct {
	Comparison string `path:"comparison" doc:"比对编号" example:"platform-0123456789abcdef0123"`
}

func (h handlers) showPlatformComparison(ctx context.Context, actor models.Actor,
	in *ofComparison) (*answer[tracking.PlatformPage], error) {
	return answered(h.t.PlatformComparison(ctx, actor, in.Comparison))
}

type comparePlatformInput struct {
	Keyed
	OfProgramme
	File     string `query:"file" required:"true" doc:"文件名" example:"省平台.xlsx"`
	Month    string `query:"month" required:"true" doc:"与哪个月的数据比对" example:"2021-06"`
	Platform string `query:"platform" doc:"平台名称" example:"省固定资产投资项目平台"`
	Unit     string `query:"unit" doc:"文件没有注明金额单位时的单位：元、万元或亿元" example:"万元"`
	Basis    string `query:"basis" enum:",year_to_date,to_date,month" doc:"比对口径；不填的按文件中的列确定"`
	FileBody
}

func (h handlers) comparePlatform(ctx context.Context, actor models.Actor,
	in *comparePlatformInput) (*answer[tracking.PlatformPage], error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return answered(h.t.ComparePlatform(ctx, actor, in.Key, in.Programme, models.PlatformEntry{Month: month,
		Platform: in.Platform, Unit: models.Unit(in.Unit), Basis: models.PlatformBasis(in.Basis)},
		tracking.ImportFile{Name: in.File, Content: content}))
}
