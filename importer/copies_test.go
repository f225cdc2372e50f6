package importer_test

import (
	"strings"
	"testing"

	"duban/importer"
	"duban/internal/testkit/booktest"
)

// corrected returns a plan in which the second project has another annual plan.
func corrected() [][]any {
	rows := plainPlan("甲项目", "乙项目", "丙项目")
	rows[3][4] = 250
	return rows
}

func TestACopyWithAnotherFigureIsAskedAbout(t *testing.T) {
	sheets := []booktest.Sheet{{Name: "清单", Rows: plainPlan("甲项目", "乙项目", "丙项目")}, {Name: "清单 (2)", Rows: corrected()}}
	book := inspect(t, sheets...)
	first, second := book.Sheets[0], book.Sheets[1]
	if len(first.Questions) != 1 || first.Questions[0].ID != "copy:清单 (2)" || len(first.Questions[0].Ways) != 2 ||
		!strings.Contains(first.Questions[0].Message.Text, "乙项目 年度计划投资 200.00 万元、250.00 万元") {
		t.Errorf("it asks %+v", first.Questions)
	}
	if second.Skipped.IsZero() || len(findingsOf(first)) != 1 || findingsOf(first)[0] != "error copy_differs " {
		t.Errorf("skipped %q, found %q", second.Skipped, findingsOf(first))
	}
	for answer, read := range map[string]int{"清单": 0, "清单 (2)": 1} {
		book := inspectWith(t, importer.Options{Said: map[string]string{"copy:清单 (2)": answer}}, sheets...)
		for i, s := range book.Sheets {
			if (i == read) != s.Skipped.IsZero() || len(book.Findings()) != 0 {
				t.Errorf("%s: sheet %d is skipped: %q, %v", answer, i, s.Skipped, book.Findings())
			}
		}
	}
}

func TestACopyWithFewerColumnsIsLeftOut(t *testing.T) {
	extract := [][]any{{"2021年重点项目"}, {"序号", "项目名称", "责任单位", "总投资（万元）"}, {1, "乙项目", "区工信局", 2000}}
	book := inspect(t, booktest.Sheet{Name: "清单", Rows: plainPlan("甲项目", "乙项目")},
		booktest.Sheet{Name: "摘录", Rows: extract})
	if book.Sheets[1].Skipped.IsZero() || len(book.Findings()) != 0 {
		t.Errorf("%q %v", book.Sheets[1].Skipped, book.Findings())
	}
	extract[2][3] = 2500
	book = inspect(t, booktest.Sheet{Name: "清单", Rows: plainPlan("甲项目", "乙项目")},
		booktest.Sheet{Name: "摘录", Rows: extract})
	if len(book.Findings()) != 1 || book.Findings()[0].Code != "copy_differs" {
		t.Errorf("%q %v", book.Sheets[1].Skipped, book.Findings())
	}
}

// What the rows without a name mean is answered for the whole sheet.
func TestRowsOfFundingAreAddedWhenAPersonSaysSo(t *testing.T) {
	rows := append(plainPlan("甲项目"), []any{nil, nil, nil, nil, 30})
	for answer, want := range map[string]string{"add": "3 甲项目 [] 1000/130", "leave": "3 甲项目 [] 1000/100"} {
		book := inspectWith(t, importer.Options{Said: map[string]string{"parts": answer}}, booktest.Sheet{Rows: rows})
		if got := outline(book.Sheets[0]); got[1] != want {
			t.Errorf("%s: %q", answer, got)
		}
	}
}

func TestAListWithoutAnnualPlansIsReadWhenAPersonSaysSo(t *testing.T) {
	rows := [][]any{{"2021年重点项目（万元）"}, {"序号", "项目名称", "责任单位", "总投资"}, {1, "甲项目", "区工信局", 1000}}
	book := inspectWith(t, importer.Options{Said: map[string]string{"no_plan": "preparatory"}}, booktest.Sheet{Rows: rows})
	if p := book.Sheets[0].Projects; len(book.Findings()) != 0 || len(p) != 1 || p[0].Category != "preparatory" {
		t.Errorf("%+v %v", p, book.Findings())
	}
}
