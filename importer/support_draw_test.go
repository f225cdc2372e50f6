package importer_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// drawn is a sheet as a bureau might draw it: rows from row 1, and merged ranges.
type drawn struct {
	name   string
	rows   [][]any
	merges []string
	hidden bool
}

// draw makes a workbook of sheets by excelize, which is not what reads them.
func draw(t testing.TB, sheets ...drawn) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, s := range sheets {
		if s.name == "" {
			s.name = "Sheet1"
		}
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", s.name))
		} else {
			_, err := f.NewSheet(s.name)
			must(t, err)
		}
		for r, row := range s.rows {
			for c, value := range row {
				if value == nil {
					continue
				}
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				must(t, err)
				must(t, f.SetCellValue(s.name, cell, value))
			}
		}
		for _, m := range s.merges {
			from, to, _ := strings.Cut(m, ":")
			must(t, f.MergeCell(s.name, from, to))
		}
		must(t, f.SetSheetVisible(s.name, !s.hidden))
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
