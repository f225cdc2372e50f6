package importer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

func inspectWith(t testing.TB, o importer.Options, sheets ...booktest.Sheet) *importer.Book {
	t.Helper()
	book, err := importer.InspectWith(t.Context(), "表.xlsx", booktest.Draw(t, sheets...), o)
	check(t, err)
	return book
}

func findingsOf(s importer.Sheet) []string {
	var out []string
	for _, f := range s.Findings {
		out = append(out, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Cell))
	}
	return out
}

func asked(s importer.Sheet) []string {
	var out []string
	for _, q := range s.Questions {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", q.Kind, q.Column, q.Key, q.Proposed)))
		if q.Message.IsZero() {
			out = append(out, "no message")
		}
	}
	return out
}

// What is unsure is asked, an answer settles it, and without the answer nothing can be committed.
func TestWhatIsUnsureIsAsked(t *testing.T) {
	title := func(columns int) []any {
		return []any{"2021年重点项目计划表", nil, nil, nil, "单位：万元"}[:columns]
	}
	column := func(f importer.Field) importer.ColumnAnswer { return importer.ColumnAnswer{Field: f} }
	for _, test := range []struct {
		name     string
		rows     [][]any
		asked    []string
		findings []string
		answers  importer.SheetAnswers
		options  importer.Options
		want     []string // the outline once answered
	}{
		{
			name: "the total under an unknown word",
			rows: [][]any{title(5), {"序号", "项目名称", "责任单位", "规划体量", "2021年计划投资"}, {1, "甲", "区工信局", 500, 30},
				{2, "乙", "区工信局", 700, 40}},
			asked: []string{"column D 规划体量 total_investment"}, findings: []string{"notice columns_ignored ",
				"error unknown_column D2"},
			answers: importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{
				"规划体量": column(importer.FieldTotalInvestment)}},
			want: []string{"plan 万元 2021 ", "3 甲 [] 500/30", "4 乙 [] 700/40", "totals 0"},
		},
		{
			name:  "an unknown column of numbers that is to be left out, named by its letter",
			rows:  [][]any{title(5), {"序号", "项目名称", "责任单位", "规划体量", "2021年计划投资"}, {1, "甲", "区工信局", 500, 30}},
			asked: []string{"column D 规划体量 total_investment"}, findings: []string{"notice columns_ignored ",
				"error unknown_column D2"},
			answers: importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{"D": column(importer.FieldNone)}},
			want:    []string{"plan 万元 2021 ", "3 甲 [] ?/30", "totals 0"},
		},
		{
			name:     "all amounts under unknown words",
			rows:     [][]any{title(5), {"序号", "项目名称", "责任单位", "项目投资盘子", "本年投入"}, {1, "甲", "区工信局", 500, 30}},
			asked:    []string{"column D 项目投资盘子 annual_plan", "column E 本年投入 annual_plan"},
			findings: []string{"notice columns_ignored ", "error missing_column A2"},
			answers: importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{
				"项目投资盘子": column(importer.FieldTotalInvestment), "本年投入": column(importer.FieldAnnualPlan)}},
			want: []string{"plan 万元 2021 ", "3 甲 [] 500/30", "totals 0"},
		},
		{
			name: "names under an unknown word",
			rows: [][]any{title(5), {"序号", "建设标的", "责任单位", "总投资", "2021年计划投资"}, {1, "甲项目", "区工信局", 500, 30},
				{2, "乙项目", "区工信局", 700, 40}},
			asked: []string{"column B 建设标的 name"}, findings: []string{"notice columns_ignored ", "error missing_column A2"},
			answers: importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{"建设标的": column(importer.FieldName)}},
			want:    []string{"plan 万元 2021 ", "3 甲项目 [] 500/30", "4 乙项目 [] 700/40", "totals 0"},
		},
		{
			name:     "no unit",
			rows:     [][]any{{"2021年计划表"}, {"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"}, {1, "甲", "区工信局", 500, 30}},
			asked:    []string{"unit D 总投资", "unit E Y年计划投资"},
			findings: []string{"error unit_missing D2", "error unit_missing E2"},
			answers:  importer.SheetAnswers{Unit: models.WanYuan},
			want:     []string{"plan 万元 2021 ", "3 甲 [] 500/30", "totals 0"},
		},
		{
			name: "a unit that cannot be right",
			rows: [][]any{{"2021年计划表", nil, nil, nil, "单位：亿元"}, {"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"},
				{1, "甲", "区工信局", 52000, 3000}, {2, "乙", "区教育局", 61000, 4000}, {3, "丙", "区教育局", 71000, 5000}},
			asked:    []string{"unit D 总投资", "unit E Y年计划投资"},
			findings: []string{"error unit_slip D2", "error unit_slip E2"},
			answers:  importer.SheetAnswers{Unit: models.WanYuan},
			want:     []string{"plan 万元 2021 ", "3 甲 [] 52000/3000", "4 乙 [] 61000/4000", "5 丙 [] 71000/5000", "totals 0"},
		},
		{
			name:     "months whose amounts may be planned or done",
			rows:     [][]any{title(5), {"序号", "项目名称", "责任单位", "2021年计划投资", "8月", "9月"}, {1, "甲", "区工信局", 500, 200, 300}},
			asked:    []string{"column E M月 month_plan"},
			findings: []string{"error unsure_column E2"},
			answers:  importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{"M月": column(importer.FieldMonthPlan)}},
			want:     []string{"plan 万元 2021 ", "3 甲 [] ?/500", "totals 0"},
		},
		{
			name:     "no year and no month",
			rows:     [][]any{{"重点项目进展", nil, nil, "单位：万元"}, {"序号", "项目名称", "本月完成投资", "年初至本月累计完成投资"}, {1, "甲", 5, 30}},
			asked:    []string{"year", "month"},
			findings: []string{"error year_missing A1", "error month_missing A1"},
			options:  importer.Options{Year: 2021, Month: 6},
			want:     []string{"progress 万元 2021 2021-06", "3 甲 [] ?/?", "report 3 2021-06 5/30  ", "totals 0"},
		},
		{
			name:     "a year that is stated is not overruled",
			rows:     plainPlan("甲"),
			asked:    nil,
			findings: nil,
			options:  importer.Options{Year: 2022, Month: 3},
			want:     []string{"plan 万元 2021 ", "3 甲 [] 1000/100", "totals 0"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			sheet := inspectWith(t, importer.Options{}, booktest.Sheet{Rows: test.rows}).Sheets[0]
			if d := cmp.Diff(test.asked, asked(sheet)); d != "" {
				t.Errorf("asked - want + got\n%s", d)
			}
			if d := cmp.Diff(test.findings, findingsOf(sheet)); d != "" {
				t.Errorf("findings - want + got\n%s%v", d, sheet.Findings)
			}
			o := test.options
			o.Answers = map[string]importer.SheetAnswers{sheet.Fingerprint: test.answers}
			answered := inspectWith(t, o, booktest.Sheet{Rows: test.rows}).Sheets[0]
			if d := cmp.Diff(test.want, outline(answered)); d != "" {
				t.Errorf("answered - want + got\n%s%v", d, answered.Findings)
			}
			if len(answered.Questions) != 0 {
				t.Errorf("still asked: %v", answered.Questions)
			}
		})
	}
}

// Next month's file of the same sender has the same fingerprint, though the months and the order of the columns differ.
func TestFingerprintIsTheHeaderWhateverTheMonth(t *testing.T) {
	head := func(words ...any) booktest.Sheet {
		return booktest.Sheet{Rows: [][]any{{"2021年进展（万元）"}, words, {1, "甲", "局", 1, 2}}}
	}
	of := func(d booktest.Sheet) string { return inspect(t, d).Sheets[0].Fingerprint }
	june := of(head("序号", "项目名称", "责任单位", "6月完成投资", "1-6月累计完成投资"))
	for name, same := range map[string]booktest.Sheet{
		"next month":    head("序号", "项目名称", "责任单位", "7月完成投资", "1-7月累计完成投资"),
		"spaces, stars": head("序 号", "*项目名称", "责任\n单位", "7月完成投资", "1—7月累计完成投资"),
		"moved columns": head("序号", "项目名称", "责任单位", "1-12月累计完成投资", "12月完成投资"),
	} {
		if got := of(same); got != june {
			t.Errorf("%s: %s, June's is %s", name, got, june)
		}
	}
	if other := of(head("序号", "项目名称", "建设单位", "6月完成投资", "1-6月累计完成投资")); other == june || june == "" {
		t.Errorf("another header has the fingerprint %s too", other)
	}
}

// A person may have a hidden sheet or a second copy read, and a sheet left out.
func TestSheetsReadOrLeftOutAgainstTheGuess(t *testing.T) {
	hidden := booktest.Sheet{Name: "隐藏", Hidden: true, Rows: plainPlan("甲", "乙")}
	other := booktest.Sheet{Name: "民生", Rows: [][]any{{"2021年计划（万元）"}, {"序号", "项目名称", "建设单位", "2021年计划投资"},
		{1, "丙学校", "区教育局", 5}}}
	book := inspect(t, other, hidden)
	if !book.Sheets[0].Skipped.IsZero() || book.Sheets[1].Skipped.IsZero() || book.Sheets[1].Fingerprint == "" {
		t.Fatalf("%+v", book.Sheets)
	}
	book = inspectWith(t, importer.Options{Answers: map[string]importer.SheetAnswers{
		book.Sheets[0].Fingerprint: {Read: new(false)}, book.Sheets[1].Fingerprint: {Read: new(true)},
	}}, other, hidden)
	if book.Sheets[0].Skipped.IsZero() || !book.Sheets[1].Skipped.IsZero() || len(book.Sheets[1].Projects) != 2 {
		t.Errorf("%q, %q with %d projects", book.Sheets[0].Skipped, book.Sheets[1].Skipped, len(book.Sheets[1].Projects))
	}
}

func TestReadingIsReportedAndCancelled(t *testing.T) {
	names := make([]string, 5000)
	for i := range names {
		names[i] = fmt.Sprintf("项目%d", i)
	}
	content := booktest.Draw(t, booktest.Sheet{Rows: plainPlan(names...)})
	var seen []importer.Progress
	_, err := importer.InspectWith(t.Context(), "表.xlsx", content,
		importer.Options{Progress: func(p importer.Progress) { seen = append(seen, p) }})
	check(t, err)
	last := seen[len(seen)-1]
	if !slices.IsSortedFunc(seen, func(a, b importer.Progress) int { return a.Rows - b.Rows }) || len(seen) < 4 ||
		last.Stage != "checking" || last.Rows != last.Total || last.Total != 5000 {
		t.Errorf("%v", seen)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = importer.InspectWith(ctx, "表.xlsx", content, importer.Options{Progress: func(p importer.Progress) {
		if p.Rows > 0 {
			cancel()
		}
	}})
	if e := models.AsError(err); e == nil || e.Code != "cancelled" || e.Kind != models.KindInvalid {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFieldsAsAPersonNamesThem(t *testing.T) {
	for name, want := range map[string]importer.Field{
		"annual_plan": importer.FieldAnnualPlan, "总投资": importer.FieldTotalInvestment, "项目总投资": importer.FieldTotalInvestment,
		"2021年计划投资": importer.FieldAnnualPlan,
		"责任 单位":     importer.FieldResponsibleUnit, "不读": importer.FieldNone, "": importer.FieldNone,
	} {
		if got, ok := importer.ParseField(name); !ok || got != want {
			t.Errorf("%q is %q %v", name, got, ok)
		}
	}
	if got, ok := importer.ParseField("颜色学"); ok {
		t.Errorf("taken for %q", got)
	}
}
