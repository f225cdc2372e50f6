package workbook

import (
	"fmt"
	"io"
	"slices"

	"duban/models"
)

// ProblemTable is the ledger of problems of a programme (问题台账).
type ProblemTable struct {
	Title      string
	PreparedBy string
	AsOf       models.Instant
	Lines      []ProblemLine // by department, as they are shown
}

// ProblemLine is one problem.
type ProblemLine struct {
	Code       string
	Project    string
	CityMajor  bool
	Unit       string // responsible unit of the project
	Investor   models.Investor
	Kind       models.ProblemKind
	Quantity   int64 // in the smallest unit of the kind
	Text       string
	Request    string
	Level      models.ProblemLevel
	Department string // "": none yet
	RaisedFor  string
	RaisedOn   models.Date
	Due        models.Date
	DaysLate   int // counted working days
	Status     string
	Solved     bool // closed
}

// WriteProblems writes the ledger as a sheet, by department with subtotals. Errors are KindInternal.
func WriteProblems(w io.Writer, t ProblemTable) error {
	return writeBook(w, t.Title, problemLedger(t))
}

// notAssigned is the title of the problems that no department is asked to solve.
const notAssigned = "待交办"

func problemLedger(t ProblemTable) *table {
	var groups []group
	var departments []string
	open, late := 0, 0
	for _, l := range t.Lines {
		name := l.Department
		if name == "" {
			name = notAssigned
		}
		i := slices.Index(departments, name)
		if i < 0 {
			i = len(groups)
			departments, groups = append(departments, name), append(groups, group{})
		}
		groups[i].lines = append(groups[i].lines, l.cells(len(groups[i].lines)+1))
		if !l.Solved {
			open++
		}
		if l.DaysLate > 0 {
			late++
		}
	}
	for i := range groups {
		groups[i].title = fmt.Sprintf("%s、%s（%d项）", numeral(i), departments[i], len(groups[i].lines))
	}
	lead := fmt.Sprintf("共%d项问题，未销号%d项，其中逾期%d项。", len(t.Lines), open, late)
	if len(t.Lines) == 0 {
		lead = "台账中没有问题。"
	}
	return &table{
		sheet: "问题台账", title: t.Title, lead: lead,
		preparedBy: preparedBy(t.PreparedBy) + "　　编制时间" + t.AsOf.Minute(),
		signed:     true, readOnly: true, figures: true, total: "合计", countKey: "name",
		columns: problemColumns(), groups: groups,
		notes: []string{problemDaysNote, "已解决为提出单位确认销号的"},
	}
}

// problemDaysNote says how the days of a problem are counted.
const problemDaysNote = "逾期按工作日计算，等待提出单位确认的日期不计"

func problemColumns() []column {
	quantity := func(key, head, parent string, kind models.ProblemKind) column {
		c := column{key: key, parent: parent, head: head, width: 13, show: showNumber, parts: 1000, sum: true, blank: true}
		if kind == models.ProblemMoney {
			c.show, c.unit, c.parts = showAmount, models.WanYuan, 0
		}
		return c
	}
	return []column{
		{key: "number", head: "序号", width: 6, show: showCount},
		{key: "code", head: "项目编码", width: 14, show: showCentre},
		{key: "name", head: "项目名称", width: 26},
		{key: "unit", head: "责任单位", width: 15, show: showCentre},
		{key: "kind", head: "类别", width: 13, show: showCentre},
		{key: "text", head: "存在问题", width: 34},
		{key: "request", head: "诉求", width: 26},
		quantity("land", "用地（亩）", "需要", models.ProblemLand),
		quantity("energy", "用能（吨标煤）", "需要", models.ProblemEnergy),
		quantity("money", "资金（万元）", "需要", models.ProblemMoney),
		quantity("land solved", "用地（亩）", "已解决", models.ProblemLand),
		quantity("energy solved", "用能（吨标煤）", "已解决", models.ProblemEnergy),
		quantity("money solved", "资金（万元）", "已解决", models.ProblemMoney),
		{key: "level", head: "协调层级", width: 8, show: showCentre},
		{key: "raised", head: "提出单位", width: 17, show: showCentre},
		{key: "on", head: "提出日期", width: 12, show: showDate},
		{key: "due", head: "办结时限", width: 12, show: showDate},
		{key: "days", head: "逾期（工作日）", width: 8, show: showCount},
		{key: "status", head: "状态", width: 9, show: showCentre},
	}
}

// numeral is the Chinese number of a section, the figure beyond those that are written out.
func numeral(i int) string {
	if i < len(numerals) {
		return numerals[i]
	}
	return fmt.Sprint(i + 1)
}

func (l ProblemLine) cells(number int) []any {
	cells := []any{number, text(l.Code), starred(l.Project, l.CityMajor), text(l.Unit), l.Kind.Chinese(), text(l.Text),
		text(l.Request), nil, nil, nil, nil, nil, nil, l.Level.Chinese(), text(l.RaisedFor),
		realDate(l.RaisedOn, formatISODate), realDate(l.Due, formatISODate), nil, l.Status}
	at := map[models.ProblemKind]int{models.ProblemLand: 7, models.ProblemEnergy: 8, models.ProblemMoney: 9}[l.Kind]
	if at != 0 && l.Quantity != 0 {
		var value any = int(l.Quantity)
		if l.Kind == models.ProblemMoney {
			value = models.Money(l.Quantity)
		}
		cells[at] = value
		if l.Solved {
			cells[at+3] = value
		}
	}
	if l.DaysLate > 0 {
		cells[17] = l.DaysLate
	}
	return cells
}
