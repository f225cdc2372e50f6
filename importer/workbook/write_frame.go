package workbook

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"duban/importer"
)

// caption writes the title over all columns and the line with who prepared it and the unit.
func (s *sheetWriter) caption() {
	g, last := s.grid, s.grid.front()
	title := []any{excelize.Cell{StyleID: s.style(faceTitle), Value: g.title}}
	if columns, _ := g.paper(); g.readOnly { // beside the paper, where an import finds it
		title = append(title, make([]any, columns)...)
		title[columns] = excelize.Cell{StyleID: s.style(faceAside), Value: importer.ReadOnlyNote}
	}
	s.row(1, 40, title)
	s.merge(0, 1, last, 1)
	middle, lines := s.besideUnit(last)
	cells := make([]any, len(g.columns))
	left, right := faceCaption, faceCaption
	left.wrap, right.horizontal = lines > 1, "right"
	cells[0] = excelize.Cell{StyleID: s.style(left), Value: g.left()}
	beside := min(middle+1, last) // a list of one column has no place for the unit
	if beside > middle {
		cells[beside] = excelize.Cell{StyleID: s.style(right), Value: g.unit}
	}
	s.row(2, float64(17*lines+5), cells)
	s.merge(0, 2, middle, 2)
	s.merge(beside, 2, last, 2)
	if g.lead != "" {
		lead := faceNote
		lead.size = 12
		s.row(3, float64(17*linesOf(g.lead, g.width()*10.5/12)+12),
			[]any{excelize.Cell{StyleID: s.style(lead), Value: g.lead}})
		s.merge(0, 3, last, 3)
	}
}

// besideUnit returns the last column of the text at the left of the unit, and its lines: half of the table, more where
// it needs more and the unit needs less.
func (s *sheetWriter) besideUnit(last int) (middle, lines int) {
	const unitWidth = 14
	g := s.grid
	widths := func(from, to int) (width float64) {
		for _, c := range g.columns[from : to+1] {
			width += c.width
		}
		return width * 10.5 / 12
	}
	text := g.left()
	middle = (last + 1) / 2
	for linesOf(text, widths(0, middle)) > 1 && middle+2 <= last && widths(middle+2, last) >= unitWidth {
		middle++
	}
	return middle, linesOf(text, widths(0, middle))
}

// schedulingNote stands on every sheet of figures.
const schedulingNote = "调度数据，不作为统计数据"

// left is the left part of the line under the title.
func (t *table) left() string {
	s := t.preparedBy
	if t.figures {
		s += "　　" + schedulingNote
	}
	return strings.Trim(s, "　 ")
}

// heads writes the header rows: one, or two when some columns have a parent.
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

// foot writes the footnotes and the signature line.
func (s *sheetWriter) foot(row int) {
	g, last := s.grid, s.grid.front()
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
		third := (last + 1) / 3
		cells := make([]any, len(g.columns))
		for i, word := range []string{"填报人：", "审核人：", "填报日期："} {
			cells[i*third] = excelize.Cell{StyleID: s.style(faceCaption), Value: word}
		}
		s.row(row, 32, cells)
	}
}

// linesOf estimates the printed lines of a text in a column: a Chinese character is two digits wide.
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

// trimCell limits a text to what one cell can hold; excelize would cut it silently.
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
