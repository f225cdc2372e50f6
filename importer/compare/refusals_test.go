package compare_test

import (
	"slices"
	"testing"

	"duban/importer"
	"duban/importer/compare"
	"duban/internal/testkit/booktest"
	"duban/models"
)

func TestCompareRefusals(t *testing.T) {
	empty := compare.Snapshot{}
	_, err := compare.Book(progressBook(t, progressTable(6, progressLine("便民市场", 1))), empty, compare.Choices{})
	if e := models.AsError(err); e == nil || e.Code != "no_programme" {
		t.Errorf("progress without a programme: %v", err)
	}
	_, err = compare.Book(&importer.Book{Sheets: []importer.Sheet{{Name: "Sheet1", Skipped: models.PlainMessage("空工作表")}}},
		empty,
		compare.Choices{})
	if e := models.AsError(err); e == nil || e.Code != "nothing_to_import" {
		t.Errorf("nothing to import: %v", err)
	}
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	table := small()
	table.Year, table.Title = 2022, "2022年区重点项目投资计划表"
	diff := d.compare(planBook(t, table))
	if got := codes(diff, importer.SeverityError); !slices.Equal(got, []string{"wrong_year"}) || len(diff.Changes) != 0 {
		t.Errorf("a plan of another year: %v, %d changes", got, len(diff.Changes))
	}
}

// A plan that dates its milestones in columns of its own brings them with it, and milestones of another sheet of the
// same workbook find the projects that are new with the plan.
func TestCompareOneWorkbook(t *testing.T) {
	d := newDatabase(t)
	book := inspect(t,
		booktest.Sheet{Name: "计划", Rows: [][]any{
			{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资", "施工许可时间", "主体封顶时间"},
			{1, "甲项目", "区工信局", 10_000, 3_000, "2021年3月", "2021年9月"},
			{2, "乙项目", "区工信局", 20_000, 5_000, nil, "2021年10月"},
		}},
		booktest.Sheet{Name: "节点", Rows: [][]any{
			{"2021年重点项目节点"},
			{"项目名称", "节点名称", "计划完成时间"},
			{"甲项目", "投产", "年底"},
			{"丁项目", "投产", "年底"},
		}},
	)
	diff := d.compare(book)
	if got := codes(diff, importer.SeverityError); !slices.Equal(got, []string{"unknown_project"}) {
		t.Fatalf("errors %v", diff.Findings)
	}
	// 2 projects and a milestone of its own sheet; programme, target, unit, 2 memberships and 3 milestones go along
	d.expect(diff, [6]int{3, 0, 0, 0, 0, 1 + 1 + 1 + 2 + 2 + 4})
	diff.Findings = nil
	d.commit(diff)
	if m := d.named("甲项目").Milestones; len(m) != 3 || m[2].Name != "投产" || m[2].Position != 3 ||
		m[2].Due != models.DateOf(2021, 12, 31) {
		t.Errorf("milestones: %+v", m)
	}
	d.expect(d.compare(book), [6]int{0, 0, 3, 0, 0, 0})

	d.named("甲项目").Project.Status = models.ProjectClosed
	// closed: its row, its two dated milestones and the one of the other sheet are not taken over
	d.expect(d.compare(book), [6]int{0, 0, 5, 0, 0, 0})
}

// A code decides before the name, and a code that is not known is never taken for a renamed project.
func TestCompareCodes(t *testing.T) {
	d := newDatabase(t)
	rows := func(code1, name1, code2, name2 string) booktest.Sheet {
		return booktest.Sheet{Rows: [][]any{
			{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
			{"项目编码", "项目名称", "责任单位", "总投资", "2021年计划投资"},
			{code1, name1, "区工信局", 10_000, 3_000},
			{code2, name2, "区工信局", 20_000, 5_000},
		}}
	}
	d.commit(d.compare(inspect(t, rows("ZD-2021-007", "甲项目", "", "乙项目"))))
	if code := d.named("乙项目").Project.Code; code != "ZD-2021-008" {
		t.Errorf("the next free number is %s", code)
	}
	diff := d.compare(inspect(t, rows("zd-2021-007", "甲项目（改扩建）", "ZD-2021-008", "乙项目")))
	d.expect(diff, [6]int{0, 1, 1, 0, 0, 1})
	if after := diff.Changes[0].After.(models.Project); after.Name != "甲项目（改扩建）" ||
		after.NameKey != models.NameKey(after.Name) || after.Code != "ZD-2021-007" {
		t.Errorf("renamed: %+v", after)
	}
	d.expect(d.compare(inspect(t, rows("ZD-2021-007", "甲项目", "ZD-2021-099", "乙项目"))), [6]int{0, 0, 1, 1, 1, 0})
}
