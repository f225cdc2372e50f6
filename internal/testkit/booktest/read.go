package booktest

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Rows reads the cells of a workbook's first sheet, as they are shown.
func Rows(t testing.TB, content []byte) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	must(t, err)
	defer func() { must(t, f.Close()) }()
	rows, err := f.GetRows(f.GetSheetName(0))
	must(t, err)
	return rows
}
