package compare_test

import (
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/compare"
	"duban/internal/testkit/booktest"
)

// 清空 empties a field; a blank cell changes nothing; what may not be emptied is said.
func TestFieldsAreEmptiedByAWord(t *testing.T) {
	plan := func(owner, place, scale, total any) booktest.Sheet {
		return booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表（单位：万元）"},
			{"序号", "项目名称", "建设单位", "责任单位", "建设地点", "建设内容及规模", "总投资", "2021年计划投资"},
			{1, "甲项目", owner, "区工信局", place, scale, total, 1_000}}}
	}
	d := newDatabase(t)
	d.commit(d.compare(inspect(t, plan("甲公司", "人民路", "新建厂房", 5_000))))
	if diff := d.compare(inspect(t, plan(nil, nil, nil, nil))); len(diff.Changes) != 0 {
		t.Fatalf("blank cells change %+v", diff.Changes)
	}
	book := inspect(t, plan("清空", " （清空） ", nil, "清空"))
	diff := d.compare(book)
	var fields []string
	for _, c := range diff.Changes {
		for _, f := range c.Fields {
			fields = append(fields, f.Field+" "+f.Old+" "+f.New)
		}
	}
	if got := strings.Join(fields, "; "); got != "建设单位 甲公司 （清空）; 建设地点 人民路 （清空）" {
		t.Errorf("changes %s", got)
	}
	var found []string
	for _, f := range book.Sheets[0].Findings {
		found = append(found, string(f.Severity)+" "+f.Code+" "+f.Cell)
	}
	if got := strings.Join(found, ","); got != "notice field_cleared C3,notice field_cleared E3,warning not_clearable G3" {
		t.Errorf("found %s", got)
	}
	d.commit(diff)
	if again := d.compare(book); len(again.Changes) != 0 {
		t.Errorf("emptied twice: %+v", again.Changes)
	}
}

// A month's texts are emptied likewise, and only that month's.
func TestTextsOfAMonthAreEmptiedByAWord(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	month := func(problems any) *importer.Book {
		return inspect(t, booktest.Sheet{Rows: [][]any{{"2021年6月重点项目进展情况表（单位：万元）"},
			{"序号", "项目名称", "责任单位", "2021年计划投资", "6月完成投资", "1-6月累计完成投资", "形象进度", "存在问题"},
			{1, "高端装备制造园一期", "科苑街道办事处", 12_000, 500, 5_000, "主体施工", problems}}})
	}
	d.commit(d.compare(month("土地未落实")))
	diff := d.compare(month("清空"))
	if len(diff.Changes) != 1 || diff.Changes[0].Entity != compare.EntityReport || len(diff.Changes[0].Fields) != 1 ||
		diff.Changes[0].Fields[0] != (compare.FieldChange{Field: "存在问题", Old: "土地未落实", New: "（清空）"}) {
		t.Errorf("%+v %+v", diff.Changes, diff.Findings)
	}
}
