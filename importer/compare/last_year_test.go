package compare_test

import (
	"slices"
	"testing"

	"duban/importer"
	"duban/importer/compare"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// nextPlan is a plan of 2022 in 万元.
func nextPlan(rows ...[]any) booktest.Sheet {
	return booktest.Sheet{Rows: append([][]any{
		{"2022年重点项目计划表", nil, nil, nil, nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "项目性质", "总投资", "至2021年底累计完成投资", "2022年计划投资", "备注"},
	}, rows...)}
}

// nextMilestones is a milestone workbook of 2022.
func nextMilestones(rows ...[]any) booktest.Sheet {
	return booktest.Sheet{Rows: append([][]any{{"2022年重点项目节点计划表"},
		{"序号", "项目名称", "节点名称", "计划完成时间"}}, rows...)}
}

// turned is a database with three projects of 2021, one of them with December approved, before 2022's plan.
func turned(t *testing.T) *database {
	d := newDatabase(t)
	d.commit(d.compare(inspect(t, booktest.Sheet{Rows: planOf(
		[]any{1, "甲项目", "区工信局", 20_000, 1_000, 3_000}, []any{2, "乙项目", "区住建局", 15_000, 500, 2_000},
		[]any{3, "丙项目", "区住建局", 5_000, 0, 1_000})})))
	for i := range d.snapshot.Facts {
		f := &d.snapshot.Facts[i]
		f.Milestones = []models.Milestone{{ID: models.MilestoneID(f.Project.ID, "竣工验收"), ProjectID: f.Project.ID, Position: 1,
			Name: "竣工验收", NameKey: "竣工验收", Baseline: models.DateOf(2021, 12, 31), Due: models.DateOf(2021, 12, 31),
			DueVersion: 1, Controlling: true, Status: models.MilestoneOpen}}
	}
	first := &d.snapshot.Facts[0]
	first.Reports = []models.Report{{ID: "r", ProjectID: first.Project.ID, Month: models.MonthOf(2021, 12),
		Status: models.ReportApproved, ApprovedMonth: new(100 * wan), ApprovedYTD: new(2_900 * wan)}}
	next := newDatabase(t)
	next.snapshot.LastYear = d.snapshot.Facts
	next.snapshot.Organisations = d.snapshot.Organisations
	return next
}

func TestACarriedProjectKeepsItsIdentity(t *testing.T) {
	d := turned(t)
	diff := d.compare(inspect(t, nextPlan([]any{1, "甲项目", "区工信局", "续建", 20_000, 3_900, 4_000, nil},
		[]any{2, "丁项目", "区工信局", "新开工", 8_000, nil, 2_000, nil})))
	if diff.Blocked() || len(diff.Continued) != 1 || diff.Continued[0].Before.Code != "ZD-2021-001" ||
		diff.Continued[0].Recorded != 3_900*wan || diff.Continued[0].Differs {
		t.Fatalf("%+v %v", diff.Continued, messages(diff))
	}
	d.commit(diff)
	if p := d.named("甲项目").Project; p.ContinuesID != models.ProjectID(2021, "ZD-2021-001") || p.Year != 2022 {
		t.Errorf("%+v", p)
	}
	if p := d.named("丁项目").Project; p.ContinuesID != "" {
		t.Errorf("a new start continues %q", p.ContinuesID)
	}
	// Case 20: the milestone that was open is re-planned: the first date stays its baseline.
	d.commit(d.compare(inspect(t, nextMilestones([]any{1, "甲项目", "竣工验收", "2022-03-31"},
		[]any{2, "丁项目", "竣工验收", "2022-12-31"}))))
	m := d.named("甲项目").Milestones[0]
	if m.Baseline != models.DateOf(2021, 12, 31) || m.Due != models.DateOf(2022, 3, 31) || m.DueVersion != 2 {
		t.Errorf("re-planned: %+v", m)
	}
	if m := d.named("丁项目").Milestones[0]; m.Baseline != models.DateOf(2022, 12, 31) || m.DueVersion != 1 {
		t.Errorf("a new one: %+v", m)
	}
}

func TestTheAmountToTheEndOfLastYearIsAskedAbout(t *testing.T) {
	for _, c := range []struct {
		name    string
		row     []any
		choice  compare.CarryIn
		blocked bool
		taken   models.Money
	}{
		{"equal", []any{1, "甲项目", "区工信局", "续建", 20_000, 3_900, 4_000, nil}, "", false, 3_900 * wan},
		{"more than on record", []any{1, "甲项目", "区工信局", "续建", 20_000, 4_000, 4_000, nil}, "", true, 0},
		{"less by a little", []any{1, "甲项目", "区工信局", "续建", 20_000, 3_899.99, 4_000, nil}, "", true, 0},
		{"as the workbook", []any{1, "甲项目", "区工信局", "续建", 20_000, 4_000, 4_000, nil}, compare.CarryWorkbook, false,
			4_000 * wan},
		{"as on record", []any{1, "甲项目", "区工信局", "续建", 20_000, 4_000, 4_000, nil}, compare.CarryRecord, false,
			3_900 * wan},
		{"blank, as on record", []any{1, "甲项目", "区工信局", "续建", 20_000, nil, 4_000, nil}, compare.CarryRecord, false,
			3_900 * wan},
		{"December is not approved, more", []any{1, "乙项目", "区住建局", "续建", 15_000, 2_500, 4_000, nil}, "", false,
			2_500 * wan},
		{"less than last year began with", []any{1, "乙项目", "区住建局", "续建", 15_000, 400, 4_000, nil}, "", true, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			diff := turned(t).choose(inspect(t, nextPlan(c.row)), compare.Choices{CarryIn: c.choice})
			asked := slices.ContainsFunc(diff.Findings, func(f importer.Finding) bool { return f.Code == "carried_differs" })
			if diff.Blocked() != c.blocked || asked != c.blocked {
				t.Fatalf("blocked %t, asked %t: %v", diff.Blocked(), asked, messages(diff))
			}
			for _, x := range diff.Changes {
				if p, ok := x.After.(models.Project); ok && !c.blocked && p.ToEndOfLastYear != c.taken {
					t.Errorf("taken %d, want %d", p.ToEndOfLastYear, c.taken)
				}
			}
		})
	}
}

func TestWhichProjectGoesOnIsAsked(t *testing.T) {
	renamed := []any{1, "甲项目扩建", "区工信局", "续建", 20_000, 3_900, 4_000, nil}
	d := turned(t)
	d.snapshot.LastYear[0].Project.Name, d.snapshot.LastYear[0].Project.NameKey = "高端装备制造园甲项目", "高端装备制造园甲项目"
	renamed[1] = "高端装备制造产业园甲项目"
	book := inspect(t, nextPlan(renamed))
	diff := d.compare(book)
	if !diff.Blocked() || len(diff.Candidates) != 1 || diff.Candidates[0].Proposals[0].Code != "ZD-2021-001" {
		t.Fatalf("%+v %v", diff.Candidates, messages(diff))
	}
	key := compare.AliasKey("高端装备制造产业园甲项目", "")
	same := d.choose(book, compare.Choices{Aliases: map[string]string{key: d.snapshot.LastYear[0].Project.ID}})
	if same.Blocked() || len(same.Continued) != 1 {
		t.Errorf("confirmed: %v", messages(same))
	}
	fresh := d.choose(book, compare.Choices{New: map[string]bool{key: true}})
	if fresh.Blocked() || len(fresh.Continued) != 0 {
		t.Errorf("a new one: %v", messages(fresh))
	}
	twice := d.choose(inspect(t, nextPlan(renamed, []any{2, "高端装备制造园甲项目", "区工信局", "续建", 20_000, 3_900, 4_000, nil})),
		compare.Choices{Aliases: map[string]string{key: d.snapshot.LastYear[0].Project.ID}})
	if !twice.Blocked() || len(twice.Conflicts) != 1 {
		t.Errorf("two rows continue one project: %v", messages(twice))
	}
}

// Case 24: the code of a project that was taken back with its import is not given again.
func TestAWithdrawnCodeIsNotGivenAgain(t *testing.T) {
	d := newDatabase(t)
	d.snapshot.Withdrawn = map[string]string{"ZD-2021-001": "甲项目", "ZD-2021-002": "乙项目"}
	diff := d.compare(inspect(t, amounts([]any{1, "丙项目", "区工信局", 200_000, 143_000})))
	if len(diff.New) != 1 || diff.New[0].ProjectID != models.ProjectID(2021, "ZD-2021-003") {
		t.Errorf("%+v", diff.New)
	}
	coded := func(name string) *compare.Diff {
		return d.compare(inspect(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表", nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目编码", "项目名称", "责任单位", "总投资", "2021年计划投资"},
			{1, "ZD-2021-001", name, "区工信局", 200_000, 143_000}}}))
	}
	if diff := coded("丙项目"); len(diff.Conflicts) != 1 || !diff.Blocked() {
		t.Errorf("another project's code: %v", messages(diff))
	}
	if diff := coded("甲项目"); diff.Blocked() {
		t.Errorf("its own code: %v", messages(diff))
	}
}

// Case 28: a preview names every field that a plan workbook changes, old and new: quarters and months too.
func TestEveryChangedFieldIsNamed(t *testing.T) {
	d := newDatabase(t)
	plan := func(year any, quarters ...any) *importer.Book {
		return inspect(t, booktest.Sheet{Rows: [][]any{{"2021年重点项目计划表"}, {nil, nil, nil, nil, nil, nil, nil, nil, "单位：万元"},
			{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资", "一季度计划投资", "二季度计划投资", "三季度计划投资", "四季度计划投资"},
			append([]any{1, "甲项目", "区工信局", 200_000, year}, quarters...)}})
	}
	first := plan(10_000, 1_000, 2_000, 3_000, 4_000)
	diff := d.compare(first)
	d.commit(diff)
	d.snapshot.Quarters = map[string][]models.QuarterPlan{}
	for _, x := range diff.Changes {
		if q, ok := x.After.(models.QuarterPlan); ok {
			d.snapshot.Quarters[q.ProjectID] = append(d.snapshot.Quarters[q.ProjectID], q)
		}
	}
	if again := d.compare(first); len(again.Changes) != 0 {
		t.Fatalf("the same again: %+v", again.Changes)
	}
	var got []string
	for _, x := range d.compare(plan(11_000, 1_500, 2_500, 2_500, 4_500)).Changes {
		for _, f := range x.Fields {
			got = append(got, f.Field+" "+f.Old+" "+f.New)
		}
	}
	want := []string{"年度计划投资 10000.00 万元 11000.00 万元", "一季度计划投资 1000.00 万元 1500.00 万元",
		"二季度计划投资 2000.00 万元 2500.00 万元", "三季度计划投资 3000.00 万元 2500.00 万元", "四季度计划投资 4000.00 万元 4500.00 万元"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
