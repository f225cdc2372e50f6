package importer

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Fills of rows that are not projects: quiet enough to photocopy.
const (
	fillTotal   = "E7E6E6"
	fillSection = "F5F5F5"
)

// sheetWriter streams a grid's rows from the top. The first failure stays and stops the rest.
type sheetWriter struct {
	*printed
	stream *excelize.StreamWriter
	grid   *grid
	used   float64 // points of the present page that are printed on
	err    error
}

func (s *sheetWriter) write() error {
	g := s.grid
	s.do(s.stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 2, YSplit: g.headLast, TopLeftCell: g.ref(2, g.headLast+1), ActivePane: "bottomRight",
	}))
	for i, c := range g.columns {
		s.do(s.stream.SetColWidth(i+1, i+1, c.width))
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
		totals[g.index[g.countKey]] = strconv.Itoa(count) + "个"
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

// caption writes the title over all columns and the line with who prepared it and the unit.
func (s *sheetWriter) caption() {
	g, last := s.grid, len(s.grid.columns)-1
	s.row(1, 40, []any{excelize.Cell{StyleID: s.style(faceTitle), Value: g.title}})
	s.merge(0, 1, last, 1)
	middle := len(g.columns) / 2
	cells := make([]any, len(g.columns))
	cells[0] = excelize.Cell{StyleID: s.style(faceCaption), Value: g.preparedBy}
	right := faceCaption
	right.horizontal = "right"
	cells[middle+1] = excelize.Cell{StyleID: s.style(right), Value: g.unit}
	s.row(2, 22, cells)
	s.merge(0, 2, middle, 2)
	s.merge(middle+1, 2, last, 2)
	if g.lead != "" {
		lead := faceNote
		lead.size = 12
		s.row(3, float64(17*linesOf(g.lead, g.width()*10.5/12)+12), []any{excelize.Cell{StyleID: s.style(lead), Value: g.lead}})
		s.merge(0, 3, last, 3)
	}
}

// heads writes the head rows: one, or two when some columns stand under a parent.
func (s *sheetWriter) heads() {
	g, id := s.grid, s.style(faceHead)
	upper, lower := make([]any, len(g.columns)), make([]any, len(g.columns))
	lines := 1
	for i, c := range g.columns {
		upper[i], lower[i] = excelize.Cell{StyleID: id, Value: c.head}, excelize.Cell{StyleID: id}
		if c.parent != "" {
			upper[i], lower[i] = excelize.Cell{StyleID: id, Value: c.parent}, excelize.Cell{StyleID: id, Value: c.head}
			if i > 0 && g.columns[i-1].parent == c.parent {
				upper[i] = excelize.Cell{StyleID: id}
			}
			continue
		}
		lines = max(lines, linesOf(c.head, c.width))
		s.merge(i, g.headFirst, i, g.headLast)
	}
	for i := 0; i < len(g.columns); {
		last := i
		for g.columns[i].parent != "" && last+1 < len(g.columns) && g.columns[last+1].parent == g.columns[i].parent {
			last++
		}
		if last > i {
			s.merge(i, g.headFirst, last, g.headFirst)
		}
		i = last + 1
	}
	rows := g.headLast - g.headFirst + 1
	height := max(24, float64(14*lines+10)/float64(rows))
	s.row(g.headFirst, height, upper)
	if rows > 1 {
		s.row(g.headLast, height, lower)
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
	for i, line := range section.lines {
		cells := make([]any, len(g.columns))
		lines := 1
		for col, c := range g.columns {
			cells[col] = s.cell(c, line, col, row)
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
		s.row(row, height, cells)
		row++
	}
	return row
}

// keepTogether starts a new page when a project with all that is merged down over its rows would not fit on this one:
// a name printed across two pages is on neither.
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

// mergeDown merges a cell with those below it that belong to it, and tells whether there are none.
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

// sumRow writes a total or section row. SUBTOTAL passes over other SUBTOTALs, so a total over sections counts nothing
// twice.
func (s *sheetWriter) sumRow(row int, totals []any, first, last int, fill string) {
	g := s.grid
	cells := make([]any, len(g.columns))
	for i, c := range g.columns {
		f := s.faceOf(c).strong(fill)
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
		if c.ratio != nil {
			if formula, value, ok := g.ratioOf(*c.ratio, totals); ok {
				cells[i] = excelize.Cell{StyleID: s.style(f), Formula: g.expand(formula, row), Value: value}
			}
		}
	}
	s.row(row, 26, cells)
}

func (s *sheetWriter) faceOf(c column) face {
	return map[show]face{
		showText: faceText, showCentre: faceCentre, showAmount: faceAmount, showCount: faceCount,
		showPercent: facePercent, showPoints: facePoints, showDate: faceDate,
	}[c.show]
}

// cell makes one cell of a line.
func (s *sheetWriter) cell(c column, line []any, col, row int) excelize.Cell {
	f := s.faceOf(c)
	if c.ratio != nil {
		if formula, value, ok := s.grid.ratioOf(*c.ratio, line); ok {
			return excelize.Cell{StyleID: s.style(f), Formula: s.grid.expand(formula, row), Value: value}
		}
		return excelize.Cell{StyleID: s.style(f)}
	}
	switch value := line[col].(type) {
	case live:
		return excelize.Cell{StyleID: s.style(f), Formula: s.grid.expand(value.formula, row), Value: c.inUnit(value.raw)}
	case dateCell:
		f.format = value.format
		return excelize.Cell{StyleID: s.style(f), Value: value.serial}
	case coloured:
		f.colour = value.colour
		return excelize.Cell{StyleID: s.style(f), Value: value.text}
	case string:
		if c.show == showDate {
			f = faceCentre
		}
		return excelize.Cell{StyleID: s.style(f), Value: trimCell(value)}
	}
	if raw, ok := rawOf(line[col]); ok {
		return excelize.Cell{StyleID: s.style(f), Value: c.inUnit(raw)}
	}
	return excelize.Cell{StyleID: s.style(f)}
}

// foot writes the footnotes and the signature line.
func (s *sheetWriter) foot(row int) {
	g, last := s.grid, len(s.grid.columns)-1
	if len(g.notes) > 0 {
		text := "注：" + g.notes[0]
		if len(g.notes) > 1 {
			numbered := make([]string, len(g.notes))
			for i, note := range g.notes {
				numbered[i] = strconv.Itoa(i+1) + "." + note
			}
			text = "注：" + strings.Join(numbered, "；")
		}
		text += "。"
		s.row(row, float64(14*linesOf(text, g.width())+14), []any{excelize.Cell{StyleID: s.style(faceNote), Value: text}})
		s.merge(0, row, last, row)
		row++
	}
	if g.signed {
		third := len(g.columns) / 3
		cells := make([]any, len(g.columns))
		for i, word := range []string{"填报人：", "审核人：", "填报日期："} {
			cells[i*third] = excelize.Cell{StyleID: s.style(faceCaption), Value: word}
		}
		s.row(row, 32, cells)
	}
}

// linesOf estimates how many printed lines a text takes in a column: a Chinese character is two digits wide.
func linesOf(text string, width float64) int {
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		units := 0.0
		for _, r := range part {
			if r < 0x2000 {
				units++
			} else {
				units += 2
			}
		}
		n += max(1, int(math.Ceil(units/max(width-1, 1))))
	}
	return n
}

// trimCell keeps a text within what one cell can hold; excelize would cut it without a word.
func trimCell(text string) string {
	const most, mark = 32767, "…（原文过长，已截断）"
	units := 0
	for i, r := range text {
		units += max(1, utf8.RuneLen(r)/4+1)
		if units > most-len(mark) {
			return text[:i] + mark
		}
	}
	return text
}
