package compare_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/importer/compare"
	"duban/importer/workbook"
	"duban/internal/testkit/booktest"
	"duban/models"
)

func (d *database) choose(book *importer.Book, choices compare.Choices) *compare.Diff {
	d.t.Helper()
	diff, err := compare.Book(book, d.snapshot, choices)
	if err != nil {
		d.t.Fatal(err)
	}
	return diff
}

// said are the findings of at least warning, "severity code cell message"; that two markets of the small plan have one
// name is left out.
func messages(diff *compare.Diff) []string {
	var all []string
	for _, f := range diff.Findings {
		if f.Severity != importer.SeverityNotice && f.Code != "same_name" {
			all = append(all, fmt.Sprintf("%s %s %s %s", f.Severity, f.Code, f.Cell, f.Message))
		}
	}
	return all
}

func expectSaid(t *testing.T, diff *compare.Diff, want ...string) {
	t.Helper()
	if got := messages(diff); !slices.EqualFunc(want, got, func(want, got string) bool {
		return strings.HasPrefix(got,
			want)
	}) {
		t.Errorf("- want + got\n%s", cmp.Diff(want, got))
	}
}

// misspelt is the small plan with the first project under another spelling.
func misspelt() workbook.PlanTable {
	table := small()
	table.Sections[0].Lines[0].Project.Name = "高端装备制造产业园一期"
	return table
}

func TestALikelyProjectWaitsForAChoice(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	book := planBook(t, misspelt())

	diff := d.compare(book)
	expectSaid(t, diff,
		"error candidate B7 第 7 行“高端装备制造产业园一期”不在项目清单“2021年区重点项目”中，与已有项目“高端装备制造园一期”（ZD-2021-001）相近，请确认：是同一项目，还是新项目")
	want := []compare.Candidate{{
		Item: compare.Item{Sheet: diff.Candidates[0].Sheet, Row: 7, Entity: compare.EntityProject,
			Name: "高端装备制造产业园一期"},
		Unit:      "科苑街道办事处",
		Proposals: []compare.Proposal{{ProjectID: "2021-ZD-2021-001", Code: "ZD-2021-001", Name: "高端装备制造园一期", Score: 77}},
	}}
	if d := cmp.Diff(want, diff.Candidates); d != "" {
		t.Error(d)
	}
	if !diff.Blocked() || diff.ErrorRows != 1 || len(diff.New)+len(diff.Changed) != 0 {
		t.Errorf("blocked %v, %d wrong rows, %v", diff.Blocked(), diff.ErrorRows, counts(diff))
	}

	for name, key := range map[string]string{"of the unit": compare.AliasKey("高端装备制造产业园一期", "科苑街道办事处"),
		"of any unit": compare.AliasKey("高端装备 制造产业园一期", "")} {
		t.Run("the same "+name, func(t *testing.T) {
			diff := d.choose(book, compare.Choices{Aliases: map[string]string{key: "2021-ZD-2021-001"}})
			expectSaid(t, diff)
			d.expect(diff, [6]int{0, 0, 4, 0, 0, 0}) // the known name stays
			if diff.Blocked() {
				t.Error("blocked")
			}
		})
		t.Run("new "+name, func(t *testing.T) {
			diff := d.choose(book, compare.Choices{New: map[string]bool{key: true}})
			if len(diff.New) != 1 || diff.New[0].ProjectID != "2021-ZD-2021-005" || diff.Blocked() || len(diff.Missing) != 1 {
				t.Errorf("%v %v", counts(diff), diff.Findings)
			}
		})
	}
	t.Run("a progress row", func(t *testing.T) {
		book := progressBook(t, progressTable(6, progressLine("高端装备制造产业园一期", 5_500)))
		if diff := d.compare(book); len(diff.Candidates) != 1 || len(diff.Candidates[0].Proposals) != 1 || !diff.Blocked() {
			t.Errorf("%v %v", diff.Candidates, diff.Findings)
		}
		diff := d.choose(book, compare.Choices{Aliases: map[string]string{compare.AliasKey("高端装备制造产业园一期",
			""): "2021-ZD-2021-001"}})
		d.expect(diff, [6]int{1, 0, 0, 0, 0, 1})
	})
	for name, candidates := range map[string]int{
		"高端装备制造园三期": 0, "高端装备制造园十一期": 0, "高端装备制造园1期": 1, "高端装备制造园一期2号楼": 0, "高端装备制造园a区一期": 0, "高端装备制造园01期": 1,
	} {
		t.Run("another phase is another project: "+name, func(t *testing.T) {
			table := small()
			table.Sections[0].Lines[0].Project.Name = name
			if diff := d.compare(planBook(t, table)); len(diff.Candidates) != candidates || len(diff.New) != 1-candidates {
				t.Errorf("%v", diff.Candidates)
			}
		})
	}
}

func TestGoodRowsLeaveTheOthersOut(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	rows := func(extra ...[]any) booktest.Sheet {
		return booktest.Sheet{Rows: append([][]any{
			{"2021年6月重点项目进展情况表", nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资", "6月完成投资", "1-6月累计完成投资"},
			{"合计", nil, nil, nil, nil, nil, 99},
		}, extra...)}
	}
	book := inspect(t, rows(
		[]any{1, "高端装备制造园一期", "科苑街道办事处", 50_000, 12_000, 500, 5_000},
		[]any{2, "高端装备制造园二期", "科苑街道办事处", 60_000, 8_000, 900, 500},
		[]any{3, "便民市场", "马尚街道办事处", 3_000, 2_000, 1, 10},
		[]any{4, "便民市场", "马尚街道办事处", 3_000, 2_000, 1, 20},
		[]any{5, "谁也不认识的工程", "马尚街道办事处", 3_000, 2_000, 1, 20},
	))
	if diff := d.compare(book); !diff.Blocked() || diff.ErrorRows != 4 || len(diff.Left) != 0 {
		t.Errorf("blocked %v, %d wrong rows, %v", diff.Blocked(), diff.ErrorRows, diff.Findings)
	}
	diff := d.choose(book, compare.Choices{GoodRows: true})
	var left []int
	for _, item := range diff.Left {
		left = append(left, item.Row)
	}
	slices.Sort(left)
	if diff.Blocked() || diff.ErrorRows != 4 || !slices.Equal(left, []int{5, 6, 7, 8}) {
		t.Errorf("blocked %v, %d wrong rows, left %v: %v", diff.Blocked(), diff.ErrorRows, left, diff.Findings)
	}
	d.expect(diff, [6]int{1, 0, 0, 0, 0, 1})
	expectSaid(t, diff,
		"warning total_differs G3 ", "error duplicate_project B7 ", "error month_over_year_to_date G5 ",
		"error unknown_project B8 ")

	// what is wrong with the sheet stays wrong
	bad := rows([]any{1, "高端装备制造园一期", "科苑街道办事处", 50_000, 12_000, 500, 5_000})
	bad.Rows[0][0] = "重点项目进展情况表"
	bad.Rows[1][6], bad.Rows[1][5] = "累计完成投资", "本月完成投资"
	if diff := d.choose(inspect(t, bad), compare.Choices{GoodRows: true}); !diff.Blocked() {
		t.Errorf("a sheet without a month: %v", diff.Findings)
	}
}

// A milestone of a project whose row is left out is left out with it.
func TestGoodRowsTakeWhatHangsOnThem(t *testing.T) {
	d := newDatabase(t)
	book := inspect(t,
		booktest.Sheet{Name: "计划", Rows: planOf([]any{1, "甲", "区工信局", 10_000, 0, 3_000}, []any{2, "乙", "区工信局", "很多", 0,
			3_000})},
		booktest.Sheet{Name: "节点", Rows: [][]any{{"2021年重点项目节点"}, {"项目名称", "节点名称", "计划完成时间"}, {"甲", "投产", "年底"},
			{"乙", "投产", "年底"}}},
	)
	diff := d.choose(book, compare.Choices{GoodRows: true})
	if diff.Blocked() || diff.ErrorRows != 2 || len(diff.Left) != 2 || len(diff.New) != 2 {
		t.Errorf("blocked %v, %d wrong rows, left %v, new %v: %v", diff.Blocked(), diff.ErrorRows, diff.Left, diff.New,
			diff.Findings)
	}
}

func TestCodeAndNameOfTwoProjects(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	book := func(code, name string) *importer.Book {
		return inspect(t, booktest.Sheet{Rows: [][]any{
			{"2021年6月重点项目进展情况表", nil, nil, nil, "单位：万元"},
			{"项目编码", "项目名称", "2021年计划投资", "6月完成投资", "1-6月累计完成投资"},
			{code, name, nil, 10, 20},
		}})
	}
	for _, test := range []struct{ code, name, reason string }{
		{"ZD-2021-001", "高端装备制造园二期", "编码“ZD-2021-001”是项目“高端装备制造园一期”，名称却是项目“高端装备制造园二期”（ZD-2021-002），请核对编码和名称"},
		{"ZD-2021-001", "某某大道北延工程", "编码“ZD-2021-001”是项目“高端装备制造园一期”，与本行名称“某某大道北延工程”不符，请核对编码；如已更名，请确认是同一项目"},
		{"ZD-2021-001", "高端装备制造园三期", "编码“ZD-2021-001”是项目“高端装备制造园一期”，与本行名称“高端装备制造园三期”不符，请核对编码；如已更名，请确认是同一项目"},
	} {
		diff := d.compare(book(test.code, test.name))
		if len(diff.Conflicts) != 1 || diff.Conflicts[0].Reason.Text != test.reason || len(diff.Changes) != 0 {
			t.Errorf("%s: %v", test.name, diff.Conflicts)
		}
	}
	d.expect(d.compare(book("ZD-2021-001", "高端装备制造产业园一期")), [6]int{1, 0, 0, 0, 0, 1})
	aliases := map[string]string{compare.AliasKey("某某大道北延工程", ""): "2021-ZD-2021-001"}
	d.expect(d.choose(book("ZD-2021-001", "某某大道北延工程"), compare.Choices{Aliases: aliases}), [6]int{1, 0, 0, 0, 0, 1})
}

func TestListAdjustments(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	d.snapshot.Programme.LiveFrom = models.DateOf(2021, 4, 1)
	table := small()
	table.Sections[1].Title = "二、社会事业"
	table.Sections[1].Lines = append(table.Sections[1].Lines[:1], workbook.PlanLine{Project: models.Project{Name: "上海路小学",
		TotalInvestment: 9_000 * wan, AnnualPlan: 900 * wan}, ResponsibleUnit: "区教育和体育局"})
	book := planBook(t, table)
	kinds := func(diff *compare.Diff) (all []string) {
		for _, a := range diff.Adjustments {
			all = append(all, fmt.Sprint(a.Kind, " ", a.Name, " ", a.From, ">", a.To))
		}
		return all
	}

	diff := d.compare(book)
	expectSaid(t, diff, "warning adjustment_undocumented  清单“2021年区重点项目”自 2021-04-01 起正式督办，新列入 1 个项目属动态调整，请写明文号和生效日期")
	want := []string{"move 便民市场 二、民生项目>二、社会事业", "admit 上海路小学 >二、社会事业", "missing 便民市场 >"}
	if d := cmp.Diff(want, kinds(diff)); d != "" {
		t.Error(d)
	}

	choices := compare.Choices{Document: "张政办〔2021〕15号", EffectiveOn: models.DateOf(2021, 7, 15),
		Drop: []string{"ZD-2021-004"}, DropCounts: true}
	diff = d.choose(book, choices)
	expectSaid(t, diff)
	want[2] = "drop 便民市场 二、民生项目>"
	if d := cmp.Diff(want, kinds(diff)); d != "" {
		t.Error(d)
	}
	memberships := map[string]models.Membership{}
	for _, c := range diff.Changes {
		if m, ok := c.After.(models.Membership); ok {
			memberships[m.ProjectID] = m
		}
	}
	dropped := models.Membership{
		ProgrammeID: "district-2021", ProjectID: "2021-ZD-2021-004", Position: 4, Section: "二、民生项目",
		DroppedOn: choices.EffectiveOn, DroppedDocument: choices.Document, DroppedCounts: true,
	}
	admitted := models.Membership{ProgrammeID: "district-2021", ProjectID: "2021-ZD-2021-005", Position: 5,
		Section: "二、社会事业", AddedOn: choices.EffectiveOn, AddedDocument: choices.Document}
	for _, m := range []models.Membership{dropped, admitted} {
		if d := cmp.Diff(m, memberships[m.ProjectID]); d != "" {
			t.Error(d)
		}
	}
	if len(diff.Missing) != 0 {
		t.Errorf("missing %v", diff.Missing)
	}

	// once dropped, a sheet from before does not bring it back; a document does, and it is not new
	d.commit(diff)
	facts := d.snapshot.Facts[3]
	d.snapshot.Facts = slices.Delete(slices.Clone(d.snapshot.Facts), 3, 4)
	facts.Project.Status, facts.Memberships = models.ProjectClosed, nil
	d.snapshot.Elsewhere, d.snapshot.Former = []models.Facts{facts}, []models.Membership{dropped}
	old := planBook(t, small())
	diff = d.compare(old)
	expectSaid(t, diff,
		"warning project_dropped B11 第 11 行项目“便民市场”已于 2021-07-15 调出清单（张政办〔2021〕15号），本行未采用；如重新列入，请写明文号和生效日期")
	if len(diff.New) != 0 {
		t.Errorf("new %v", diff.New)
	}
	diff = d.choose(old, compare.Choices{Document: "张政办〔2021〕20号", EffectiveOn: models.DateOf(2021, 9, 1)})
	if !slices.Contains(kinds(diff), "readmit 便民市场 >二、民生项目") || len(diff.New) != 0 {
		t.Errorf("%v, new %v", kinds(diff), diff.New)
	}
	for _, c := range diff.Changes {
		if c.Entity == compare.EntityMembership && c.ProjectID == dropped.ProjectID {
			if after := c.After.(models.Membership); c.Before.(models.Membership) != dropped || !after.Active() ||
				after.AddedDocument != "张政办〔2021〕20号" {
				t.Errorf("%+v", c)
			}
		}
	}
}

func TestChoicesThatCannotBeFollowed(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	plan := planBook(t, small())
	progress := progressBook(t, progressTable(6, progressLine("高端装备制造园一期", 5_000)))
	day := models.DateOf(2021, 7, 15)
	for _, test := range []struct {
		book    *importer.Book
		choices compare.Choices
		code    string
	}{
		{progress, compare.Choices{Document: "1号", EffectiveOn: day, Drop: []string{"ZD-2021-004"}}, "drop_without_plan"},
		{plan, compare.Choices{Document: "1号", Drop: []string{"ZD-2021-004"}}, "adjustment_incomplete"},
		{plan, compare.Choices{EffectiveOn: day, Drop: []string{"ZD-2021-004"}}, "adjustment_incomplete"},
		{plan, compare.Choices{Document: "1号", EffectiveOn: models.DateOf(2020, 7, 15)}, "effective_on_outside_year"},
		{plan, compare.Choices{Document: "1号", EffectiveOn: day, Drop: []string{"ZD-2021-044"}}, "drop_unknown"},
	} {
		_, err := compare.Book(test.book, d.snapshot, test.choices)
		if e := models.AsError(err); e == nil || e.Kind != models.KindInvalid || e.Code != test.code {
			t.Errorf("%s: %v", test.code, err)
		}
	}
	diff := d.choose(plan, compare.Choices{Document: "1号", EffectiveOn: day, Drop: []string{"ZD-2021-004"}})
	if len(diff.Conflicts) != 1 || !strings.Contains(diff.Conflicts[0].Reason.Text, "仍列有该项目") {
		t.Errorf("dropping what the workbook lists: %v", diff.Conflicts)
	}
}

func TestAPlanAPersonChangedIsNotTakenBack(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	f := d.named("高端装备制造园一期")
	f.Project.AnnualPlan = 13_000 * wan
	d.snapshot.PlanChanges = map[string]models.AmountChange{f.Project.ID: {By: "张三", At: models.DateOf(2021, 6, 1).
		At(9, 0), From: new(12_000 * wan)}}
	d.snapshot.Target = new(25_500 * wan)
	diff := d.compare(planBook(t, small()))
	expectSaid(t, diff,
		"warning plan_kept B7 第 7 行年度计划投资仍写 12000.00 万元；张三已于 2021-06-01 09:00 将“高端装备制造园一期”的年度计划调整为 13000.00 万元，保持不变")
	d.expect(diff, [6]int{0, 0, 4, 0, 0, 0})
	table := small()
	table.Sections[0].Lines[0].Project.AnnualPlan = 14_000 * wan
	diff = d.compare(planBook(t, table))
	expectSaid(t, diff,
		"warning plan_overridden B7 第 7 行：“高端装备制造园一期”的年度计划已于 2021-06-01 09:00 由张三调整为 13000.00 万元，导入将改为 14000.00 万元",
		"warning target_differs  导入后各项目年度计划投资合计 26500.00 万元，清单的年度目标是 25500.00 万元，相差 1000.00 万元")
	d.expect(diff, [6]int{0, 1, 3, 0, 0, 1})
}
