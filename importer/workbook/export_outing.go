package workbook

import (
	"io"

	"duban/models"
)

// Outing is a batch of projects that begin together, or a route of visits.
type Outing struct {
	Sheet      models.OutingSheet
	PreparedBy string
	AsOf       models.Instant
}

// WriteOuting writes the list as one sheet.
func WriteOuting(w io.Writer, o Outing) error {
	s := o.Sheet
	t := &table{sheet: s.Kind.Chinese(), title: s.Title, readOnly: true, figures: true,
		preparedBy: s.When() + "　　" + preparedBy(o.PreparedBy) + "　　编制时间" + o.AsOf.Minute(), notes: s.Notes()}
	g := group{}
	t.columns = []column{{key: "number", head: "序号", width: 6, show: showCount}}
	if s.Kind == models.OutingRoute {
		t.columns = append(t.columns, column{key: "arrives", head: "到达时间", width: 10, show: showCentre},
			column{key: "minutes", head: "停留（分钟）", width: 9, show: showCount})
	}
	t.columns = append(t.columns, column{key: "name", head: "项目名称", width: 34},
		column{key: "place", head: "建设地点", width: 22}, column{key: "content", head: "建设内容", width: 44},
		column{key: "total", head: "总投资", width: 14, show: showAmount, unit: models.WanYuan},
		column{key: "plan", head: "年度计划投资", width: 14, show: showAmount, unit: models.WanYuan},
		column{key: "unit", head: "责任单位", width: 20, show: showCentre}, column{key: "owner", head: "建设单位", width: 26})
	if s.Kind == models.OutingRoute {
		t.columns = append(t.columns, column{key: "explains", head: "讲解人", width: 14, show: showCentre},
			column{key: "line", head: "进展情况", width: 40})
	} else {
		t.columns = append(t.columns, column{key: "permits", head: "开工条件", width: 30},
			column{key: "line", head: "备注", width: 26})
	}
	t.unit = "单位：万元"
	for i, r := range s.Rows {
		cells := []any{i + 1}
		if s.Kind == models.OutingRoute {
			cells = append(cells, r.Arrives, r.Minutes)
		}
		cells = append(cells, r.Name, text(r.Place), text(r.Content), amount(r.Total), amount(r.Plan), text(r.Unit),
			text(r.Owner))
		if s.Kind == models.OutingRoute {
			cells = append(cells, text(r.Explains), text(r.Line))
		} else {
			cells = append(cells, text(r.Permits), text(r.Line))
		}
		g.lines = append(g.lines, cells)
	}
	t.groups = []group{g}
	return writeBook(w, s.Title, t)
}
