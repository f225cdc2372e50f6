package workbook

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"

	"github.com/xuri/excelize/v2"
)

// Filling is the data for an office's own form: a month of projects.
type Filling struct {
	Month   models.Month
	Lines   []FillingLine    // in the order of the list
	Answers importer.Options // what a person said the form's columns are
}

// FillingLine is one project with its plan and its year's reports.
type FillingLine struct {
	PlanLine
	Reports   map[models.Month]FillingReport
	Collected map[string]any // by Column.Key: string, float64 or models.Date; it takes precedence over any field
}

// FillingReport is one month of a project. Nil is not reported, and leaves the cell as it is.
type FillingReport struct {
	Amount, YearToDate, ToDate   *models.Money
	Physical, Problems, NextStep string
}

// Forms that are filled are held in memory as a whole.
const (
	fillRows  = 5000
	fillBytes = 16 << 20 // unpacked
)

// fillLimits are the limits of a form that is filled.
var fillLimits = func() sheet.Limits {
	l := sheet.DefaultLimits
	l.Unpacked, l.Part, l.Rows, l.Cells = fillBytes, fillBytes, 2*fillRows, 200_000
	return l
}()

// Fill writes an office's own workbook again with its columns filled in: layout, header, merges, styles, widths, print
// settings, formulas and footnotes stay. Rows that name a project by code or name get that project's figures; a form
// without such rows gets one for each project, in the style of its first blank row, and its sums grow with them. What
// is described already is left as it stands, the month's figures are written over.
//
// It returns what was not filled in: unknown columns, rows and projects that found no partner. Errors are those of
// Inspect, and KindInvalid with code "not_fillable" for a workbook without a list of projects or in another format.
func Fill(w io.Writer, name string, content []byte, with Filling) (left []models.Message, err error) {
	stored, err := sheet.Read(name, content, fillLimits)
	if err != nil {
		return nil, err
	}
	if sheet.FormatOf(content) != sheet.XLSX {
		return nil, sheet.Refuse("not_fillable", "“%s”不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再填", name)
	}
	book, err := importer.InspectWithin(context.Background(), name, content, fillLimits, with.Answers)
	if err != nil {
		return nil, err
	}
	list, found := FillableSheet(book)
	if !found {
		return nil, sheet.Refuse("not_fillable", "“%s”中没有找到带“项目名称”的表头，无法填写", name)
	}
	at := slices.IndexFunc(stored, func(s sheet.Sheet) bool { return s.Name == list.Name })
	raw := stored[at].Grid
	if n := len(raw.Rows); n > 0 && raw.Rows[n-1].Number > fillRows {
		return nil, sheet.Refuse("not_fillable", "工作表“%s”超过 %d 行，无法作为填报表格", list.Name, fillRows)
	}
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: fillBytes,
		UnzipXMLSizeLimit: fillBytes})
	if err != nil {
		return nil, sheet.Refuse("damaged", "“%s”无法打开，请用 Excel 或 WPS 另存后再试", name).Because(err)
	}
	filler := &filling{book: f, sheet: list, raw: raw, with: with, part: stored[at].Part}
	err = filler.fill(w)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, unwritable(name, err)
	}
	return filler.left, nil
}

// FillableSheet returns the sheet of a workbook that is filled in: the first list of projects, with rows or still
// without, and one with amounts before one without.
func FillableSheet(book *importer.Book) (list importer.Sheet, found bool) {
	for _, s := range book.Sheets {
		named, money := false, false
		for _, c := range s.Columns {
			named = named || c.Field == importer.FieldName || c.Field == importer.FieldCode
			money = money || c.Field.Money()
		}
		switch {
		case s.Header == nil || s.Hidden || s.Kind == importer.KindMilestones || !named:
		case money:
			return s, true
		case !found:
			list, found = s, true
		}
	}
	return list, found
}

// filling is the state of filling a form. After an error nothing more is done.
type filling struct {
	book  *excelize.File
	sheet importer.Sheet
	raw   *sheet.Grid
	part  string
	with  Filling
	left  []models.Message
	err   error
}

func (f *filling) do(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *filling) note(m models.Message) { f.left = append(f.left, m) }

func (f *filling) fill(w io.Writer) error {
	f.explainColumns()
	if f.readRows(); len(f.sheet.Projects) > 0 {
		f.fillStanding()
	} else {
		f.fillBlank()
	}
	if f.err != nil {
		return f.err
	}
	return f.write(w)
}

// explainColumns reports the columns that are not filled in, and a month that is not the requested one.
func (f *filling) explainColumns() {
	var unknown []string
	known := map[string]bool{"": true} // a header merged over two columns applies to both
	for _, c := range f.sheet.Columns {
		known[c.Header] = known[c.Header] || fills(c.Field)
	}
	for _, c := range f.sheet.Columns {
		if f.collects(c) {
			continue
		}
		if !known[c.Header] && c.Field != importer.FieldNumber && c.Field != importer.FieldRate {
			unknown = append(unknown, fmt.Sprintf("%s“%s”", c.Column, strings.ReplaceAll(c.Header, " / ", "/")))
		}
		if c.Field.Money() && c.Unit == models.UnitNone {
			f.note(models.Messagef("%s“%s”没有注明单位，没有填写", c.Column, c.Header))
		}
	}
	if len(unknown) > 0 {
		f.note(models.Messagef("以下列没有填写：%s", strings.Join(unknown, "、")))
	}
	if f.sheet.Month != 0 && f.sheet.Month != f.with.Month {
		f.note(models.Messagef("表内写的是%d年%d月，要填的是%d年%d月：写明月份的列按其月份填写，请核对标题和表头", f.sheet.Month.Year(), f.sheet.Month.Number(),
			f.with.Month.Year(), f.with.Month.Number()))
	}
}

// fillStanding fills in the rows that name a project.
func (f *filling) fillStanding() {
	byCode, byName := map[string]int{}, map[string][]int{}
	for i, line := range f.with.Lines {
		byCode[importer.CodeKey(line.Project.Code)] = i
		key := models.NameKey(line.Project.Name)
		byName[key] = append(byName[key], i)
	}
	filled := map[int]bool{}
	for _, row := range f.sheet.Projects {
		i, found := byCode[importer.CodeKey(row.Code)]
		if row.Code == "" || !found {
			same := byName[models.NameKey(row.Name)]
			if len(same) > 1 && row.ResponsibleUnit != "" {
				same = slices.DeleteFunc(slices.Clone(same), func(i int) bool {
					return models.NameKey(f.with.Lines[i].ResponsibleUnit) != models.NameKey(row.ResponsibleUnit)
				})
			}
			if len(same) != 1 {
				f.note(models.Messagef("第 %d 行“%s”不在项目清单中或有同名项目，没有填写", row.Row, sheet.Clip(row.Name)))
				continue
			}
			i = same[0]
		}
		filled[i] = true
		f.fillRow(row.Row, f.with.Lines[i], false)
	}
	var absent []string
	for i, line := range f.with.Lines {
		if !filled[i] {
			absent = append(absent, line.Project.Name)
		}
	}
	if len(absent) > 0 {
		f.note(models.Messagef("清单中有 %d 个项目不在表内：%s", len(absent), sheet.Clip(strings.Join(absent, "、"))))
	}
}

// fillRow writes a project's cells into a row. Formulas stay. In a row that existed before, only blank cells and the
// month's own figures are written.
func (f *filling) fillRow(row int, line FillingLine, fresh bool) {
	defer f.heighten(row)
	for _, c := range f.sheet.Columns {
		cell := c.Column + strconv.Itoa(row)
		value, collected := line.Collected[c.Key]
		if !fills(c.Field) && !collected || f.err != nil {
			continue
		}
		formula, err := f.book.GetCellFormula(f.sheet.Name, cell)
		f.do(err)
		if formula != "" {
			continue
		}
		if collected {
			f.put(cell, value)
			continue
		}
		if !fresh && !ofMonth(c.Field) {
			if before, err := f.book.GetCellValue(f.sheet.Name, cell); err != nil || before != "" {
				f.do(err)
				continue
			}
		}
		f.put(cell, f.value(c, line))
	}
}

// heighten makes a row high enough for its new texts.
func (f *filling) heighten(row int) {
	name, lines := f.sheet.Name, 1
	for _, c := range f.sheet.Columns {
		if !slices.Contains([]importer.Field{importer.FieldName, importer.FieldScale, importer.FieldGoal,
			importer.FieldPhysical, importer.FieldProblems, importer.FieldNextStep}, c.Field) {
			continue
		}
		text, err := f.book.GetCellValue(name, c.Column+strconv.Itoa(row))
		f.do(err)
		width, err := f.book.GetColWidth(name, c.Column)
		f.do(err)
		if !f.merged(row, c.Column) {
			lines = max(lines, linesOf(text, width))
		}
	}
	height, err := f.book.GetRowHeight(name, row)
	f.do(err)
	if needed := float64(14*lines + 4); lines > 1 && needed > height {
		f.do(f.book.SetRowHeight(name, row, min(needed, 400)))
	}
}

// merged reports whether the form merges a cell of that row with its neighbours.
func (f *filling) merged(row int, column string) bool {
	_, at, _ := sheet.ParseCell(column + "1")
	return slices.ContainsFunc(f.raw.Merges, func(m sheet.Range) bool {
		return m.Top == m.Bottom && m.Top > f.sheet.Header.Last && m.Left <= at && at <= m.Right && row > f.sheet.Header.Last
	})
}

// put writes a value into a cell in the cell's own style.
func (f *filling) put(cell string, value any) {
	switch v := value.(type) {
	case nil:
	case models.Date:
		if f.showsDates(cell) {
			f.do(f.book.SetCellInt(f.sheet.Name, cell, int64(v-dayZero)))
			return
		}
		f.do(f.book.SetCellStr(f.sheet.Name, cell, v.String()))
	case string:
		f.do(f.book.SetCellStr(f.sheet.Name, cell, trimCell(v)))
	default:
		f.do(f.book.SetCellValue(f.sheet.Name, cell, v))
	}
}

func (f *filling) showsDates(cell string) bool {
	id, err := f.book.GetCellStyle(f.sheet.Name, cell)
	if err != nil {
		return false
	}
	style, err := f.book.GetStyle(id)
	if err != nil {
		return false
	}
	return sheet.BuiltInFormat(style.NumFmt).Date || style.CustomNumFmt != nil &&
		sheet.ParseNumberFormat(*style.CustomNumFmt).Date
}
