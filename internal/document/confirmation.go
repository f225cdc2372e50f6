package document

import (
	"cmp"
	"fmt"

	"duban/models"
)

// Confirmation is what a 形象进度确认单 of a project and month says before it is signed: the owner, the builder and the
// supervisor confirm the works done and their money. Amounts are the project's own.
type Confirmation struct {
	models.ProjectFigures
	Today models.Date
}

// Confirmations writes a sheet of one page for each project.
func Confirmations(sheets ...Confirmation) Document {
	d := Document{Title: "形象进度确认单", Close: true}
	for i, c := range sheets {
		c.add(&d, i > 0)
	}
	return d
}

func (c Confirmation) add(d *Document, next bool) {
	month := fmt.Sprintf("%d年%d月", c.Month.Year(), c.Month.Number())
	d.Blocks = append(d.Blocks, Block{Style: Title, Text: "形象进度确认单", NewPage: next})
	d.add(Centre, fmt.Sprintf("截至%s底　填制日期：%s", month, chinese(c.Today)))
	wan := func(m *models.Money) string {
		if m == nil {
			return "　　　　万元"
		}
		return m.In(models.WanYuan) + "万元"
	}
	field := func(head, text string, least int) Row {
		return Row{Cells: []Cell{{Text: head, Head: true}, {Text: text, Span: 3}}, Least: least}
	}
	two := func(head, text, second, other string) Row {
		return Row{Cells: []Cell{{Text: head, Head: true}, {Text: text}, {Text: second, Head: true}, {Text: other}}}
	}
	done, total, inMonth := "—", (*models.Money)(nil), c.InMonth
	if c.Approved != nil || c.Reported != nil {
		total = new(c.Stated())
	}
	if c.Reported != nil {
		inMonth = c.ReportedIn
	}
	if total != nil && c.Plan > 0 {
		done = models.Percent(*total, c.Plan) + "%"
	}
	facts := c.Record.Project
	d.Blocks = append(d.Blocks, Block{Rows: []Row{
		field("项目名称", c.Name, 1),
		two("项目编码", c.Code, "责任单位", c.Unit),
		field("建设单位", c.Owner, 1),
		field("建设地点", cmp.Or(facts.Place, "　"), 1),
		two("年度计划", wan(&c.Plan), "占年度计划", done),
		two("本月完成", wan(inMonth), "年初至本月累计完成", wan(total)),
		field("形象进度", c.Physical, 3),
	}})
	rows := []Row{{Head: true, Cells: []Cell{{Text: "序号"}, {Text: "已完成工程内容"}, {Text: "工程量"}, {Text: "金额（万元）"},
		{Text: "凭证（合同、发票、计量单等）"}}}}
	for i := range confirmedWorks {
		rows = append(rows, Row{Least: 1, Cells: []Cell{{Text: fmt.Sprint(i + 1)}, {}, {}, {}, {}}})
	}
	rows = append(rows, Row{Cells: []Cell{{Text: "合计", Span: 3}, {}, {}}})
	d.add(Note, "已完成工程量及投资明细（由建设单位填写，凭证附后）：")
	d.Blocks = append(d.Blocks, Block{Grid: []int{8, 44, 18, 20, 40}, Rows: rows})
	sign := "（盖章）\n签字：\n　　　　年　　月　　日"
	d.add(Note, "以上内容经核对属实：")
	d.Blocks = append(d.Blocks, Block{Grid: []int{1, 1, 1}, Rows: []Row{
		{Head: true, Cells: []Cell{{Text: "建设单位"}, {Text: "施工单位"}, {Text: "监理单位"}}},
		{Least: 6, Cells: []Cell{{Text: sign}, {Text: sign}, {Text: sign}}},
	}})
	d.add(Note, "表内已填数据为审定数（尚未审定的为上报数），与实际不符的请在明细中更正。调度数据，不作为统计数据。")
}

// confirmedWorks is how many rows there are for works.
const confirmedWorks = 6
