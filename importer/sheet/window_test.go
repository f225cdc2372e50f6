package sheet_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/importer/sheet"
	"duban/models"
)

// windowed is a sheet with a merged title, a merged unit over three rows, a hidden row, a date and a gap.
func windowed(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for cell, value := range map[string]any{
		"A1": "2021年计划", "A2": "序号", "B2": "项目名称", "C2": "投资", "A3": 1, "B3": "甲厂", "C3": 12.5, "D3": "住建局",
		"A4": 2, "B4": "乙厂", "C4": "暂定", "A5": 3, "B5": "丙厂", "C5": 44197, "A9": "合计",
	} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	for _, wrong := range []error{err, f.MergeCell("Sheet1", "A1", "D1"), f.MergeCell("Sheet1", "D3", "D5"),
		f.SetRowVisible("Sheet1", 4, false), f.SetCellStyle("Sheet1", "C5", "C5", day)} {
		if wrong != nil {
			t.Fatal(wrong)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAWindowShowsASheetAsItIs(t *testing.T) {
	content := windowed(t)
	cell := func(name, text string) sheet.WindowCell {
		return sheet.WindowCell{Cell: name, Text: text, Across: 1, Down: 1}
	}
	number := func(name, text string) sheet.WindowCell {
		c := cell(name, text)
		c.Number = true
		return c
	}
	across := func(c sheet.WindowCell, n int) sheet.WindowCell { c.Across = n; return c }
	down := func(c sheet.WindowCell, n int) sheet.WindowCell { c.Down = n; return c }
	for _, tt := range []struct {
		name string
		rows []int
		want []sheet.WindowRow
	}{
		{"a merged title and rows", []int{4, 3, 1, 3}, []sheet.WindowRow{
			{Row: 1, Cells: []sheet.WindowCell{across(cell("A1", "2021年计划"), 4)}},
			{Row: 3, Cells: []sheet.WindowCell{number("A3", "1"), cell("B3", "甲厂"), number("C3", "12.5"),
				down(cell("D3", "住建局"), 2)}},
			{Row: 4, Hidden: true, Cells: []sheet.WindowCell{number("A4", "2"), cell("B4", "乙厂"), cell("C4", "暂定")}},
		}},
		{"the lower part of a merged block", []int{5, 8, 9, 10, 0}, []sheet.WindowRow{
			{Row: 5, Cells: []sheet.WindowCell{number("A5", "3"), cell("B5", "丙厂"), cell("C5", "2021-01-01"),
				cell("D5", "住建局")}},
			{Row: 8, Cells: []sheet.WindowCell{cell("A8", ""), cell("B8", ""), cell("C8", ""), cell("D8", "")}},
			{Row: 9, Cells: []sheet.WindowCell{cell("A9", "合计"), cell("B9", ""), cell("C9", ""), cell("D9", "")}},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := sheet.Look("计划.xlsx", content, sheet.View{Sheet: "Sheet1", Rows: tt.rows})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(sheet.Window{Columns: []string{"A", "B", "C", "D"}, Last: 9, Rows: tt.want},
				got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := sheet.Look("计划.xlsx", content, sheet.View{Sheet: "没有"}); models.AsError(err).Code != "no_sheet" {
		t.Errorf("a sheet that is not there: %v", err)
	}
}
