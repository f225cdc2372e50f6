package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetCopy is one sheet of the original on its way into the error workbook.
type sheetCopy struct {
	*formSheet
	source  storedSheet
	raw     *rawSheet
	heads   []HeaderRows        // of its tables
	said    map[int][]Finding   // by row
	worst   map[[2]int]Severity // by row and column
	texts   map[[2]int]string   // comments, by row and column
	fields  map[int]Field       // by column, of the first table
	titles  map[[2]int]bool     // cells merged over most columns
	merged  map[[2]int]bool     // cells merged over columns: their text says nothing about their first one
	results int                 // column of the results; 0: none
	wide    []float64           // of the columns, from 1
	columns int
}

func newSheetCopy(p *printed, s storedSheet, book *Book, findings []Finding) *sheetCopy {
	c := &sheetCopy{
		formSheet: &formSheet{printed: p, form: &form{sheet: s.name}}, source: s, raw: withoutResults(s.raw),
		said: map[int][]Finding{}, worst: map[[2]int]Severity{}, texts: map[[2]int]string{},
		fields: map[int]Field{}, titles: map[[2]int]bool{}, merged: map[[2]int]bool{},
	}
	c.columns = c.raw.columns()
	for _, read := range book.Sheets {
		if read.Name == s.name && read.Header != nil {
			c.heads = append(c.heads, *read.Header)
			for _, column := range read.Columns {
				if _, number, ok := parseCell(column.Column + "1"); ok && c.fields[number] == FieldNone {
					c.fields[number] = column.Field
				}
			}
		}
	}
	for _, m := range c.raw.merges {
		c.merged[[2]int{m.top, m.left}] = m.right > m.left
		if (m.right-m.left+1)*10 >= c.columns*8 {
			c.titles[[2]int{m.top, m.left}] = true
		}
	}
	if len(c.heads) > 0 && c.columns < maxColumn {
		c.results = c.columns + 1
	}
	for _, f := range findings {
		row, column, ok := parseCell(f.Cell)
		if f.Sheet != s.name || !ok {
			continue
		}
		c.said[row] = append(c.said[row], f)
		at := [2]int{row, column}
		if before, marked := c.worst[at]; !marked || gravity(f.Severity) < gravity(before) {
			c.worst[at] = f.Severity
		}
		c.texts[at] = strings.TrimPrefix(c.texts[at]+"\n"+f.Message, "\n")
	}
	return c
}

func (c *sheetCopy) write() error {
	var err error
	if c.stream, err = c.newSheet(c.source.name); err != nil {
		return err
	}
	c.comments()
	c.wide = c.widths()
	for i := len(c.wide) - 1; i > 0; i-- {
		c.do(c.stream.SetColWidth(i, i, c.wide[i]))
	}
	if len(c.heads) > 0 {
		c.headFirst, c.headLast = c.heads[0].First, c.heads[0].Last
		c.do(c.setUp())
		c.do(c.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: c.heads[0].Last, TopLeftCell: cellName(c.heads[0].Last+1,
			1), ActivePane: "bottomLeft"}))
	}
	rows := c.raw.rows
	if c.results != 0 { // a missing cell's finding may stand in a row without any
		rows = c.withFoundRows(rows)
	}
	for i := range rows {
		c.copyRow(&rows[i])
	}
	c.copyMerges()
	c.do(c.stream.Flush())
	if c.source.hidden {
		c.do(c.book.SetSheetVisible(c.source.name, false))
	}
	return c.err
}

// withFoundRows adds the rows that hold nothing but have findings.
func (c *sheetCopy) withFoundRows(rows []rawRow) []rawRow {
	all := slices.Clone(rows)
	for number := range c.said {
		if i, there := c.raw.index(number); !there && i <= len(rows) {
			all = append(all, rawRow{number: number})
		}
	}
	slices.SortFunc(all, func(a, b rawRow) int { return a.number - b.number })
	return all
}

func (c *sheetCopy) copyRow(row *rawRow) {
	width := c.columns
	if c.results != 0 {
		width = c.results
	}
	cells := make([]any, width)
	lines := 1
	head, last, below := c.where(row.number)
	for _, cell := range row.cells {
		cells[cell.column-1] = c.copyCell(row.number, cell, head, below)
		if cell.kind == kindText && len(row.cells) > 1 && !c.merged[[2]int{row.number, cell.column}] {
			lines = max(lines, linesOf(cell.text, c.wide[cell.column]))
		}
	}
	if below && len(row.cells) > 1 {
		for i := range c.columns {
			if cells[i] == nil {
				cells[i] = excelize.Cell{StyleID: c.style(faceText)}
			}
		}
	}
	for at, severity := range c.worstOf(row.number, width) {
		if row.at(at).kind == kindBlank {
			look := faceText
			look.fill = severityFills[severity]
			cells[at-1] = excelize.Cell{StyleID: c.style(look)}
		}
	}
	switch {
	case c.results == 0:
	case last:
		look := faceHead
		look.fill = fillGiven
		cells[c.results-1] = excelize.Cell{StyleID: c.style(look), Value: resultHead}
	case len(c.said[row.number]) > 0:
		var said []string
		worst := SeverityNotice
		for _, f := range c.said[row.number] {
			said = append(said, severityWords[f.Severity]+"："+f.Message)
			if gravity(f.Severity) < gravity(worst) {
				worst = f.Severity
			}
		}
		look := faceText
		look.fill = severityFills[worst]
		text := strings.Join(said, "\n")
		lines = max(lines, linesOf(text, resultWidth))
		cells[c.results-1] = excelize.Cell{StyleID: c.style(look), Value: trimCell(text)}
	}
	if c.err == nil {
		c.err = c.stream.SetRow(cellName(row.number, 1), cells,
			excelize.RowOpts{Height: min(400, max(20, float64(14*lines+6))), Hidden: row.hidden})
	}
}

// where tells whether a row is of a header, its last row, or below one.
func (c *sheetCopy) where(row int) (head, last, below bool) {
	for _, h := range c.heads {
		head = head || row >= h.First && row <= h.Last
		last = last || row == h.Last
		below = below || row > h.Last
	}
	return head, last, below && !head
}

// worstOf goes through the columns of a row that have findings.
func (c *sheetCopy) worstOf(row, width int) func(yield func(int, Severity) bool) {
	return func(yield func(int, Severity) bool) {
		for _, f := range c.said[row] {
			if _, column, _ := parseCell(f.Cell); column <= width && !yield(column, c.worst[[2]int{row, column}]) {
				return
			}
		}
	}
}

// copyMerges merges what was merged. What overlaps another merge would make a program repair the workbook.
func (c *sheetCopy) copyMerges() {
	taken := map[int][]cellRange{} // by row
	last := 0
	if n := len(c.raw.rows); n > 0 {
		last = c.raw.rows[n-1].number
	}
	left := 1 << 20 // cells' worth of looking: a hostile sheet may merge anything
	for _, m := range c.raw.merges {
		if m.bottom > last || m.right > maxColumn || m.bottom-m.top > left {
			continue
		}
		free := true
		for r := m.top; r <= m.bottom && free; r++ {
			left--
			for _, o := range taken[r] {
				left--
				free = free && (o.right < m.left || o.left > m.right)
			}
		}
		if !free {
			continue
		}
		for r := m.top; r <= m.bottom; r++ {
			taken[r] = append(taken[r], m)
		}
		c.merge(m.top, m.left, m.bottom, m.right)
	}
}

// comments puts the findings beside their cells, the worst first.
func (c *sheetCopy) comments() {
	cells := make([][2]int, 0, len(c.texts))
	for at := range c.texts {
		cells = append(cells, at)
	}
	slices.SortFunc(cells, func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(gravity(c.worst[a]), gravity(c.worst[b])), a[0]-b[0], a[1]-b[1])
	})
	for _, at := range cells[:min(len(cells), mostComments)] {
		text := clipComment(c.texts[at])
		c.do(c.book.AddComment(c.source.name, excelize.Comment{
			Cell: cellName(at[0], at[1]), Author: "督办", Text: text, Width: 320, Height: uint(30 + 18*linesOf(text, 44)),
		}))
	}
}

// clipComment keeps a comment within what a person reads in one.
func clipComment(s string) string {
	const most = 500
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
