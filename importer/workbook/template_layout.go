package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

// formSheet is a form with the positions of its parts. Rows count from 1: title, caption, instruction, header, example,
// lines, notes, signature, form ID.
type formSheet struct {
	*printed
	*form
	stream              *excelize.StreamWriter
	at                  map[string]int // key to column, from 0
	headFirst, headLast int
	first, last         int // lines, the blank ones included
	err                 error
}

func (p *printed) addForm(f *form, lists *dictionary) error {
	stream, err := p.newSheet(f.sheet)
	if err != nil {
		return err
	}
	s := &formSheet{printed: p, form: f, stream: stream, at: map[string]int{}, headFirst: 4, headLast: 4}
	for i, c := range f.columns {
		s.at[c.key] = i
		if c.parent != "" {
			s.headLast = 5
		}
	}
	s.first = s.headLast + 1
	if f.example != nil {
		s.first++
	}
	s.last = s.first + len(f.lines) + f.blank - 1
	s.do(p.guard(f.sheet))
	s.do(s.setUp())
	s.rules(lists)
	s.do(stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 3, YSplit: s.headLast, TopLeftCell: sheet.CellName(s.headLast+1, 4), ActivePane: "bottomRight",
	}))
	// excelize inserts each before the others; programs expect ascending columns
	for i := len(f.columns) - 1; i >= 0; i-- {
		s.do(stream.SetColWidth(i+1, i+1, f.columns[i].width))
	}
	s.above()
	s.heads()
	s.body()
	s.below()
	s.do(stream.Flush())
	return s.err
}

func (s *formSheet) do(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *formSheet) style(f face) int {
	id, err := s.faces.id(f)
	s.do(err)
	return id
}

func (s *formSheet) row(row int, height float64, cells ...any) {
	if s.err == nil {
		s.err = s.stream.SetRow(sheet.CellName(row, 1), cells, excelize.RowOpts{Height: min(height, 400)})
	}
}

func (s *formSheet) merge(row1, column1, row2, column2 int) {
	if row1 != row2 || column1 != column2 {
		s.do(s.stream.MergeCell(sheet.CellName(row1, column1), sheet.CellName(row2, column2)))
	}
}

// setUp makes a form print one page wide: a list on A3, one project on A4, both landscape.
func (s *formSheet) setUp() error {
	size := 8
	if s.single {
		size = 9
	}
	if err := s.book.SetPageLayout(s.sheet, &excelize.PageLayoutOptions{
		Size: &size, Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0),
	}); err != nil {
		return err
	}
	if err := s.book.SetPageMargins(s.sheet, &excelize.PageLayoutMarginsOptions{
		Left: new(0.5), Right: new(0.5), Top: new(0.6), Bottom: new(0.7), Header: new(0.3), Footer: new(0.35),
		Horizontally: new(true),
	}); err != nil {
		return err
	}
	if err := s.book.SetHeaderFooter(s.sheet,
		&excelize.HeaderFooterOptions{OddFooter: `&C&"宋体,常规"&10第 &P 页，共 &N 页`}); err != nil {
		return err
	}
	return s.book.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.sheet, s.headFirst, s.headLast), Scope: s.sheet,
	})
}

// above writes the rows above the header. The instruction ends with a full stop, so that it is not read as the title.
func (s *formSheet) above() {
	last := len(s.columns)
	s.row(1, 40, excelize.Cell{StyleID: s.style(faceTitle), Value: s.title})
	s.merge(1, 1, 1, last)
	cells := make([]any, last)
	middle := last / 2
	right := faceCaption
	right.horizontal = "right"
	cells[0], cells[middle] = excelize.Cell{StyleID: s.style(faceCaption), Value: s.from},
		excelize.Cell{StyleID: s.style(right), Value: s.unit}
	s.row(2, 22, cells...)
	s.merge(2, 1, 2, middle)
	s.merge(2, middle+1, 2, last)
	ask := faceNote
	ask.colour = "C00000"
	s.row(3, float64(14*linesOf(s.ask, s.width())+8), excelize.Cell{StyleID: s.style(ask), Value: s.ask})
	s.merge(3, 1, 3, last)
}

func (s *formSheet) width() float64 {
	width := 0.0
	for _, c := range s.columns {
		width += c.width
	}
	return width
}

func (s *formSheet) heads() {
	upper, lower := make([]any, len(s.columns)), make([]any, len(s.columns))
	lines := 1
	for i, c := range s.columns {
		look := faceHead
		look.fill = fillGiven
		if c.fill {
			look.fill = fillOpen
		}
		id := s.style(look)
		upper[i], lower[i] = excelize.Cell{StyleID: id, Value: c.head}, excelize.Cell{StyleID: id}
		if c.parent == "" {
			lines = max(lines, linesOf(c.head, c.width))
			s.merge(s.headFirst, i+1, s.headLast, i+1)
			continue
		}
		upper[i], lower[i] = excelize.Cell{StyleID: id}, excelize.Cell{StyleID: id, Value: c.head}
		if i == 0 || s.columns[i-1].parent != c.parent {
			upper[i] = excelize.Cell{StyleID: id, Value: c.parent}
			end := i
			for end+1 < len(s.columns) && s.columns[end+1].parent == c.parent {
				end++
			}
			s.merge(s.headFirst, i+1, s.headFirst, end+1)
		}
	}
	rows := s.headLast - s.headFirst + 1
	height := max(26, float64(14*lines+10)/float64(rows))
	s.row(s.headFirst, height, upper...)
	if rows > 1 {
		s.row(s.headLast, height, lower...)
	}
}

// body writes the example, the known data, and the lines to fill in.
func (s *formSheet) body() {
	row := s.headLast + 1
	if s.example != nil {
		s.line(row, s.example, true)
		row++
	}
	for i := range len(s.lines) + s.blank {
		var values []any
		if i < len(s.lines) {
			values = s.lines[i]
		}
		s.line(row+i, values, false)
	}
}

func (s *formSheet) line(row int, values []any, example bool) {
	cells := make([]any, len(s.columns))
	lines := 1
	for i, c := range s.columns {
		look := s.faceOf(c, example)
		var value any
		if i < len(values) {
			value = values[i]
		}
		cell := excelize.Cell{StyleID: s.style(look)}
		switch v := value.(type) {
		case nil:
			if c.formula != "" && !example {
				cell.Formula, cell.Value = s.expand(c.formula, row), ""
				if values != nil {
					cell.Value = c.before
				}
			}
		case dateCell:
			cell.Value = v.serial
		case plain:
			cell.Value = float64(v)
		case string:
			cell.Value = trimCell(v)
			lines = max(lines, linesOf(v, c.width))
		default:
			if raw, ok := rawOf(v); ok {
				cell.Value = c.inUnit(raw)
			}
		}
		cells[i] = cell
	}
	height := max(24, float64(14*lines+6))
	if !example {
		height = max(height, s.height)
	}
	s.row(row, height, cells...)
}

func (s *formSheet) faceOf(c formColumn, example bool) face {
	look := faceOf(c.column)
	switch {
	case example:
		look.colour = "7F7F7F"
	case c.fill:
		look.fill, look.open = fillOpen, true
	default:
		look.fill = fillGiven
	}
	return look
}

func (s *formSheet) expand(formula string, row int) string {
	pairs := make([]string, 0, 2*len(s.at))
	for key, column := range s.at {
		pairs = append(pairs, "{"+key+"}", sheet.CellName(row, column+1))
	}
	return strings.NewReplacer(pairs...).Replace(formula)
}

// below writes notes, signature and form ID: one cell in each line, which is not read as a project.
func (s *formSheet) below() {
	row, last := s.last+1, len(s.columns)
	if len(s.notes) > 0 {
		numbered := make([]string, len(s.notes))
		for i, note := range s.notes {
			numbered[i] = strconv.Itoa(i+1) + "." + note
		}
		text := "注：" + strings.Join(numbered, "；") + "。"
		s.row(row, float64(14*linesOf(text, s.width())+14), excelize.Cell{StyleID: s.style(faceNote), Value: text})
		s.merge(row, 1, row, last)
		row++
	}
	third := last / 3
	sign := faceCaption
	sign.open = true
	cells := make([]any, last)
	for i, word := range []string{"填报人：", "审核人：", "填报日期："} {
		cells[i*third] = excelize.Cell{StyleID: s.style(sign), Value: word}
		s.merge(row, i*third+1, row, min((i+1)*third, last))
	}
	s.row(row, 32, cells...)
	if s.id == "" {
		return
	}
	small := faceNote
	small.size, small.colour = 9, "7F7F7F"
	s.row(row+1, 18, excelize.Cell{StyleID: s.style(small), Value: importer.FormIDPrefix + s.id})
	s.merge(row+1, 1, row+1, last)
}
