package workbook

import (
	"fmt"
	"io"

	"duban/importer/sheet"
	"duban/models"

	"github.com/xuri/excelize/v2"
)

// printed is a workbook being written: sheets are added in order, then it is written out.
type printed struct {
	book   *excelize.File
	faces  styleSet
	sheets int
}

func newPrinted(title string) (*printed, error) {
	book := excelize.NewFile()
	book.SetZipWriter(newSteadyZip)
	p := &printed{book: book, faces: styleSet{book: book, ids: map[face]int{}}}
	return p, book.SetDocProps(&excelize.DocProperties{Title: title, Creator: "督办", LastModifiedBy: "督办"})
}

// writeBook writes the tables as the sheets of one workbook. The same tables give the same bytes.
func writeBook(w io.Writer, title string, tables ...*table) (err error) {
	p, err := newPrinted(title)
	if err != nil {
		return unwritable(title, err)
	}
	defer func() {
		if closing := p.book.Close(); err == nil && closing != nil {
			err = unwritable(title, closing)
		}
	}()
	for _, t := range tables {
		if err := p.add(t); err != nil {
			return unwritable(title, err)
		}
	}
	if err := p.book.Write(w); err != nil {
		return unwritable(title, err)
	}
	return nil
}

func unwritable(title string, err error) error {
	return models.Errorf(models.KindInternal, "workbook_not_written", "工作簿“%s”未能写出，请稍后重试", title).Because(err)
}

// add writes one sheet. Sheet properties and the dimension are set before the stream begins, everything else before it
// is flushed: excelize silently drops later settings.
func (p *printed) add(t *table) error {
	if p.sheets == 0 {
		if err := p.book.SetSheetName("Sheet1", t.sheet); err != nil {
			return err
		}
	} else if _, err := p.book.NewSheet(t.sheet); err != nil {
		return err
	}
	p.sheets++
	t.noteRounding()
	g := layOut(t)
	if err := p.book.SetSheetProps(t.sheet, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return err
	}
	last := len(t.columns)
	if columns, _ := g.paper(); t.readOnly {
		last = max(last, columns+1)
	}
	if err := p.book.SetSheetDimension(t.sheet, "A1:"+g.ref(last-1, g.height)); err != nil {
		return err
	}
	stream, err := p.book.NewStreamWriter(t.sheet)
	if err != nil {
		return err
	}
	if err := p.printSetUp(t, g); err != nil {
		return err
	}
	s := &sheetWriter{printed: p, stream: stream, grid: g}
	if err := s.write(); err != nil {
		return err
	}
	return stream.Flush()
}

// printSetUp makes a sheet print in landscape, on A3 or, if it is narrow, on A4; one page wide or, if it is very wide,
// two; with its header rows and a page number on every page.
func (p *printed) printSetUp(t *table, g *grid) error {
	size := 8 // A3
	if g.narrow() {
		size = 9 // A4
	}
	tall := 0 // as many pages as it takes
	if t.onePage {
		tall = 1
	}
	if err := p.book.SetPageLayout(t.sheet, &excelize.PageLayoutOptions{
		Size: &size, Orientation: new("landscape"), FitToWidth: new(g.pagesWide()), FitToHeight: &tall,
	}); err != nil {
		return err
	}
	if err := p.book.SetPageMargins(t.sheet, &excelize.PageLayoutMarginsOptions{
		Left: new(0.5), Right: new(0.5), Top: new(0.6), Bottom: new(0.7), Header: new(0.3), Footer: new(0.35),
		Horizontally: new(true),
	}); err != nil {
		return err
	}
	if err := p.book.SetHeaderFooter(t.sheet,
		&excelize.HeaderFooterOptions{OddFooter: `&C&"宋体,常规"&10第 &P 页，共 &N 页`}); err != nil {
		return err
	}
	if err := p.book.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: g.titles(), Scope: t.sheet,
	}); err != nil {
		return err
	}
	if columns, rows := g.paper(); t.onPaper > 0 || t.readOnly {
		if err := p.book.SetDefinedName(&excelize.DefinedName{
			Name:     "_xlnm.Print_Area",
			RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", t.sheet, sheet.ColumnName(columns), rows), Scope: t.sheet,
		}); err != nil {
			return err
		}
	}
	for _, c := range t.charts {
		if err := p.draw(g, c); err != nil {
			return err
		}
	}
	for i, c := range t.columns {
		if len(c.choices) == 0 || g.dataLast < g.dataFirst {
			continue
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(g.ref(i, g.dataFirst) + ":" + g.ref(i, g.dataLast))
		if err := v.SetDropList(c.choices); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, "填写有误", "“"+c.head+"”请从下拉列表中选择")
		if err := p.book.AddDataValidation(t.sheet, v); err != nil {
			return err
		}
	}
	return nil
}
