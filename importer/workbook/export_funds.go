package workbook

import (
	"fmt"
	"io"
	"slices"

	"duban/models"
)

// Funds is a programme's fund ledger at the end of a month.
type Funds struct {
	Programme  string
	PreparedBy string
	AsOf       models.Instant
	Ledger     models.FundLedger
}

// WriteFunds writes the fund ledger: by source with subtotals, and one line a project. It is read back as a workbook
// of the ledger.
func WriteFunds(w io.Writer, f Funds) error {
	month := f.Ledger.Month
	if month == 0 {
		month = f.AsOf.Date().Month()
	}
	title := fmt.Sprintf("%s资金台账（截至%d年%d月）", f.Programme, month.Year(), month.Number())
	return writeBook(w, title, f.bySource(title), f.byProject(title))
}

// fundAmounts are the columns of amounts.
func fundAmounts() []column {
	var out []column
	for _, field := range models.FundFigures {
		out = append(out, column{key: string(field), head: field.Chinese(), width: 14, show: showAmount, unit: models.WanYuan,
			sum: true, blank: true})
		if field == models.FundPaid {
			out = append(out, column{key: "rate", head: "支出率", width: 9, show: showPercent,
				ratio: &ratio{part: "paid", whole: "arrived", scale: 1}})
		}
	}
	return out
}

// fundCells are the cells of the amounts of a line that is made of some sources.
func fundCells(a models.FundAmounts, parts ...models.FundStanding) []any {
	cells := []any{amount(a.Applied), amount(a.Approved), amount(a.Arrived), amount(a.Paid), nil, amount(a.Work)}
	if slices.ContainsFunc(parts, models.FundStanding.PaidOnly) {
		cells[4] = noRatio{}
	}
	return cells
}

func (f Funds) bySource(title string) *table {
	t := f.table("资金台账", title)
	t.countKey = "" // its lines are no projects
	t.columns = append(append([]column{
		{key: "number", head: "序号", width: 5, show: showCount}, {key: "code", head: "项目编码", width: 14, show: showCentre},
		{key: "name", head: "项目名称", width: 34}, {key: "source", head: "资金来源", width: 16, show: showCentre},
	}, fundAmounts()...), column{key: "slow", head: "支付提示", width: 40}, column{key: "note", head: "说明", width: 24})
	for _, source := range f.Ledger.Sources {
		g := group{title: source.Name}
		for _, line := range f.Ledger.Lines {
			for _, s := range line.Sources {
				if s.Source != source.Source {
					continue
				}
				cells := append([]any{len(g.lines) + 1, text(line.Code), line.Name, s.Name}, fundCells(s.FundAmounts, s)...)
				slow := ""
				if s.Slow != nil {
					slow = s.Slow.Sentence().Text
				}
				g.lines = append(g.lines, append(cells, text(slow), text(s.Note)))
			}
		}
		t.groups = append(t.groups, g)
	}
	return t
}

func (f Funds) byProject(title string) *table {
	t := f.table("分项目", title)
	t.columns = append(append([]column{
		{key: "number", head: "序号", width: 5, show: showCount}, {key: "code", head: "项目编码", width: 14, show: showCentre},
		{key: "name", head: "项目名称", width: 34}, {key: "unit", head: "责任单位", width: 20, show: showCentre},
	}, fundAmounts()...), column{key: "milestones", head: "节点完成", width: 10, show: showCentre},
		column{key: "ahead", head: "超前提示", width: 16, show: showCentre})
	g := group{}
	for _, line := range f.Ledger.Lines {
		cells := append([]any{len(g.lines) + 1, text(line.Code), line.Name, text(line.Unit)},
			fundCells(line.Total.FundAmounts, line.Sources...)...)
		ahead := ""
		if line.Work.Ahead {
			ahead = "资金支出超前"
		}
		g.lines = append(g.lines, append(cells, fmt.Sprintf("%d/%d", line.Work.Done, line.Work.Milestones), text(ahead)))
	}
	t.groups = []group{g}
	return t
}

func (f Funds) table(sheet, title string) *table {
	return &table{sheet: sheet, title: title, unit: "单位：万元", total: "合计", countKey: "name", signed: true, readOnly: true,
		figures: true, preparedBy: preparedBy(f.PreparedBy) + "　　编制时间" + f.AsOf.Minute(),
		notes: []string{"金额为累计数；支出率＝拨付（支出）÷到位，有资金只填支出、未填到位的不计算", "支付提示和资金支出超前只作提示，不作为督办依据",
			"供重点项目办和领导使用，不对外发布"}}
}
