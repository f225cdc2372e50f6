package compare_test

import (
	"testing"

	"duban/importer/compare"
	"duban/internal/testkit/booktest"
)

// A project with the owner, unit and amounts of one that is missing may be that one under a new name, and a name that
// states the earlier one certainly may: both are asked.
func TestAProjectUnderANewNameIsAsked(t *testing.T) {
	head := []any{"序号", "项目名称", "建设单位", "责任单位", "总投资", "2021年计划投资"}
	list := func(rows ...[]any) booktest.Sheet {
		return booktest.Sheet{Rows: append([][]any{{"2021年重点项目计划表（单位：万元）"}, head}, rows...)}
	}
	first := list([]any{1, "鲁中智慧物流园", "甲公司", "区工信局", 58_000, 12_000}, []any{2, "西六路改造", "乙公司", "区住建局", 9_000, 3_000})
	for name, test := range map[string]struct {
		row  []any
		code string // of the project that is proposed; "": it is new
	}{
		"an entirely new name":        {[]any{1, "淄博国际陆港", "甲公司", "区工信局", 58_000, 12_000}, "ZD-2021-001"},
		"another owner":               {[]any{1, "淄博国际陆港", "丙公司", "区工信局", 58_000, 12_000}, ""},
		"another amount":              {[]any{1, "淄博国际陆港", "甲公司", "区工信局", 58_000, 13_000}, ""},
		"the earlier name in it":      {[]any{1, "淄博国际陆港（原鲁中智慧物流园）", "丙公司", "区工信局", 90_000, 20_000}, "ZD-2021-001"},
		"the earlier name, in words":  {[]any{1, "淄博国际陆港（原名：鲁中智慧物流园）", "丙公司", "区商务局", 90_000, 20_000}, "ZD-2021-001"},
		"an earlier use, not a name":  {[]any{1, "淄博国际陆港（原址重建）", "丙公司", "区工信局", 90_000, 20_000}, ""},
		"the same name with a former": {[]any{1, "鲁中智慧物流园（原鲁中货场）", "甲公司", "区工信局", 58_000, 12_000}, "ZD-2021-001"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDatabase(t)
			d.commit(d.compare(inspect(t, first)))
			book := inspect(t, list(test.row, []any{2, "西六路改造", "乙公司", "区住建局", 9_000, 3_000}))
			diff := d.compare(book)
			if test.code == "" {
				if len(diff.Candidates) != 0 || len(diff.New) != 1 {
					t.Fatalf("asked: %+v", diff.Candidates)
				}
				return
			}
			if len(diff.Candidates) != 1 || diff.Candidates[0].Proposals[0].Code != test.code || !diff.Blocked() {
				t.Fatalf("%+v, new %+v", diff.Candidates, diff.New)
			}
			said := d.choose(book, compare.Choices{New: map[string]bool{compare.AliasKey(test.row[1].(string), ""): true}})
			if len(said.New) != 1 || said.Blocked() {
				t.Errorf("said to be new: %+v", said.Findings)
			}
		})
	}
}
