package api

import (
	"context"
	"strings"
	"time"

	"duban/models"
	"duban/tracking"
)

type openUrgentInput struct {
	Keyed
	OfProgramme
	Name      string   `query:"name" required:"true" doc:"表名" example:"复工情况统计表"`
	Due       string   `query:"due" required:"true" doc:"报送时限" example:"2021-06-28T17:00:00+08:00"`
	To        string   `query:"to" enum:"owner,unit" default:"owner" doc:"报送对象：owner 项目单位，unit 责任单位"`
	Month     string   `query:"month" required:"true" doc:"填表数据月份" example:"2021-06"`
	CityMajor bool     `query:"city_major" doc:"只含市重大项目"`
	Column    []string `query:"column,explode" doc:"要收集的列，名称:类型，可重复；类型为 text、number 或 date" example:"[\"用工人数:number\"]"`
	File      string   `query:"file" doc:"要填的表格的文件名；没有表格的不填，不传内容" example:"市复工表.xlsx"`
	FileBody
}

func (h handlers) openUrgentTable(ctx context.Context, actor models.Actor,
	in *openUrgentInput) (*answer[tracking.UrgentPage], error) {
	entry := models.UrgentEntry{Name: in.Name, To: models.UrgentReceiver(in.To), CityMajor: in.CityMajor}
	var err error
	if entry.Due, err = minuteOf(in.Due); err != nil {
		return nil, err
	}
	if entry.Month, err = models.ParseMonth(in.Month); err != nil {
		return nil, err
	}
	for _, text := range in.Column {
		name, kind, _ := strings.Cut(text, ":")
		entry.Columns = append(entry.Columns, models.UrgentColumn{Name: name, Kind: models.UrgentKind(kind)})
	}
	var form *tracking.ImportFile
	if in.File != "" {
		content, err := in.content()
		if err != nil {
			return nil, err
		}
		form = &tracking.ImportFile{Name: in.File, Content: content}
	}
	return answered(h.t.OpenUrgentTable(ctx, actor, in.Key, in.Programme, entry, form))
}

// minuteOf reads a moment: RFC 3339, or "2021-06-28 17:00" in Asia/Shanghai.
func minuteOf(text string) (at models.Instant, err error) {
	if t, err := time.ParseInLocation("2006-01-02 15:04", strings.Replace(text, "T", " ", 1),
		models.Shanghai); err == nil {
		return models.InstantOf(t), nil
	}
	return at, at.UnmarshalText([]byte(text))
}

type takeUrgentInput struct {
	Keyed
	OfUrgentTable
	File string `query:"file" required:"true" doc:"文件名：工作簿，或装有它们的 .zip" example:"交回.zip"`
	FileBody
}

func (h handlers) takeUrgentForms(ctx context.Context, actor models.Actor,
	in *takeUrgentInput) (*answer[tracking.UrgentReturn], error) {
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return answered(h.t.TakeUrgentForms(ctx, actor, in.Key, in.Table,
		[]tracking.ImportFile{{Name: in.File, Content: content}}))
}
