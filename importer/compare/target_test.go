package compare_test

import (
	"testing"

	"duban/importer/compare"
	"duban/internal/testkit/booktest"
	"duban/models"
)

func amounts(rows ...[]any) booktest.Sheet {
	return booktest.Sheet{Rows: append([][]any{
		{"2021年重点项目计划表", nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "总投资", "2021年计划投资"},
	}, rows...)}
}

// Case 16: a total typed wrong is proposed and sets nothing; the target on record stays.
func TestATotalOnlyProposesTheTarget(t *testing.T) {
	d := newDatabase(t)
	book := inspect(t, amounts([]any{1, "甲项目", "区工信局", 200_000, 143_000}, []any{2, "乙项目", "区住建局", 150_000, 100_000},
		[]any{"合计", nil, nil, nil, 243_200}))
	diff := d.compare(book)
	p := diff.Target
	if p == nil || p.Declared == nil || *p.Declared != 243_200*wan || p.Rows != 243_000*wan || p.Amount() != 243_200*wan ||
		p.Cell != "E5" {
		t.Fatalf("proposed: %+v", p)
	}
	for _, c := range diff.Changes {
		if i, ok := c.After.(models.Indicator); ok && i.Target != 0 {
			t.Errorf("the import sets a target: %+v", i)
		}
	}
	d.commit(diff)
	d.snapshot.Target = new(243_000 * wan)
	if p := d.compare(book).Target; p == nil || *p.InForce != 243_000*wan {
		t.Errorf("beside the target on record: %+v", p)
	}
	d.snapshot.Target = new(243_200 * wan)
	if p := d.compare(book).Target; p != nil {
		t.Errorf("what is on record already is proposed: %+v", p)
	}
}

// Case 17: rows that are refused or left out are in no sum.
func TestNothingRefusedIsInTheProposedTarget(t *testing.T) {
	d := newDatabase(t)
	rows := [][]any{
		{1, "甲项目", "区工信局", 2_000, 600}, {2, "乙项目", "区住建局", 2_000, 400}, {3, "丙项目", "区住建局", 5_000, -500},
		{4, "丁项目", "区住建局", 5_000, "三千"}, {"合计", nil, nil, nil, 3_500},
	}
	for name, book := range map[string]booktest.Sheet{"with a total": amounts(rows...), "without": amounts(rows[:4]...)} {
		diff := d.choose(inspect(t, book), compare.Choices{GoodRows: true})
		if diff.Target == nil || diff.Target.Amount() != 1_000*wan || diff.Target.Rows != 1_000*wan || len(diff.Left) != 2 {
			t.Errorf("%s: %+v, left %+v", name, diff.Target, diff.Left)
		}
	}
}
