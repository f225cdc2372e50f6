package workbook

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Fills of rows that are not projects, light enough to photocopy.
const (
	fillTotal   = "E7E6E6"
	fillSection = "F5F5F5"
)

// sheetWriter streams a grid's rows from the top. After an error nothing more is written.
type sheetWriter struct {
	*printed
	stream *excelize.StreamWriter
	grid   *grid
	styles []int           // of the row being written, reused for the next
	cells  []excelize.Cell // of the row being written, used again for the next
	values []any           // points of the present page that are used
	used   float64         // points of the present page that are printed on
	err    error
}

func (s *sheetWriter) write() error {
	g := s.grid
	s.do(s.stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 2, YSplit: g.headLast, TopLeftCell: g.ref(2, g.headLast+1), ActivePane: "bottomRight",
	}))
	// excelize inserts each before the others; programs expect ascending columns
	for i := len(g.columns) - 1; i >= 0; i-- {
		s.do(s.stream.SetColWidth(i+1, i+1, g.columns[i].width))
	}
	s.cells, s.values = make([]excelize.Cell, len(g.columns)), make([]any, len(g.columns))
	for i, c := range g.columns {
		s.styles = append(s.styles, s.style(faceOf(c)))
		s.values[i] = &s.cells[i]
	}
	s.caption()
	s.heads()
	if g.total != "" {
		totals := g.sums(g.groups...)
		totals[0] = g.total
		count := 0
		for _, section := range g.groups {
			count += len(section.lines)
		}
		if g.countKey != "" {
			totals[g.index[g.countKey]] = strconv.Itoa(count) + "个"
		}
		s.sumRow(g.totalRow, totals, g.dataFirst, g.dataLast, fillTotal)
	}
	row := g.dataFirst
	s.used = 40 + 22
	for _, section := range g.groups {
		row = s.section(section, row)
	}
	s.foot(row)
	return s.err
}

func (s *sheetWriter) do(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheetWriter) style(f face) int {
	id, err := s.faces.id(f)
	s.do(err)
	return id
}

func (s *sheetWriter) row(row int, height float64, cells []any) {
	if s.err == nil {
		s.err = s.stream.SetRow(s.grid.ref(0, row), cells, excelize.RowOpts{Height: min(height, 400)})
	}
}

func (s *sheetWriter) merge(col1, row1, col2, row2 int) {
	if col1 != col2 || row1 != row2 {
		s.do(s.stream.MergeCell(s.grid.ref(col1, row1), s.grid.ref(col2, row2)))
	}
}

// section writes one group: its row with count and subtotal, then its lines.
func (s *sheetWriter) section(section group, row int) int {
	g := s.grid
	if section.title != "" {
		totals := g.sums(section)
		totals[0] = section.title
		s.sumRow(row, totals, row+1, row+len(section.lines), fillSection)
		end := 0
		for end+1 < len(g.columns) && !g.columns[end+1].sum && g.columns[end+1].ratio == nil {
			end++
		}
		s.merge(0, row, end, row)
		row++
	}
	least := g.lineHeight
	if least == 0 {
		least = 24
	}
	ranks := g.ranks(section.lines, row)
	for i, line := range section.lines {
		lines := 1
		for col, c := range g.columns {
			s.cells[col] = s.cell(c, line, col, row)
			if ranks[col] != nil {
				s.cells[col].Formula = ranks[col](i)
			}
			alone := s.mergeDown(section.lines, i, col, row)
			if text, ok := line[col].(string); ok && alone {
				lines = max(lines, linesOf(text, c.width))
			}
		}
		height := max(least, float64(14*lines+6))
		if line[0] != (down{}) {
			s.keepTogether(section.lines[i:], row, height)
		}
		s.used += height
		s.row(row, height, s.values)
		row++
	}
	return row
}

// keepTogether starts a new page when the merged rows of a project would not fit on this one, because a name printed
// across two pages is readable on neither.
func (s *sheetWriter) keepTogether(lines [][]any, row int, height float64) {
	n := 1
	for n < len(lines) && lines[n][0] == (down{}) {
		n++
	}
	if n > 1 && s.used+float64(n)*height > s.grid.pageHeight() {
		s.do(s.stream.InsertPageBreak(s.grid.ref(0, row)))
		s.used = 0
	}
}

// mergeDown merges a cell with the following down cells, and reports whether there are none.
func (s *sheetWriter) mergeDown(lines [][]any, i, col, row int) bool {
	if _, ok := lines[i][col].(down); ok {
		return true
	}
	n := 0
	for i+n+1 < len(lines) && lines[i+n+1][col] == (down{}) {
		n++
	}
	s.merge(col, row, col, row+n)
	return n == 0
}

// sumRow writes a total or section row. SUBTOTAL ignores other SUBTOTALs, so a total over sections counts nothing
// twice.
func (s *sheetWriter) sumRow(row int, totals []any, first, last int, fill string) {
	g := s.grid
	cells := make([]any, len(g.columns))
	for i, c := range g.columns {
		f := faceOf(c).strong(fill)
		switch value := totals[i].(type) {
		case live:
			cell := excelize.Cell{StyleID: s.style(f), Value: c.inUnit(value.raw)}
			if last >= first {
				cell.Formula = "SUBTOTAL(9," + g.ref(i, first) + ":" + g.ref(i, last) + ")"
			}
			cells[i] = cell
		case string:
			f.horizontal, f.font = "center", fontHead
			if fill == fillSection {
				f.horizontal, f.wrap = "left", false
			}
			cells[i] = excelize.Cell{StyleID: s.style(f), Value: value}
		default:
			cells[i] = excelize.Cell{StyleID: s.style(f)}
		}
		if c.ratio != nil && totals[i] != (noRatio{}) {
			if formula, value, ok := g.ratioOf(*c.ratio, totals); ok {
				cells[i] = excelize.Cell{StyleID: s.style(f), Formula: g.expand(formula, row), Value: value}
			}
		}
	}
	s.row(row, 26, cells)
}

func faceOf(c column) face {
	switch c.show {
	case showCentre:
		return faceCentre
	case showAmount:
		return faceAmount
	case showCount:
		return faceCount
	case showPercent:
		return facePercent
	case showPoints:
		return facePoints
	case showDate:
		return faceDate
	case showNumber:
		return faceNumber
	}
	return faceText
}

// cell returns one cell of a line.
func (s *sheetWriter) cell(c column, line []any, col, row int) excelize.Cell {
	cell := excelize.Cell{StyleID: s.styles[col]}
	if c.ratio != nil {
		if line[col] == (noRatio{}) {
			return cell
		}
		if formula, value, ok := s.grid.ratioOf(*c.ratio, line); ok {
			cell.Formula, cell.Value = s.grid.expand(formula, row), value
		} else if share, given := line[col].(float64); given { // its amounts are not shown
			cell.Value = share
		}
		return cell
	}
	switch value := line[col].(type) {
	case live:
		cell.Formula, cell.Value = s.grid.expand(value.formula, row), c.inUnit(value.raw)
	case dateCell:
		f := faceOf(c)
		f.format = value.format
		cell.StyleID, cell.Value = s.style(f), value.serial
	case plain:
		cell.Value = float64(value)
	case coloured:
		f := faceOf(c)
		f.colour = value.colour
		cell.StyleID, cell.Value = s.style(f), value.text
	case string:
		if c.show == showDate {
			cell.StyleID = s.style(faceCentre)
		}
		cell.Value = trimCell(value)
	default:
		if raw, ok := rawOf(value); ok {
			cell.Value = c.inUnit(raw)
		}
	}
	return cell
}
