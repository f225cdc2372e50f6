package compare_test

import (
	"testing"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

const wan = models.Money(1_000_000)

func inspect(t testing.TB, sheets ...booktest.Sheet) *importer.Book {
	t.Helper()
	book, err := importer.Inspect("表.xlsx", booktest.Draw(t, sheets...))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// planOf is a plan of 2021 in 万元.
func planOf(rows ...[]any) [][]any {
	return append([][]any{
		{"2021年重点项目计划表", nil, nil, nil, nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "总投资", "至2020年底累计完成投资", "2021年计划投资", "计划开工时间", "计划竣工时间"},
	}, rows...)
}
