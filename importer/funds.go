package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// fundReader reads the sheets of a workbook of the fund ledger (资金台账).
type fundReader struct {
	form    models.FundForm
	sources []models.FundSource
	several bool // tables are on more than one sheet: cells are named with their sheet
}

// ReadFunds reads a workbook of the fund ledger: one row per project and source, one row per project with sources side
// by side, or one sheet per source. month is that of the amounts; 0: the sheets state it. Errors are those of Inspect,
// and KindInvalid "no_fund_table".
func ReadFunds(name string, content []byte, sources []models.FundSource, month models.Month) (models.FundForm, error) {
	sheets, err := sheet.Read(name, content, sheet.DefaultLimits)
	if err != nil {
		return models.FundForm{}, err
	}
	r := &fundReader{sources: sources, form: models.FundForm{Month: month, Columns: []models.FundColumn{},
		Rows: []models.FundRow{}, Findings: []models.FundFinding{}}}
	var tables []*fundTable
	for _, s := range sheets {
		if s.Grid == nil || s.Hidden || s.Name == GuideSheet || s.Name == DictionarySheet {
			continue
		}
		if t := r.table(s.Grid, s.Name, name); t != nil {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return models.FundForm{}, sheet.Refuse("no_fund_table",
			"“%s”中没有找到资金台账：表头须有“项目名称”，以及“下达”“到位”“支出”等金额列，可下载空表填写", name)
	}
	r.several = len(tables) > 1
	stating := slices.ContainsFunc(tables, (*fundTable).statesSource)
	for _, t := range tables {
		if stating && !t.statesSource() { // a summary of the other sheets
			r.notice("", "sheet_left", models.Messagef("工作表“%s”没有写明资金来源，没有读取", models.Word(t.name)))
			continue
		}
		t.read(month)
	}
	return r.form, nil
}

// fundTable is the table of one sheet.
type fundTable struct {
	*fundReader
	grid    *sheet.Grid
	name    string // of the sheet
	first   int    // rows of the header
	last    int
	columns map[int]fundColumn
	at      map[models.FundField]int // columns without amounts
	month   models.Month
	source  string // of the whole sheet
	project models.FundRow
	entries []fundEntry
	section int           // entries before the last subtotal
	whole   int           // entries before the project that is being read
	above   []fundHeading // sums that stand above their rows, the outermost first
}

// fundColumn is a column of amounts.
type fundColumn struct {
	field  models.FundField
	source string // key; "": that of the row
	unit   models.Unit
	sum    bool // it sums the sources of the row
}

// fundHead is what a head of a column says.
type fundHead struct {
	field  models.FundField
	source models.FundSource
	unit   models.Unit
	month  int
	sum    bool
	text   string
}

var fundExact = map[string]models.FundField{
	"项目名称": models.FundProject, "项目": models.FundProject, "工程名称": models.FundProject, "项目全称": models.FundProject,
	"重点项目名称": models.FundProject, "名称": models.FundProject,
	"项目编码": models.FundCode, "编码": models.FundCode, "项目编号": models.FundCode,
	"资金来源": models.FundOf, "资金类别": models.FundOf, "资金类型": models.FundOf, "资金渠道": models.FundOf, "资金性质": models.FundOf,
	"来源": models.FundOf, "资金名称": models.FundOf,
	"备注": models.FundNote, "说明": models.FundNote, "情况说明": models.FundNote, "原因": models.FundNote, "原因说明": models.FundNote,
	"未支出原因": models.FundNote, "支出缓慢原因": models.FundNote, "存在问题": models.FundNote,
}

var (
	fundPart  = regexp.MustCompile(`本月|当月|本期|本年|当年|本季|月均|结余|剩余|结转|未|缺口|计划支出|计划到位|预计|提示`)
	fundRate  = regexp.MustCompile(`(?:支出|支付|拨付|执行|使用)(?:率|进度|比例)`)
	fundUpTo  = regexp.MustCompile(`截至|截止|累计|M月底|M月末|至Y年`)
	fundPlain = regexp.MustCompile(`^(?:金额|资金|数额|累计|资金合计|合计|总计|小计)?$`)
	fundSum   = regexp.MustCompile(`^(?:资金)?(?:合计|总计|小计)$`)
)

// fundFieldOf returns the column that a head names; "" for one that is not used.
func fundFieldOf(h headerWord) models.FundField {
	s := h.bare
	if f, known := fundExact[s]; known {
		return f
	}
	switch {
	case fundRate.MatchString(s):
		return models.FundRate
	case containsAny(s, []string{"日期", "时间"}):
		if containsAny(s, []string{"到位", "到账"}) {
			return models.FundArrivedOn
		}
		return ""
	case fundPart.MatchString(s), strings.Contains(s, "M月") && !fundUpTo.MatchString(s), strings.Contains(s, "1-M月"):
		return "" // a part of the cumulative amount
	case strings.Contains(s, "实物"):
		return models.FundWork
	case containsAny(s, []string{"到位", "到账"}):
		return models.FundArrived
	case containsAny(s, []string{"支出", "支付", "拨付", "使用"}):
		return models.FundPaid
	case containsAny(s, []string{"下达", "批复", "安排", "额度", "发行", "授信"}):
		return models.FundApproved
	case containsAny(s, []string{"申报", "申请", "需求"}):
		return models.FundApplied
	}
	return ""
}

// headOf reads the cells of a column's head from the top: a group may name the source and its columns the amounts, or
// the other way round.
func (r *fundReader) headOf(cells []string) fundHead {
	var out fundHead
	out.text = strings.Join(cells, " / ")
	up := true // the cells below say nothing of their own about the amount
	for _, text := range slices.Backward(cells) {
		h := headerWordOf(text)
		if up {
			out.field = fundFieldOf(h)
		}
		out.month = cmp.Or(out.month, h.month)
		if out.unit == models.UnitNone {
			out.unit = h.unit
		}
		out.sum = out.sum || fundSum.MatchString(h.bare)
		if s, found := models.FundSourceOf(h.bare, r.sources); found && out.source.Key == "" && h.bare != "" {
			out.source = s
		}
		up = up && out.field == "" && (out.source.Key != "" || fundPlain.MatchString(h.bare))
	}
	return out
}

// fundHeadRows is how many rows from the top the header may begin in, fundHeadHeight how high it may be.
const (
	fundHeadRows   = 20
	fundHeadHeight = 3
)

// table finds the header of a sheet: the lowest block of rows by which most columns are recognised; nil when there is
// none.
func (r *fundReader) table(g *sheet.Grid, name, file string) *fundTable {
	var best *fundTable
	score := 0
	cover := coverOf(g.Merges, func(sheet.Range) bool { return true })
	for _, row := range g.Rows[:min(len(g.Rows), fundHeadRows)] {
		for height := range fundHeadHeight {
			t := &fundTable{fundReader: r, grid: g, name: name, first: row.Number, last: row.Number + height,
				columns: map[int]fundColumn{}, at: map[models.FundField]int{}}
			n := t.heads(cover, nil)
			if better := best == nil || n > score || n == score && height < best.last-best.first; better &&
				t.at[models.FundProject] != 0 {
				best, score = t, n
			}
		}
	}
	if best == nil || len(best.columns) == 0 {
		return nil
	}
	block := headerBlock{first: best.first, last: best.last}
	around := contextOf(g, block, name, file)
	best.columns, best.at = map[int]fundColumn{}, map[models.FundField]int{}
	best.heads(cover, &around)
	if around.year != 0 && around.month != 0 {
		best.month = models.MonthOf(around.year, around.month)
	}
	for _, text := range []string{name, around.title} {
		if s, found := models.FundSourceOf(sheet.Fold(text), r.sources); found && best.source == "" {
			best.source = s.Key
		}
	}
	return best
}

// heads maps the columns of the header and returns how many are recognised; with what stands around the table it also
// settles units and keeps what was recognised.
func (t *fundTable) heads(cover coverMap, around *surroundings) int {
	n := 0
	taken := map[fundColumn]string{}
	for column := 1; column <= min(t.grid.LastColumn(), headerMaxColumns); column++ {
		cells, cell := t.headCells(cover, column)
		h := t.headOf(cells)
		amounts := models.FundAmounts{}
		used := h.field
		switch {
		case h.field == "":
		case amounts.Of(h.field) == nil:
			if t.at[h.field] == 0 {
				t.at[h.field] = column
				n++
			} else {
				used = ""
			}
		default:
			c := fundColumn{field: h.field, source: h.source.Key, sum: h.sum && h.source.Key == ""}
			if first := taken[c]; first != "" && around != nil {
				t.notice(cell, "column_twice", models.Messagef("“%s”和“%s”都是%s，采用前一列", models.Word(first),
					models.Word(h.text), models.WordOf(h.field)))
				used = ""
				break
			}
			taken[c] = h.text
			n++
			if around != nil {
				c.unit = t.unitOf(h, *around, cell)
				if around.month == 0 && around.year != 0 {
					around.month = h.month
				}
			}
			t.columns[column] = c
		}
		if around != nil && h.text != "" {
			shown := models.FundColumn{Cell: cell, Header: h.text, Field: used}
			if c, of := t.columns[column]; of && used != "" {
				shown.Source, shown.Unit = h.source.Name, c.unit
			}
			t.form.Columns = append(t.form.Columns, shown)
		}
	}
	return n
}

// headCells returns the different texts of a column's head from the top, and the name of its lowest cell.
func (t *fundTable) headCells(cover coverMap, column int) (cells []string, name string) {
	name = t.cellName(t.last, column)
	for row := t.first; row <= t.last; row++ {
		at := [2]int{row, column}
		m, merged := cover[at]
		switch {
		case merged && m.Top < t.first:
			continue
		case merged:
			at = [2]int{m.Top, m.Left}
		case row < t.last:
			at[1] = t.groupOf(row, column)
		}
		c := t.grid.At(at[0], at[1])
		if text := sheet.Tidy(c.Text); c.Kind == sheet.Text && text != "" &&
			(len(cells) == 0 || cells[len(cells)-1] != text) {
			cells = append(cells, text)
			name = t.cellName(at[0], at[1])
		}
	}
	return cells, name
}

// groupOf returns the column whose cell heads a group that was not merged: the next one with text at the left, where
// both have a head of their own below.
func (t *fundTable) groupOf(row, column int) int {
	for left := column; left > 0; left-- {
		if c := t.grid.At(row+1, left); c.IsBare() {
			break
		}
		if c := t.grid.At(row, left); !c.IsBare() {
			return left
		}
	}
	return column
}

// unitOf returns the unit of a column: its own, or that of the sheet. A unit is never guessed.
func (t *fundTable) unitOf(h fundHead, around surroundings, cell string) models.Unit {
	unit := h.unit
	if unit == models.UnitNone {
		unit = oneUnit(around.units.different())
	}
	if !knownUnit(unit) {
		t.wrong(cell, "unit_missing", models.Messagef("%s“%s”没有写明金额单位，请在表头或表上注明元、万元或亿元", cell, models.Word(h.text)))
		return models.UnitNone
	}
	return unit
}

// cellName names a cell, with its sheet where several are read.
func (t *fundTable) cellName(row, column int) string {
	if t.several {
		return strings.Join(strings.Fields(t.name), "") + "!" + sheet.CellName(row, column)
	}
	return sheet.CellName(row, column)
}

func (r *fundReader) wrong(cell, code string, m models.Message) {
	r.form.Findings = append(r.form.Findings, models.FundFinding{Cell: cell, Error: true, Code: code, Message: m})
}

func (r *fundReader) notice(cell, code string, m models.Message) {
	r.form.Findings = append(r.form.Findings, models.FundFinding{Cell: cell, Code: code, Message: m})
}

// columnsInOrder lists the columns of amounts from the left.
func (t *fundTable) columnsInOrder() []int {
	var out []int
	for column := range t.columns {
		out = append(out, column)
	}
	slices.Sort(out)
	return out
}
