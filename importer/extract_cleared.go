package importer

import (
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// ClearWord in a cell empties the field; a blank cell changes nothing.
const ClearWord = "清空"

// clearable are the fields that a workbook may empty. What the list and the figures stand on is changed, not emptied.
var clearable = map[Field]bool{FieldSector: true, FieldStage: true, FieldCategory: true, FieldLevel: true,
	FieldInvestor: true,
	FieldOwner:    true, FieldSponsor: true, FieldPlace: true, FieldScale: true, FieldPeriod: true, FieldGoal: true,
	FieldPlannedStart: true, FieldPlannedFinish: true, FieldToEndOfLastYear: true, FieldPhysical: true,
	FieldProblems: true,
	FieldNextStep: true}

// isClear reports whether a cell says that its field is to be emptied.
func isClear(c sheet.Cell) bool {
	if c.Kind != sheet.Text || len(c.Text) < len(ClearWord) || len(c.Text) > 30 {
		return false
	}
	switch c.Fold() {
	case ClearWord, "(" + ClearWord + ")", "[" + ClearWord + "]", "【" + ClearWord + "】":
		return true
	}
	return false
}

// withoutCleared returns the row without the cells that say 清空, and the fields that they empty.
func (r *reading) withoutCleared(row *sheet.Row) (*sheet.Row, []Field) {
	if !slices.ContainsFunc(row.Cells, isClear) {
		return row, nil
	}
	left := *row
	left.Cells = nil
	var fields []Field
	for _, c := range row.Cells {
		if !isClear(c) {
			left.Cells = append(left.Cells, c)
			continue
		}
		if c.Column >= len(r.columns) {
			continue
		}
		cell := sheet.CellName(row.Number, c.Column)
		switch field := r.columns[c.Column].field; {
		case clearable[field]:
			fields = append(fields, field)
			r.find(SeverityNotice, "field_cleared", cell, "%s 写“清空”，将清空该项目的“%s”", cell, models.WordOf(field))
		case field != FieldNone && field != FieldOther:
			r.find(SeverityWarning, "not_clearable", cell, "%s：“%s”不能清空，没有读取，请填写新的内容", cell, models.WordOf(field))
		}
	}
	return &left, fields
}
