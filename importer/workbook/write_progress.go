package workbook

import (
	"fmt"
	"io"

	"duban/models"
)

// WriteProgress writes a month's progress in the bureau's layout, further months on sheets of their own. The total
// investment is in 亿元 under a header that says so, everything else in 万元; a project that did not report has blank
// cells, never zeros. Sums and rates are formulas with their results. The same table gives the same bytes. Errors are
// KindInternal.
func WriteProgress(w io.Writer, t ProgressTable, more ...ProgressTable) error {
	sheets := []*table{progressSheet(t)}
	for _, month := range more {
		sheets = append(sheets, progressSheet(month))
	}
	return writeBook(w, t.Title, sheets...)
}

func progressSheet(t ProgressTable) *table {
	coded, stars := false, false
	for _, section := range t.Sections {
		for _, line := range section.Lines {
			coded = coded || line.Code != ""
			stars = stars || line.CityMajor
		}
	}
	out := &table{
		sheet: fmt.Sprintf("%d月进展", t.Month.Number()), title: t.Title, preparedBy: preparedBy(t.PreparedBy), unit: "单位：万元",
		columns: progressColumns(t.Month, coded), total: "合计", countKey: "name", signed: true,
		notes: withStarNote(stars, t.Notes),
	}
	number := 0
	for _, section := range t.Sections {
		g := group{title: counted(section.Title, len(section.Lines))}
		for _, line := range section.Lines {
			number++
			g.lines = append(g.lines, progressCells(number, coded, line))
		}
		out.groups = append(out.groups, g)
	}
	return out
}

func progressColumns(month models.Month, coded bool) []column {
	n := month.Number()
	columns := []column{{key: "number", head: "序号", width: 5, show: showCount}}
	if coded {
		columns = append(columns, column{key: "code", head: "项目编码", width: 13, show: showCentre})
	}
	return append(columns,
		column{key: "name", head: "项目名称", width: 26},
		column{key: "owner", head: "建设单位", width: 20},
		column{key: "unit", head: "责任单位", width: 16, show: showCentre},
		column{key: "total", head: "总投资（亿元）", width: 11, show: showAmount, unit: models.YiYuan, sum: true},
		column{key: "plan", head: fmt.Sprintf("%d年计划投资", month.Year()), width: 13, show: showAmount, unit: models.WanYuan,
			sum: true},
		column{key: "month", head: fmt.Sprintf("%d月完成投资", n), width: 13, show: showAmount, unit: models.WanYuan, sum: true},
		column{key: "ytd", head: fmt.Sprintf("1-%d月累计完成投资", n), width: 13, show: showAmount, unit: models.WanYuan, sum: true},
		column{key: "rate", head: "投资完成率", width: 10, show: showPercent, ratio: &ratio{part: "ytd", whole: "plan", scale: 1}},
		column{key: "physical", head: "形象进度", width: 30},
		column{key: "problems", head: "存在问题", width: 24},
		column{key: "next", head: "下一步计划", width: 24},
		column{key: "statistics", head: "是否纳统", width: 8, show: showCentre, choices: []string{"是", "否"}},
	)
}

func progressCells(number int, coded bool, line ProgressLine) []any {
	cells := []any{number}
	if coded {
		cells = append(cells, text(line.Code))
	}
	return append(cells, starred(line.Name, line.CityMajor), text(line.Owner), text(line.ResponsibleUnit),
		line.TotalInvestment,
		line.AnnualPlan, amount(line.Month), amount(line.YearToDate), nil, text(line.Physical), text(line.Problems),
		text(line.NextStep), text(line.Statistics))
}
