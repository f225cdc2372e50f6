package importer

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetErrors is the first sheet of an error workbook: the list of what is wrong.
const sheetErrors = "问题清单"

const (
	fillError    = "FFC7CE"
	fillWarning  = "FFEB9C"
	mostComments = 1000 // a comment is a drawing: beyond this the column of results says it
	widestColumn = 40
)

// WriteErrors writes a workbook back with what is wrong in it: 问题清单, linked to the cells; then its sheets, every value
// where it stood, formulas as what they came to, the cells with findings filled and commented, and a column 校验结果 at
// the right. The findings are those of Inspect on the same content, and may be more. A corrected copy can be uploaded as it
// is: the list and the column are not read. Errors are those of Inspect.
func WriteErrors(w io.Writer, name string, content []byte, findings []Finding) (err error) {
	sheets, err := readBook(name, content, defaultLimits)
	if err != nil {
		return err
	}
	book, err := Inspect(name, content)
	if err != nil {
		return err
	}
	p, err := newPrinted(name + " 校验结果")
	if err != nil {
		return unwritable(name, err)
	}
	defer func() {
		if closing := p.book.Close(); err == nil && closing != nil {
			err = unwritable(name, closing)
		}
	}()
	var copies []*sheetCopy
	for _, s := range sheets {
		if s.raw != nil && laidAside[s.name] == "" {
			copies = append(copies, newSheetCopy(p, s, book, findings))
		}
	}
	if err := p.addErrorList(name, findings, copies); err != nil {
		return unwritable(name, err)
	}
	for _, c := range copies {
		if err := c.write(); err != nil {
			return unwritable(name, err)
		}
	}
	if err := p.book.Write(w); err != nil {
		return unwritable(name, err)
	}
	return nil
}

// addErrorList writes the list, errors before warnings before notices, each in the order of the sheets.
func (p *printed) addErrorList(name string, findings []Finding, copies []*sheetCopy) error {
	stream, err := p.newSheet(sheetErrors)
	if err != nil {
		return err
	}
	s := &formSheet{printed: p, form: &form{sheet: sheetErrors}, stream: stream, headFirst: 4, headLast: 4}
	widths := []float64{6, 18, 7, 7, 24, 8, 60, 44}
	for i := len(widths) - 1; i >= 0; i-- {
		s.do(stream.SetColWidth(i+1, i+1, widths[i]))
	}
	s.do(s.setUp())
	s.do(stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 4, TopLeftCell: "A5", ActivePane: "bottomLeft"}))
	s.row(1, 36, excelize.Cell{StyleID: s.style(faceTitle), Value: sheetErrors})
	s.merge(1, 1, 1, len(widths))
	s.row(2, 20, excelize.Cell{StyleID: s.style(faceCaption), Value: "文件：" + name + "　　" + countWords(findings)})
	s.merge(2, 1, 2, len(widths))
	s.row(3, 34, excelize.Cell{StyleID: s.style(faceNote), Value: "请直接在后面的工作表中改正标色的单元格（红色必须改正，黄色请核对），改好后上传本工作簿即可；本表和各表右侧的“校验结果”列不会读取，不必删除。"})
	s.merge(3, 1, 3, len(widths))
	heads := make([]any, 0, len(widths))
	for _, head := range []string{"序号", "工作表", "行", "列", "原值", "程度", "问题", "建议"} {
		look := faceHead
		look.fill = fillGiven
		heads = append(heads, excelize.Cell{StyleID: s.style(look), Value: head})
	}
	s.row(4, 26, heads...)
	ordered := slices.Clone(findings)
	slices.SortStableFunc(ordered, func(a, b Finding) int { return cmp.Compare(gravity(a.Severity), gravity(b.Severity)) })
	for i, f := range ordered {
		s.finding(5+i, i+1, f, copies)
	}
	s.do(stream.Flush())
	return s.err
}

func gravity(s Severity) int {
	return slices.Index([]Severity{SeverityError, SeverityWarning, SeverityNotice}, s)
}

var severityWords = map[Severity]string{SeverityError: "错误", SeverityWarning: "警告", SeverityNotice: "提示"}

var severityFills = map[Severity]string{SeverityError: fillError, SeverityWarning: fillWarning}

func countWords(findings []Finding) string {
	n := map[Severity]int{}
	for _, f := range findings {
		n[f.Severity]++
	}
	return fmt.Sprintf("错误 %d 处，警告 %d 处，提示 %d 处", n[SeverityError], n[SeverityWarning], n[SeverityNotice])
}

func (s *formSheet) finding(row, number int, f Finding, copies []*sheetCopy) {
	problem, advice := adviceOf(f)
	centre, plain, link := faceCentre, faceText, faceCentre
	centre.fill = severityFills[f.Severity]
	link.colour = "0563C1"
	cells := []any{
		excelize.Cell{StyleID: s.style(faceCount), Value: number}, excelize.Cell{StyleID: s.style(faceCentre), Value: f.Sheet},
		excelize.Cell{StyleID: s.style(faceCentre)}, excelize.Cell{StyleID: s.style(faceCentre)}, excelize.Cell{StyleID: s.style(plain)},
		excelize.Cell{StyleID: s.style(centre), Value: severityWords[f.Severity]},
		excelize.Cell{StyleID: s.style(plain), Value: problem}, excelize.Cell{StyleID: s.style(plain), Value: advice},
	}
	lines := max(linesOf(problem, 60), linesOf(advice, 44))
	for _, c := range copies {
		r, column, ok := parseCell(f.Cell)
		if c.source.name != f.Sheet || !ok {
			continue
		}
		was := display(c.raw.at(r, column))
		lines = max(lines, linesOf(was, 24))
		cells[2], cells[3] = excelize.Cell{StyleID: s.style(link), Value: r}, excelize.Cell{StyleID: s.style(link), Value: columnName(column)}
		cells[4] = excelize.Cell{StyleID: s.style(plain), Value: trimCell(was)}
		to := "'" + strings.ReplaceAll(c.source.name, "'", "''") + "'!" + f.Cell
		for _, at := range []int{3, 4} {
			s.do(s.book.SetCellHyperLink(sheetErrors, cellName(row, at), to, "Location"))
		}
		break
	}
	s.row(row, max(22, float64(14*lines+6)), cells...)
}

// adviceOf splits what a finding says into what is wrong and what to do: 「…，请…」.
func adviceOf(f Finding) (problem, advice string) {
	for _, sign := range []string{"，请", "；请"} {
		if i := strings.LastIndex(f.Message, sign); i > 0 {
			return f.Message[:i], strings.TrimLeft(f.Message[i:], "，；")
		}
	}
	if f.Severity == SeverityNotice {
		return f.Message, "仅提示，不必处理"
	}
	return f.Message, "请核对"
}

// sheetCopy is one sheet of the original on its way into the error workbook.
type sheetCopy struct {
	*formSheet
	source  storedSheet
	raw     *rawSheet
	heads   []HeaderRows        // of its tables
	said    map[int][]Finding   // by row
	worst   map[[2]int]Severity // by row and column
	texts   map[[2]int]string   // comments, by row and column
	results int                 // column of the results; 0: none
	columns int
}

func newSheetCopy(p *printed, s storedSheet, book *Book, findings []Finding) *sheetCopy {
	c := &sheetCopy{
		formSheet: &formSheet{printed: p, form: &form{sheet: s.name}}, source: s, raw: withoutResults(s.raw),
		said: map[int][]Finding{}, worst: map[[2]int]Severity{}, texts: map[[2]int]string{},
	}
	c.columns = c.raw.columns()
	for _, read := range book.Sheets {
		if read.Name == s.name && read.Header != nil {
			c.heads = append(c.heads, *read.Header)
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
	widths := c.widths()
	for i := len(widths) - 1; i > 0; i-- {
		c.do(c.stream.SetColWidth(i, i, widths[i]))
	}
	if len(c.heads) > 0 {
		c.do(c.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: c.heads[0].Last, TopLeftCell: cellName(c.heads[0].Last+1, 1), ActivePane: "bottomLeft"}))
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
	head, last, below := c.where(row.number)
	for _, cell := range row.cells {
		cells[cell.column-1] = c.copyCell(row.number, cell, head, below)
	}
	for at, severity := range c.worstOf(row.number, width) {
		if cells[at-1] == nil {
			cells[at-1] = excelize.Cell{StyleID: c.style(face{font: fontBody, size: 10.5, border: true, fill: severityFills[severity]})}
		}
	}
	lines := 1
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
		lines = linesOf(text, resultWidth)
		cells[c.results-1] = excelize.Cell{StyleID: c.style(look), Value: trimCell(text)}
	}
	if c.err == nil {
		c.err = c.stream.SetRow(cellName(row.number, 1), cells, excelize.RowOpts{Height: min(400, max(20, float64(14*lines+6))), Hidden: row.hidden})
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

// copyCell keeps a value what it was. An error value and a formula without a result have none.
func (c *sheetCopy) copyCell(row int, cell rawCell, head, below bool) excelize.Cell {
	look := face{font: fontBody, size: 10.5, wrap: true, border: head || below, horizontal: "left"}
	if head {
		look = faceHead
	}
	if severity, marked := c.worst[[2]int{row, cell.column}]; marked {
		look.fill = severityFills[severity]
	}
	out := excelize.Cell{}
	switch cell.kind {
	case kindText, kindFailed:
		out.Value = cell.text
	case kindBool:
		out.Value = cell.text == "1"
	case kindNumber:
		look.wrap, look.horizontal, look.font = false, "right", fontNumber
		if head {
			look = faceHead
		}
		value, err := strconv.ParseFloat(cell.text, 64)
		if err != nil || math.IsInf(value, 0) {
			out.Value = cell.text
			break
		}
		switch {
		case cell.format.month:
			look.format, value = `yyyy"年"m"月"`, value+float64(c.raw.epoch)
		case cell.format.date:
			look.format, value = formatISODate, value+float64(c.raw.epoch)
		}
		out.Value = value
	}
	out.StyleID = c.style(look)
	return out
}

const resultWidth = 46

// widths are those of the columns, from 1, near what the texts need.
func (c *sheetCopy) widths() []float64 {
	widths := make([]float64, c.columns+1, c.columns+2)
	for i := range widths {
		widths[i] = 9
	}
	wide := map[[2]int]bool{} // titles say nothing about their first column
	for _, m := range c.raw.merges {
		if m.right > m.left {
			wide[[2]int{m.top, m.left}] = true
		}
	}
	for _, row := range c.raw.rows[:min(len(c.raw.rows), 200)] {
		for _, cell := range row.cells {
			if len(row.cells) > 1 && !wide[[2]int{row.number, cell.column}] {
				widths[cell.column] = max(widths[cell.column], min(widestColumn, float64(displayWidth(display(cell)))+2))
			}
		}
	}
	if c.results != 0 {
		widths = append(widths, resultWidth)
	}
	return widths
}

// displayWidth counts digits: a Chinese character is two wide.
func displayWidth(s string) int {
	longest := 0
	for line := range strings.SplitSeq(s, "\n") {
		n := 0
		for _, r := range line {
			if n++; r >= 0x2000 {
				n++
			}
		}
		longest = max(longest, n)
	}
	return longest
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
