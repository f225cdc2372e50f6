package booktest

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Sheet is a sheet as a bureau might draw it: rows from row 1, and merged ranges.
type Sheet struct {
	Name   string
	Rows   [][]any
	Merges []string
	Hidden bool
}

// Draw makes a workbook of sheets by excelize, which is not what reads them.
func Draw(t testing.TB, sheets ...Sheet) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, s := range sheets {
		if s.Name == "" {
			s.Name = "Sheet1"
		}
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", s.Name))
		} else {
			_, err := f.NewSheet(s.Name)
			must(t, err)
		}
		for r, row := range s.Rows {
			for c, value := range row {
				if value == nil {
					continue
				}
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				must(t, err)
				must(t, f.SetCellValue(s.Name, cell, value))
			}
		}
		for _, m := range s.Merges {
			from, to, _ := strings.Cut(m, ":")
			must(t, f.MergeCell(s.Name, from, to))
		}
		must(t, f.SetSheetVisible(s.Name, !s.Hidden))
	}
	out, err := f.WriteToBuffer()
	must(t, err)
	return out.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
