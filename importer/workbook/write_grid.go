package workbook

import (
	"slices"
	"strconv"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// show is the look of a column's cells.
type show int

const (
	showText show = iota
	showCentre
	showAmount
	showCount
	showPercent
	showPoints
	showDate
	showNumber // a number of any kind, as it was given
)

// column is one column of a printed table.
type column struct {
	key     string // names the column in ratios and live formulas
	parent  string // head above, merged over neighbours with the same one; "" when there is none
	head    string
	width   float64 // in digits of the default font
	show    show
	unit    models.Unit // of the amounts; UnitNone for counts
	parts   int         // of a count that stands in smaller parts: how many of them make one; 0: it does not
	sum     bool        // section and total rows carry its sum
	blank   bool        // no sum where no line has an amount: nothing reported is not zero
	ratio   *ratio      // computed from other columns, in every row
	rank    *rank       // the row's rank in its group
	choices []string    // drop-down
}

// ratio is (part − minus) ÷ whole of the same row: a percentage, or percentage points when scaled by 100.
type ratio struct {
	part, minus, whole string
	scale              int // 1 or 100
}

// noRatio stands in the column of a ratio that is left blank in its row and in the sums over it.
type noRatio struct{}

// rank is a row's place in its group, the largest of another column first. The place stands in the line: it is computed
// by models, the formula comes to the same.
type rank struct{ by string }

// live is a cell with a formula and its result. {key} in the formula is that column's cell in the same row.
type live struct {
	formula string
	raw     int64 // in fen, or the count
}

// down is a cell that is merged with the one above it.
type down struct{}

// plain is a number that stands as it is.
type plain float64

// coloured is text in a colour.
type coloured struct{ text, colour string }

// table is one sheet to be printed.
type table struct {
	sheet      string
	title      string
	preparedBy string  // at the left of the line below the title
	unit       string  // right of it
	lead       string  // a paragraph above the head
	lineHeight float64 // least height of a line in points; 0 for the usual 24
	columns    []column
	total      string // label of the total row above all groups; "" for none
	countKey   string // column of the total row that says how many; "" for none
	groups     []group
	notes      []string
	signed     bool    // ends with a signature line
	onePage    bool    // prints on one page, however many rows: for a summary that is looked at as a whole
	figures    bool    // says under the title that its figures are no statistics
	readOnly   bool    // says so beside what is printed, and an import leaves it alone
	onPaper    int     // columns that are printed, from the left; 0 for all: the others are for the formulas
	charts     []chart // below the rows
}

// group is a section of lines; without a title it has no row of its own. A line has a value for each column, nil for
// blank; models.Money in amount columns, int or live in count columns, PlannedDate in date columns.
type group struct {
	title string
	lines [][]any
}

// grid is the positions of a table's parts. Rows count from 1.
type grid struct {
	*table
	index               map[string]int
	headFirst, headLast int
	totalRow            int
	dataFirst, dataLast int
	height              int
	names               []string // of the columns: "A", "B" …
}

func layOut(t *table) *grid {
	g := &grid{table: t, index: map[string]int{}, headFirst: 3, names: make([]string, len(t.columns))}
	if t.lead != "" {
		g.headFirst++
	}
	g.headLast = g.headFirst
	for i, c := range t.columns {
		g.index[c.key] = i
		g.names[i] = sheet.ColumnName(i + 1)
		if c.parent != "" {
			g.headLast = g.headFirst + 1
		}
	}
	row := g.headLast
	if t.total != "" {
		row++
		g.totalRow = row
	}
	g.dataFirst = row + 1
	for _, section := range t.groups {
		if section.title != "" {
			row++
		}
		row += len(section.lines)
	}
	g.dataLast, g.height = row, row
	if len(t.notes) > 0 {
		g.height++
	}
	if t.signed {
		g.height++
	}
	return g
}

// ref names a cell by column index and row.
func (g *grid) ref(col, row int) string {
	if col < len(g.names) {
		return g.names[col] + strconv.Itoa(row)
	}
	return sheet.ColumnName(col+1) + strconv.Itoa(row)
}

// titles returns what is repeated on every page: the header rows and, if pages lie side by side, the columns up to the
// name.
func (g *grid) titles() string {
	rows := "'" + g.sheet + "'!$" + strconv.Itoa(g.headFirst) + ":$" + strconv.Itoa(g.headLast)
	if g.pagesWide() == 1 {
		return rows
	}
	return "'" + g.sheet + "'!$A:$" + g.names[g.index["name"]] + "," + rows
}

// expand replaces the keys in a formula by the row's cells.
func (g *grid) expand(formula string, row int) string {
	var out strings.Builder
	number := strconv.Itoa(row)
	for {
		text, rest, found := strings.Cut(formula, "{")
		out.WriteString(text)
		if !found {
			return out.String()
		}
		key, after, _ := strings.Cut(rest, "}")
		out.WriteString(g.names[g.index[key]])
		out.WriteString(number)
		formula = after
	}
}

// rawOf returns a cell's amount in fen, or its count.
func rawOf(value any) (int64, bool) {
	switch v := value.(type) {
	case models.Money:
		return int64(v), true
	case int:
		return int64(v), true
	case live:
		return v.raw, true
	}
	return 0, false
}

// sums adds the columns of some lines; only summed columns count.
func (g *grid) sums(groups ...group) []any {
	totals := make([]any, len(g.columns))
	for i, c := range g.columns {
		if c.ratio != nil && slices.ContainsFunc(groups, func(section group) bool {
			return slices.ContainsFunc(section.lines, func(line []any) bool { return line[i] == noRatio{} })
		}) {
			totals[i] = noRatio{}
		}
		if !c.sum {
			continue
		}
		sum, known := int64(0), false
		for _, section := range groups {
			for _, line := range section.lines {
				raw, stated := rawOf(line[i])
				sum += raw
				known = known || stated
			}
		}
		if known || !c.blank {
			totals[i] = live{raw: sum}
		}
	}
	return totals
}

// inUnit returns a raw amount as the number of its cell. The nearest float prints as the exact decimal up to 15 digits:
// 999 亿元 to the fen.
func (c column) inUnit(raw int64) float64 {
	if c.parts > 0 {
		return float64(raw) / float64(c.parts)
	}
	if c.unit == models.UnitNone {
		return float64(raw)
	}
	return models.Money(raw).Float(c.unit)
}

// ratioOf computes a ratio from a row's amounts; false when an amount is missing or the base is not above zero.
func (g *grid) ratioOf(r ratio, line []any) (formula string, value float64, ok bool) {
	part, ok1 := rawOf(line[g.index[r.part]])
	whole, ok2 := rawOf(line[g.index[r.whole]])
	if !ok1 || !ok2 || whole <= 0 {
		return "", 0, false
	}
	formula, value = "{"+r.part+"}", float64(part)
	if r.minus != "" {
		minus, known := rawOf(line[g.index[r.minus]])
		if !known {
			return "", 0, false
		}
		formula, value = "("+formula+"-{"+r.minus+"})", value-float64(minus)
	}
	formula, value = formula+"/{"+r.whole+"}", value/float64(whole)
	if r.scale != 1 {
		formula, value = formula+"*"+strconv.Itoa(r.scale), value*float64(r.scale)
	}
	return formula, value, true
}

// width returns the width of texts written across the table.
func (g *grid) width() float64 {
	width := 0.0
	for _, c := range g.columns[:g.front()+1] {
		width += c.width
	}
	return width
}

// narrow reports whether the table is readable on A4 landscape; everything else is printed on A3.
func (g *grid) narrow() bool { return g.points() <= 900 && len(g.charts) == 0 }

// pagesWide returns how many pages side by side the table needs, so that its letters are at least half their size.
func (g *grid) pagesWide() int {
	if g.points() > 2*1118 && !g.onePage {
		return 2
	}
	return 1
}

// front returns the last column of the first of the pages side by side: texts across the table end there.
func (g *grid) front() int {
	most, points, last := g.points()/float64(g.pagesWide()), 0.0, 0
	for i, c := range g.shown() {
		if points += c.width*5.25 + 3.75; points > most+1 {
			break
		}
		last = i
	}
	return last
}

// points estimates the width of the printed columns.
func (g *grid) points() float64 {
	points := 0.0
	for _, c := range g.shown() {
		points += c.width*5.25 + 3.75
	}
	return points
}

// shown are the columns that are printed.
func (g *grid) shown() []column {
	if g.onPaper > 0 {
		return g.columns[:g.onPaper]
	}
	return g.columns
}

// paper returns how many columns and rows are printed: those of the table, and its charts.
func (g *grid) paper() (columns, rows int) {
	columns, rows = len(g.shown()), g.height
	for _, c := range g.charts {
		columns = max(columns, len(g.columns)+1+chartColumns)
		rows = max(rows, c.row+c.rows*10/9+2) // its rows are a little lower than excelize takes them
	}
	return columns, rows
}

// pageHeight estimates how many points of rows a landscape page holds under the repeated head, at the scale that makes
// the table one page wide.
func (g *grid) pageHeight() float64 {
	const head = 60
	wide, high := 1118.0, 735.0
	if g.narrow() {
		wide, high = 770, 490
	}
	return high/min(1, wide*float64(g.pagesWide())/g.points()) - head
}
