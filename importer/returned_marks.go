package importer

import (
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// Names of a form's sheets that are not read.
const (
	GuideSheet      = "填报说明"
	DictionarySheet = "字典"
)

// ResultHead is the header of the column in which a form checks itself and an error workbook lists what is wrong. It is
// never read.
const ResultHead = "校验结果"

// ErrorsSheet is the first sheet of an error workbook, the list of findings.
const ErrorsSheet = "问题清单"

// FormIDPrefix stands before the form ID.
const FormIDPrefix = "表单编号："

// ReadOnlyNote is the line below the title of a sheet that is not to be imported.
const ReadOnlyNote = "仅供查阅，导入时不读取"

// onlyForReading reports whether one of a sheet's first rows is ReadOnlyNote.
func onlyForReading(s *sheet.Grid) bool {
	for _, row := range s.Rows[:min(len(s.Rows), 4)] {
		for _, c := range row.Cells {
			if c.Kind == sheet.Text && strings.Contains(c.Text, ReadOnlyNote) {
				return true
			}
		}
	}
	return false
}

// AddedSheet returns why a sheet that Duban adds to workbooks is not read; zero for any other sheet.
func AddedSheet(name string) models.Message { return addedSheets[name] }

var addedSheets = map[string]models.Message{
	GuideSheet:      models.Messagef("填报说明，不是数据表"),
	DictionarySheet: models.Messagef("下拉列表的选项，不是数据表"),
	ErrorsSheet:     models.Messagef("问题清单，不是数据表"),
}

// WithoutResults removes the column with Duban's findings, so that a corrected copy reads like the original.
func WithoutResults(s *sheet.Grid) *sheet.Grid {
	column := 0
	for _, row := range s.Rows[:min(len(s.Rows), headerSearchRows+headerMaxHeight)] {
		if n := len(row.Cells); n > 0 && row.Cells[n-1].Kind == sheet.Text && sheet.Fold(row.Cells[n-1].Text) == ResultHead {
			column = row.Cells[n-1].Column
			break
		}
	}
	if column == 0 {
		return s
	}
	plain := *s
	plain.Rows = make([]sheet.Row, 0, len(s.Rows))
	for _, row := range s.Rows {
		n := len(row.Cells)
		for n > 0 && row.Cells[n-1].Column >= column {
			n--
		}
		if n > 0 {
			row.Cells = row.Cells[:n]
			plain.Rows = append(plain.Rows, row)
		}
	}
	return &plain
}
