package sheet

import (
	"slices"
	"strings"
)

// flow builds a sheet from a document that is not one: a web page or a Word document. Each paragraph outside the tables
// is a row with one text, and the tables follow each other, as Excel shows them.
type flow struct {
	grid   *Grid
	limits Limits
	row    int      // number of the last row
	texts  []string // paragraphs since the last table
	cells  int
	lines  int // rows of tables, with content or without
	size   int
	tables int // tables with content
	held   *texts
}

// Paragraphs that are kept: a report of many pages may stand around a table, whose title is directly above it.
const (
	keptAbove = 8
	keptBelow = 12
)

func newFlow(name string, l Limits) *flow {
	return &flow{grid: &Grid{Name: name}, limits: l, held: newTexts(textRecent)}
}

// paragraph adds a text outside the tables.
func (f *flow) paragraph(text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	f.texts = append(f.texts, text)
	if len(f.texts) > 4*(keptAbove+keptBelow) {
		f.texts = f.shortened(f.texts)
	}
}

// shortened leaves out the middle of the paragraphs between two tables, or all but the last before the first.
func (f *flow) shortened(texts []string) []string {
	below := keptBelow
	if f.tables == 0 {
		below = 0
	}
	if len(texts) <= below+keptAbove {
		return texts
	}
	return append(texts[:below], texts[len(texts)-keptAbove:]...)
}

// flush writes the paragraphs that are kept; next reports whether a table follows.
func (f *flow) flush(next bool) error {
	texts := f.shortened(f.texts)
	if f.texts = nil; !next {
		texts = texts[:min(keptBelow, len(texts))]
	}
	for _, text := range texts {
		f.row++
		if err := f.add(Row{Number: f.row, Cells: []Cell{{Column: 1, Kind: Text, Text: text}}}); err != nil {
			return err
		}
	}
	return nil
}

// add appends a row within the limits; one without cells is left out.
func (f *flow) add(row Row) error {
	if len(row.Cells) == 0 {
		return nil
	}
	for i := range row.Cells {
		f.size += len(row.Cells[i].Text)
	}
	if f.size > f.limits.Text {
		return tooMuchText()
	}
	if len(f.grid.Rows) == f.limits.Rows {
		return tooManyRows(f.limits)
	}
	f.grid.Rows = append(f.grid.Rows, row)
	return nil
}

// flowTable is a table being read: its rows go into the flow when it ends, so that a table inside a cell of another
// comes in one piece.
type flowTable struct {
	flow   *flow
	rows   []Row
	cells  []Cell  // of the row being read
	merges []Range // rows from 1, of the table
	below  []int   // by column: the last row that a cell of an earlier row covers
	at     int     // the last row
	column int     // the last column used in it
	width  int
	filled int // rows with more than one text
}

// beginRow begins the next row.
func (t *flowTable) beginRow(hidden bool) error {
	if t.flow.lines++; t.flow.lines > maxRow {
		return tooLarge("表格超过 %d 行", maxRow)
	}
	t.endCells()
	t.at++
	t.column = 0
	t.rows = append(t.rows, Row{Number: t.at, Hidden: hidden})
	return nil
}

// place returns the column of the next cell: the first one that no earlier cell covers.
func (t *flowTable) place() int {
	column := t.column + 1
	for column < len(t.below) && t.below[column] >= t.at {
		column++
	}
	return column
}

// cell adds a cell that covers columns and rows.
func (t *flowTable) cell(c Cell, across, down int) error {
	if t.flow.cells++; t.flow.cells > t.flow.limits.Cells {
		return tooManyCells(t.flow.limits)
	}
	c.Column = t.place()
	last := c.Column + across - 1
	if last > MaxColumn {
		return tooLarge("表格超过 %d 列", MaxColumn)
	}
	t.column, t.width = last, max(t.width, last)
	if across > 1 || down > 1 {
		if len(t.merges) >= t.flow.limits.Merges {
			return tooLarge("表格的合并单元格超过上限 %d 个", t.flow.limits.Merges)
		}
		t.merges = append(t.merges, Range{t.at, c.Column, t.at + down - 1, last})
	}
	if down > 1 {
		for len(t.below) <= last {
			t.below = append(t.below, 0)
		}
		for column := c.Column; column <= last; column++ {
			t.below[column] = t.at + down - 1
		}
	}
	if c.Text != "" {
		c.Text = t.flow.held.of([]byte(c.Text))
		t.cells = append(t.cells, c)
		if len(t.cells) == 2 {
			t.filled++
		}
	}
	return nil
}

// endCells gives the row its cells.
func (t *flowTable) endCells() {
	if len(t.cells) > 0 {
		t.rows[len(t.rows)-1].Cells = slices.Clone(t.cells)
		t.cells = t.cells[:0]
	}
}

// isList reports whether a table has rows of several texts; otherwise it is layout so far.
func (t *flowTable) isList() bool { return t.filled >= 2 }

// unfold makes paragraphs of the rows so far.
func (t *flowTable) unfold() {
	t.endCells()
	for _, row := range t.rows {
		for _, c := range row.Cells {
			t.flow.paragraph(c.Text)
		}
	}
	t.rows, t.merges, t.at = nil, nil, 0
	clear(t.below)
}

// table adds a finished table. One of a single row or column is layout: its texts are paragraphs.
func (f *flow) table(t *flowTable) error {
	t.endCells()
	if !t.isList() {
		t.unfold()
		return nil
	}
	if err := f.flush(true); err != nil {
		return err
	}
	f.tables++
	above := f.row
	for _, row := range t.rows {
		row.Number += above
		if err := f.add(row); err != nil {
			return err
		}
	}
	f.row += t.at
	for _, m := range t.merges {
		m.Top, m.Bottom = m.Top+above, min(m.Bottom, t.at)+above // a span may reach below its table
		if err := f.grid.Merge(m, f.limits); err != nil {
			return err
		}
	}
	return nil
}

// sheets returns the finished sheet. A document without a table is KindInvalid.
func (f *flow) sheets(what, do string) ([]Sheet, error) {
	if err := f.flush(false); err != nil {
		return nil, err
	}
	if f.tables == 0 {
		return nil, notWorkbook(what, do)
	}
	if err := f.grid.CheckMerges(f.row, f.limits); err != nil {
		return nil, err
	}
	if f.row > maxRow {
		return nil, malformed("%d rows", f.row)
	}
	return []Sheet{{sheetPart{Name: f.grid.Name, Part: f.grid.Name}, f.grid}}, nil
}

// spanOf parses a number of columns or rows that a cell covers, at most the given one.
func spanOf(text string, most int) int {
	n := 0
	for i := 0; i < len(text) && text[i] >= '0' && text[i] <= '9' && n <= most; i++ {
		n = 10*n + int(text[i]-'0')
	}
	return min(max(n, 1), most)
}
