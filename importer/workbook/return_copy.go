package workbook

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

// sheetCopy is one sheet of the original being copied into the error workbook.
type sheetCopy struct {
	*formSheet
	source  sheet.Sheet
	raw     *sheet.Grid
	heads   []importer.HeaderRows        // of its tables
	byRow   map[int][]importer.Finding   // by row
	worst   map[[2]int]importer.Severity // by row and column
	texts   map[[2]int]string            // comments, by row and column
	fields  map[int]importer.Field       // by column, of the first table
	titles  map[[2]int]bool              // cells merged over most columns
	merged  map[[2]int]bool              // cells merged over columns: their text says nothing about their first one
	results int                          // column of the results; 0: none
	wide    []float64                    // of the columns, from 1
	columns int
}

func newSheetCopy(p *printed, s sheet.Sheet, book *importer.Book, findings []importer.Finding) *sheetCopy {
	c := &sheetCopy{
		formSheet: &formSheet{printed: p, form: &form{sheet: s.Name}}, source: s, raw: importer.WithoutResults(s.Grid),
		byRow: map[int][]importer.Finding{}, worst: map[[2]int]importer.Severity{}, texts: map[[2]int]string{},
		fields: map[int]importer.Field{}, titles: map[[2]int]bool{}, merged: map[[2]int]bool{},
	}
	c.columns = c.raw.LastColumn()
	for _, read := range book.Sheets {
		if read.Name == s.Name && read.Header != nil {
			c.heads = append(c.heads, *read.Header)
			for _, column := range read.Columns {
				if _, number, ok := sheet.ParseCell(column.Column + "1"); ok && c.fields[number] == importer.FieldNone {
					c.fields[number] = column.Field
				}
			}
		}
	}
	for _, m := range c.raw.Merges {
		c.merged[[2]int{m.Top, m.Left}] = m.Right > m.Left
		if (m.Right-m.Left+1)*10 >= c.columns*8 {
			c.titles[[2]int{m.Top, m.Left}] = true
		}
	}
	if len(c.heads) > 0 && c.columns < sheet.MaxColumn {
		c.results = c.columns + 1
	}
	for _, f := range findings {
		row, column, ok := sheet.ParseCell(f.Cell)
		if f.Sheet != s.Name || !ok {
			continue
		}
		c.byRow[row] = append(c.byRow[row], f)
		at := [2]int{row, column}
		if before, marked := c.worst[at]; !marked || gravity(f.Severity) < gravity(before) {
			c.worst[at] = f.Severity
		}
		c.texts[at] = strings.TrimPrefix(c.texts[at]+"\n"+f.Message.Text, "\n")
	}
	return c
}

func (c *sheetCopy) write() error {
	var err error
	if c.stream, err = c.newSheet(c.source.Name); err != nil {
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
		c.do(c.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: c.heads[0].Last,
			TopLeftCell: sheet.CellName(c.heads[0].Last+1,
				1), ActivePane: "bottomLeft"}))
	}
	rows := c.raw.Rows
	if c.results != 0 { // the finding of a missing cell may be in a row without cells
		rows = c.withFoundRows(rows)
	}
	for i := range rows {
		c.copyRow(&rows[i])
	}
	c.copyMerges()
	c.do(c.stream.Flush())
	if c.source.Hidden {
		c.do(c.book.SetSheetVisible(c.source.Name, false))
	}
	return c.err
}

// withFoundRows adds rows that have findings but no content.
func (c *sheetCopy) withFoundRows(rows []sheet.Row) []sheet.Row {
	all := slices.Clone(rows)
	for number := range c.byRow {
		if i, there := c.raw.Index(number); !there && i <= len(rows) {
			all = append(all, sheet.Row{Number: number})
		}
	}
	slices.SortFunc(all, func(a, b sheet.Row) int { return a.Number - b.Number })
	return all
}

func (c *sheetCopy) copyRow(row *sheet.Row) {
	width := c.columns
	if c.results != 0 {
		width = c.results
	}
	cells := make([]any, width)
	lines := 1
	head, last, below := c.where(row.Number)
	for _, cell := range row.Cells {
		cells[cell.Column-1] = c.copyCell(row.Number, cell, head, below)
		if cell.Kind == sheet.Text && len(row.Cells) > 1 && !c.merged[[2]int{row.Number, cell.Column}] {
			lines = max(lines, linesOf(cell.Text, c.wide[cell.Column]))
		}
	}
	if below && len(row.Cells) > 1 {
		for i := range c.columns {
			if cells[i] == nil {
				cells[i] = excelize.Cell{StyleID: c.style(faceText)}
			}
		}
	}
	for at, severity := range c.worstOf(row.Number, width) {
		if row.At(at).Kind == sheet.Blank {
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
		cells[c.results-1] = excelize.Cell{StyleID: c.style(look), Value: importer.ResultHead}
	case len(c.byRow[row.Number]) > 0:
		var findings []string
		worst := importer.SeverityNotice
		for _, f := range c.byRow[row.Number] {
			findings = append(findings, severityWords[f.Severity]+"："+f.Message.Text)
			if gravity(f.Severity) < gravity(worst) {
				worst = f.Severity
			}
		}
		look := faceText
		look.fill = severityFills[worst]
		text := strings.Join(findings, "\n")
		lines = max(lines, linesOf(text, resultWidth))
		cells[c.results-1] = excelize.Cell{StyleID: c.style(look), Value: trimCell(text)}
	}
	if c.err == nil {
		c.err = c.stream.SetRow(sheet.CellName(row.Number, 1), cells,
			excelize.RowOpts{Height: min(400, max(20, float64(14*lines+6))), Hidden: row.Hidden})
	}
}

// where reports whether a row belongs to a header, is its last row, or is below one.
func (c *sheetCopy) where(row int) (head, last, below bool) {
	for _, h := range c.heads {
		head = head || row >= h.First && row <= h.Last
		last = last || row == h.Last
		below = below || row > h.Last
	}
	return head, last, below && !head
}

// worstOf yields the columns of a row that have findings.
func (c *sheetCopy) worstOf(row, width int) func(yield func(int, importer.Severity) bool) {
	return func(yield func(int, importer.Severity) bool) {
		for _, f := range c.byRow[row] {
			if _, column, _ := sheet.ParseCell(f.Cell); column <= width && !yield(column, c.worst[[2]int{row, column}]) {
				return
			}
		}
	}
}

// copyMerges merges the same ranges as the original. Ranges that overlap are left out, because a program would repair
// the workbook.
func (c *sheetCopy) copyMerges() {
	taken := map[int][]sheet.Range{} // by row
	last := 0
	if n := len(c.raw.Rows); n > 0 {
		last = c.raw.Rows[n-1].Number
	}
	left := 1 << 20 // limits the cells that are checked: a hostile sheet may merge anything
	for _, m := range c.raw.Merges {
		if m.Bottom > last || m.Right > sheet.MaxColumn || m.Bottom-m.Top > left {
			continue
		}
		free := true
		for r := m.Top; r <= m.Bottom && free; r++ {
			left--
			for _, o := range taken[r] {
				left--
				free = free && (o.Right < m.Left || o.Left > m.Right)
			}
		}
		if !free {
			continue
		}
		for r := m.Top; r <= m.Bottom; r++ {
			taken[r] = append(taken[r], m)
		}
		c.merge(m.Top, m.Left, m.Bottom, m.Right)
	}
}

// comments adds the findings as comments to their cells, the worst first.
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
		c.do(c.book.AddComment(c.source.Name, excelize.Comment{
			Cell: sheet.CellName(at[0], at[1]), Author: "督办", Text: text, Width: 320, Height: uint(30 + 18*linesOf(text, 44)),
		}))
	}
}

// clipComment limits a comment's length.
func clipComment(s string) string {
	const most = 500
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
