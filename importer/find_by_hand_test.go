package importer_test

import (
	"strings"
	"testing"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// strange is a sheet with a header in words that no office uses, and one with a note.
func strange(month string) []booktest.Sheet {
	return []booktest.Sheet{{Name: "附表", Rows: [][]any{{"台账"}, {month, nil, "单位：万元"}, {"编", "事项", "谁管", "盘子", "盘子二"},
		{1, "甲工程", "区工信局", 1000, 100}, {2, "乙工程", "区住建局", 2000, 200}}}}
}

// By answers about its columns any sheet with a table is read, and remembered: the next one is read without a question.
func TestAnySheetIsMappedByHand(t *testing.T) {
	book := inspect(t, strange("")...)
	s := book.Sheets[0]
	if s.Skipped.IsZero() || len(s.Columns) != 5 || s.Fingerprint == "" || s.Header == nil || s.Header.First != 3 ||
		!strings.Contains(s.Skipped.Text, "第 3 行如是表头") {
		t.Fatalf("%+v", s)
	}
	answers, err := book.AnswersFor(map[string]importer.ColumnAnswer{"B": {Field: importer.FieldName},
		"谁管": {Field: importer.FieldResponsibleUnit}, "附表!D": {Field: importer.FieldTotalInvestment},
		"E": {Field: importer.FieldAnnualPlan}, "A": {Field: importer.FieldNone}}, models.UnitNone)
	if err != nil {
		t.Fatal(err)
	}
	content := booktest.Draw(t, strange("2021年6月报")...)
	again, err := importer.InspectWith(t.Context(), "2021年.xlsx", content, importer.Options{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	if s := again.Sheets[0]; !s.Skipped.IsZero() || len(s.Projects) != 2 || *s.Projects[1].AnnualPlan != 200_000_000 ||
		s.Projects[0].ResponsibleUnit != "区工信局" || len(s.Questions) != 0 {
		t.Errorf("%+v", s)
	}
}

// A person says which rows are the header, where there are several that look like one.
func TestTheHeaderIsChosenByHand(t *testing.T) {
	rows := [][]any{{"2021年报表（单位：万元）"}, {"甲栏", "乙栏", "丙栏", "丁栏"}, {"说明甲", "说明乙", "说明丙", "说明丁"},
		{"类", "事项", "盘子", nil}, {nil, nil, "总", "今"}, {"一类", "甲工程", 1000, 100}, {"一类", "乙工程", 2000, 200}}
	sheet := booktest.Sheet{Name: "表", Rows: rows, Merges: []string{"C4:D4"}}
	content := booktest.Draw(t, sheet)
	headers := map[string]importer.HeaderRows{"表": {First: 4, Last: 5}}
	book, err := importer.InspectWith(t.Context(), "a.xlsx", content, importer.Options{Headers: headers})
	if err != nil {
		t.Fatal(err)
	}
	if s := book.Sheets[0]; !s.ByHand || s.Header.First != 4 || s.Header.Last != 5 || s.Columns[2].Header != "盘子 / 总" {
		t.Fatalf("%+v", s)
	}
	answers, err := book.AnswersFor(map[string]importer.ColumnAnswer{"B": {Field: importer.FieldName},
		"C": {Field: importer.FieldTotalInvestment}, "D": {Field: importer.FieldAnnualPlan}}, models.UnitNone)
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]importer.Options{"now": {Answers: answers, Headers: headers},
		"next month": {Answers: answers}} {
		book, err := importer.InspectWith(t.Context(), "a.xlsx", content, o)
		if err != nil {
			t.Fatal(err)
		}
		if s := book.Sheets[0]; !s.Skipped.IsZero() || len(s.Projects) != 2 ||
			*s.Projects[0].TotalInvestment != 1_000_000_000 {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// A column that was refused is not asked about again, also in another sheet of the same sender.
func TestARefusedColumnIsNotAskedAgain(t *testing.T) {
	rows := func(more ...any) booktest.Sheet {
		return booktest.Sheet{Rows: [][]any{{"2021年区重点项目计划表（单位：万元）"}, append([]any{"序号", "项目名称", "责任单位", "总投资", "年度计划投资",
			"配套资金"}, more...), {1, "甲", "区工信局", 1000, 100, 50}}}
	}
	book := inspect(t, rows())
	if len(book.Sheets[0].Questions) != 1 {
		t.Fatalf("%+v", book.Sheets[0].Questions)
	}
	answers, err := book.AnswersFor(map[string]importer.ColumnAnswer{"F": {}}, models.UnitNone)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []booktest.Sheet{rows(), rows("备注")} {
		book, err := importer.InspectWith(t.Context(), "a.xlsx", booktest.Draw(t, other), importer.Options{Answers: answers})
		if err != nil {
			t.Fatal(err)
		}
		if s := book.Sheets[0]; len(s.Questions) != 0 || !s.Columns[5].Answered || s.Columns[5].Field != importer.FieldNone {
			t.Errorf("%+v: %+v", s.Columns[5], s.Questions)
		}
	}
}

// A letter does not make a sheet without a known header a list, where the workbook has a list.
func TestALetterIsAboutTheListsOfAWorkbook(t *testing.T) {
	book := inspect(t, append(strange(""), booktest.Sheet{Name: "计划", Rows: plainPlan("甲")})...)
	answers, err := book.AnswersFor(map[string]importer.ColumnAnswer{"B": {Field: importer.FieldName}}, models.UnitNone)
	if err != nil || len(answers) != 1 || len(answers[book.Sheets[1].Fingerprint].Columns) != 1 {
		t.Errorf("%+v, %v", answers, err)
	}
}

// A list of names alone is told as what it is.
func TestAListOfNamesHasNothingToImport(t *testing.T) {
	s := inspect(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目名单"}, {"序号", "项目名称"}, {1, "甲"}, {2, "乙"}}}).Sheets[0]
	if !strings.Contains(s.Skipped.Text, "没有投资、进度或节点列") {
		t.Errorf("%+v", s.Skipped)
	}
}
