package workbook

import (
	"fmt"
	"io"

	"duban/importer/sheet"
	"duban/models"
)

// Ledger is the complete table of a programme (台账): each project's plan and its results month by month.
type Ledger struct {
	Plan PlanTable // OneHand is taken for granted
	AsOf models.Instant
	Done []LedgerLine // beside the plan's lines, in sheet order
}

// LedgerLine is the results of one project's year. Nil is not reported.
type LedgerLine struct {
	Months     [12]*models.Money // completed in each month, January first
	YearToDate *models.Money     // to the latest month reported
	Latest     models.Month      // that month
	Physical   string            // 形象进度 of that month
	Problems   string
	Finished   int // milestones done
	Open       int // milestones not done yet
	Late       int // of these, past their due date
	Colour     models.Colour
}

// WriteLedger writes the table in the layout of a plan, with planned and completed amounts of each month side by side,
// milestones, statistics and remarks. Imported as a plan it changes nothing. Errors are KindInternal.
func WriteLedger(w io.Writer, l Ledger) error {
	l.Plan.OneHand = true
	t := planSheet(l.Plan)
	t.sheet = fmt.Sprintf("%d年台账", l.Plan.Year)
	t.preparedBy = preparedBy(l.Plan.PreparedBy) + "　　数据截至" + l.AsOf.Minute()
	first := len(t.columns)
	// These headers are not among the words of an import: read as a plan, the sheet has no months.
	done := fmt.Sprintf("%d年实际完成", l.Plan.Year)
	for m := 1; m <= 12; m++ {
		t.columns = append(t.columns, column{key: fmt.Sprintf("done%d", m), parent: done, head: fmt.Sprintf("实际%d月", m),
			width: 10, show: showAmount, unit: models.WanYuan, sum: true, blank: true})
	}
	t.columns = append(t.columns,
		column{key: "ytd", parent: done, head: "年内累计", width: 11.5, show: showAmount, unit: models.WanYuan, sum: true,
			blank: true},
		column{key: "to", parent: done, head: "截至", width: 6, show: showCentre},
		column{key: "rate", head: "投资完成率", width: 9, show: showPercent, ratio: &ratio{part: "ytd", whole: "plan", scale: 1}},
		column{key: "milestones done", parent: "完成数量（个）", head: "已完成", width: 6, show: showCount, sum: true},
		column{key: "milestones open", parent: "完成数量（个）", head: "未完成", width: 6, show: showCount, sum: true},
		column{key: "milestones late", parent: "完成数量（个）", head: "逾期", width: 6, show: showCount, sum: true},
		column{key: "colour", head: "预警", width: 10, show: showCentre},
		column{key: "remark", head: "备注", width: 30},
	)
	i := 0
	for g := range t.groups {
		for n, line := range t.groups[g].lines {
			t.groups[g].lines[n] = append(line[:first:first], l.Done[i].cells()...)
			i++
		}
	}
	return writeBook(w, l.Plan.Title, t)
}

func (l LedgerLine) cells() []any {
	var cells []any
	for _, m := range l.Months {
		cells = append(cells, amount(m))
	}
	latest := ""
	if l.Latest != 0 {
		latest = fmt.Sprintf("%d月", l.Latest.Number())
	}
	remark := l.Physical
	if l.Problems != "" && !sheet.SaysNothing(l.Problems) {
		if remark != "" {
			remark += "；"
		}
		remark += "问题：" + l.Problems
	}
	return append(cells, amount(l.YearToDate), text(latest), nil, l.Finished, l.Open, l.Late, colourCell(l.Colour),
		text(remark))
}
