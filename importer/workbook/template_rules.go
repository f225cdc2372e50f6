package workbook

import (
	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

// rules checks values on entry, and colours the results of the form's own checks.
func (s *formSheet) rules(lists *dictionary) {
	for i, c := range s.columns {
		area := sheet.CellName(s.first, i+1) + ":" + sheet.CellName(s.last, i+1)
		if c.head == importer.ResultHead {
			s.do(s.colourResults(i, area))
		}
		if !c.fill || s.last < s.first {
			continue
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(area)
		message := ""
		switch {
		case len(c.choices) > 0:
			s.do(lists.restrict(v, c.choices))
			message = "“" + c.head + "”请从下拉列表中选择"
		case c.rule == ruleAmount:
			s.do(v.SetRange(0, 0, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorGreaterThanOrEqual))
			message = "“" + c.head + "”只填数字，不小于 0，单位：" + string(c.unit) + "，不写“万元”“约”等字"
		case c.rule == ruleNumber:
			s.do(v.SetRange(-1e15, 1e15, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			message = "“" + c.head + "”只填数字"
		case c.rule == ruleDate:
			s.do(v.SetRange(firstDay, lastDay, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
			message = "“" + c.head + "”请填真实日期，如 2021-06-30"
		default:
			continue
		}
		style := excelize.DataValidationErrorStyleStop
		if s.warns { // 无 is an answer in a column of any kind
			style = excelize.DataValidationErrorStyleWarning
		}
		v.SetError(style, "填写有误", message)
		v.SetInput("填写要求", message)
		s.do(s.book.AddDataValidation(s.sheet, v))
	}
}

// Days a form accepts, 2000-01-01 to 2099-12-31, as a workbook counts them.
const firstDay, lastDay = 36526, 73050

func (s *formSheet) colourResults(column int, area string) error {
	wrong, err := s.book.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "9C0006"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}})
	if err != nil {
		return err
	}
	right, err := s.book.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "006100"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"C6EFCE"}}})
	if err != nil {
		return err
	}
	cell := "$" + sheet.CellName(s.first, column+1)
	return s.book.SetConditionalFormat(s.sheet, area, []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: `ISNUMBER(SEARCH("请",` + cell + `))`, Format: &wrong, StopIfTrue: true},
		{Type: "formula", Criteria: cell + `="通过"`, Format: &right},
	})
}
