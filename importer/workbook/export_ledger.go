package workbook

import (
	"fmt"
	"io"

	"duban/importer/sheet"
	"duban/models"
)

// Ledger is the complete table of a programme (台账): each project's plan and its results month by month.
type Ledger struct {
	Plan   PlanTable // OneHand is taken for granted
	AsOf   models.Instant
	Source string       // which record the figures are read from
	Done   []LedgerLine // beside the plan's lines, in sheet order
}

// LedgerLine is what came of one project's year, and the milestones of it.
type LedgerLine struct {
	Figures  models.ProjectFigures
	Finished int // milestones done
	Open     int // milestones not done yet
	Late     int // of these, late in working days that count
}

// WriteLedger writes the table in the layout of a plan, with planned and completed amounts of each month side by side,
// milestones, statistics and remarks. Imported as a plan it changes nothing. Errors are KindInternal.
func WriteLedger(w io.Writer, l Ledger) error {
	l.Plan.OneHand = true
	t := planSheet(l.Plan)
	t.sheet = fmt.Sprintf("%d年台账", l.Plan.Year)
	t.preparedBy = preparedBy(l.Plan.PreparedBy) + "　　编制时间" + l.AsOf.Minute() + "　　" + l.Source
	t.figures = true
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
		column{key: "light", head: "亮灯", width: 10, show: showCentre},
		column{key: "basis", head: "累计口径", width: 9, show: showCentre},
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
	f, cells := l.Figures, []any{}
	for _, point := range f.Course {
		cells = append(cells, amount(point.InMonth))
	}
	latest := ""
	if f.Approved != nil {
		latest = fmt.Sprintf("%d月", f.Month.Number())
	}
	remark := f.Physical
	if f.Problems != "" && !sheet.SaysNothing(f.Problems) {
		if remark != "" {
			remark += "；"
		}
		remark += "问题：" + f.Problems
	}
	return append(cells, amount(f.Approved), text(latest), nil, l.Finished, l.Open, l.Late, colourCell(f.Light),
		f.BasisWord(), text(remark))
}
