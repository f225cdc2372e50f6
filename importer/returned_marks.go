package importer

import "strings"

// Names of the sheets of a form that hold no rows to read.
const (
	sheetGuide      = "填报说明"
	sheetDictionary = "字典"
)

// resultHead heads the column in which a form checks itself and an error workbook says what is wrong. It is never read.
const resultHead = "校验结果"

// sheetErrors is the first sheet of an error workbook: the list of what is wrong.
const sheetErrors = "问题清单"

// formIDWord stands before the form ID.
const formIDWord = "表单编号："

// notRead is what a sheet says under its title that is only for reading: an import passes it over.
const notRead = "仅供查阅，导入时不读取"

// onlyForReading reports whether a sheet says so in its first rows.
func onlyForReading(s *rawSheet) bool {
	for _, row := range s.rows[:min(len(s.rows), 4)] {
		for _, c := range row.cells {
			if c.kind == kindText && strings.Contains(c.text, notRead) {
				return true
			}
		}
	}
	return false
}

// addedSheet says why a sheet is not read that Duban itself adds to workbooks for people; "" for any other sheet.
func addedSheet(name string) string { return addedSheets[name] }

var addedSheets = map[string]string{
	sheetGuide:      "填报说明，不是数据表",
	sheetDictionary: "下拉列表的选项，不是数据表",
	sheetErrors:     "问题清单，不是数据表",
}

// withoutResults drops the column this house wrote its findings into, so that a corrected copy reads like the original.
func withoutResults(s *rawSheet) *rawSheet {
	column := 0
	for _, row := range s.rows[:min(len(s.rows), headerSearchRows+headerMaxHeight)] {
		if n := len(row.cells); n > 0 && row.cells[n-1].kind == kindText && fold(row.cells[n-1].text) == resultHead {
			column = row.cells[n-1].column
			break
		}
	}
	if column == 0 {
		return s
	}
	plain := *s
	plain.rows = make([]rawRow, 0, len(s.rows))
	for _, row := range s.rows {
		n := len(row.cells)
		for n > 0 && row.cells[n-1].column >= column {
			n--
		}
		if n > 0 {
			row.cells = row.cells[:n]
			plain.rows = append(plain.rows, row)
		}
	}
	return &plain
}
