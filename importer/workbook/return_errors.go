package workbook

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

const (
	fillError    = "FFC7CE"
	fillWarning  = "FFEB9C"
	mostComments = 1000 // a comment is a drawing; further findings are only in the column of results
	widestColumn = 40
)

// WriteErrors writes a copy of a workbook with its findings: 问题清单, linked to the cells; then its sheets, with every
// value in its place, formulas as their results, the cells with findings coloured and commented, and a column 校验结果 at
// the right. The findings are those of Inspect on the same content, and may be more. A corrected copy can be uploaded
// as it is: the list and the column are not read. Errors are those of Inspect.
func WriteErrors(w io.Writer, name string, content []byte, findings []importer.Finding) (err error) {
	sheets, err := sheet.Read(name, content, sheet.DefaultLimits)
	if err != nil {
		return err
	}
	book, err := importer.Inspect(name, content)
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
		if s.Grid != nil && importer.AddedSheet(s.Name).IsZero() {
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
func (p *printed) addErrorList(name string, findings []importer.Finding, copies []*sheetCopy) error {
	stream, err := p.newSheet(importer.ErrorsSheet)
	if err != nil {
		return err
	}
	s := &formSheet{printed: p, form: &form{sheet: importer.ErrorsSheet}, stream: stream, headFirst: 4, headLast: 4}
	widths := []float64{6, 18, 7, 7, 24, 8, 60, 44}
	for i := len(widths) - 1; i >= 0; i-- {
		s.do(stream.SetColWidth(i+1, i+1, widths[i]))
	}
	s.do(s.setUp())
	s.do(stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 4, TopLeftCell: "A5", ActivePane: "bottomLeft"}))
	s.row(1, 36, excelize.Cell{StyleID: s.style(faceTitle), Value: importer.ErrorsSheet})
	s.merge(1, 1, 1, len(widths))
	s.row(2, 20, excelize.Cell{StyleID: s.style(faceCaption), Value: "文件：" + name + "　　" + countWords(findings)})
	s.merge(2, 1, 2, len(widths))
	s.row(3, 34, excelize.Cell{StyleID: s.style(faceNote),
		Value: "请直接在后面的工作表中改正标色的单元格（红色必须改正，黄色请核对），改好后上传本工作簿即可；本表和各表右侧的“校验结果”列不会读取，不必删除。"})
	s.merge(3, 1, 3, len(widths))
	heads := make([]any, 0, len(widths))
	for _, head := range []string{"序号", "工作表", "行", "列", "原值", "程度", "问题", "建议"} {
		look := faceHead
		look.fill = fillGiven
		heads = append(heads, excelize.Cell{StyleID: s.style(look), Value: head})
	}
	s.row(4, 26, heads...)
	ordered := slices.Clone(findings)
	slices.SortStableFunc(ordered, func(a, b importer.Finding) int {
		return cmp.Compare(gravity(a.Severity),
			gravity(b.Severity))
	})
	for i, f := range ordered {
		s.finding(5+i, i+1, f, copies)
	}
	s.do(stream.Flush())
	return s.err
}

func gravity(s importer.Severity) int {
	return slices.Index([]importer.Severity{importer.SeverityError, importer.SeverityWarning, importer.SeverityNotice}, s)
}

var severityWords = map[importer.Severity]string{importer.SeverityError: "错误", importer.SeverityWarning: "警告",
	importer.SeverityNotice: "提示"}

var severityFills = map[importer.Severity]string{importer.SeverityError: fillError,
	importer.SeverityWarning: fillWarning}

func countWords(findings []importer.Finding) string {
	n := map[importer.Severity]int{}
	for _, f := range findings {
		n[f.Severity]++
	}
	return fmt.Sprintf("错误 %d 处，警告 %d 处，提示 %d 处", n[importer.SeverityError], n[importer.SeverityWarning],
		n[importer.SeverityNotice])
}

func (s *formSheet) finding(row, number int, f importer.Finding, copies []*sheetCopy) {
	problem, advice := adviceOf(f)
	centre, plain, link := faceCentre, faceText, faceCentre
	centre.fill = severityFills[f.Severity]
	link.colour = "0563C1"
	cells := []any{
		excelize.Cell{StyleID: s.style(faceCount), Value: number}, excelize.Cell{StyleID: s.style(faceCentre),
			Value: f.Sheet},
		excelize.Cell{StyleID: s.style(faceCentre)}, excelize.Cell{StyleID: s.style(faceCentre)},
		excelize.Cell{StyleID: s.style(plain)},
		excelize.Cell{StyleID: s.style(centre), Value: severityWords[f.Severity]},
		excelize.Cell{StyleID: s.style(plain), Value: problem}, excelize.Cell{StyleID: s.style(plain), Value: advice},
	}
	lines := max(linesOf(problem, 60), linesOf(advice, 44))
	for _, c := range copies {
		r, column, ok := sheet.ParseCell(f.Cell)
		if c.source.Name != f.Sheet || !ok {
			continue
		}
		was := sheet.Display(c.raw.At(r, column))
		lines = max(lines, linesOf(was, 24))
		cells[2], cells[3] = excelize.Cell{StyleID: s.style(link), Value: r}, excelize.Cell{StyleID: s.style(link),
			Value: sheet.ColumnName(column)}
		cells[4] = excelize.Cell{StyleID: s.style(plain), Value: trimCell(was)}
		to := "'" + strings.ReplaceAll(c.source.Name, "'", "''") + "'!" + f.Cell
		for _, at := range []int{3, 4} {
			s.do(s.book.SetCellHyperLink(importer.ErrorsSheet, sheet.CellName(row, at), to, "Location"))
		}
		break
	}
	s.row(row, max(22, float64(14*lines+6)), cells...)
}

// adviceOf splits a finding's message into the problem and what to do: “…，请…”.
func adviceOf(f importer.Finding) (problem, advice string) {
	for _, sign := range []string{"，请", "；请"} {
		if i := strings.LastIndex(f.Message.Text, sign); i > 0 {
			return f.Message.Text[:i], strings.TrimLeft(f.Message.Text[i:], "，；")
		}
	}
	if f.Severity == importer.SeverityNotice {
		return f.Message.Text, "仅提示，不必处理"
	}
	return f.Message.Text, "请核对"
}
