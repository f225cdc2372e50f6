package importer

import (
	"strings"
	"testing"

	"duban/importer/sheet"
	"duban/models"
)

// wanOf is an amount of 万元 for tests.
func fundWan(n int64) *models.Money {
	m := models.Money(n) * models.WanYuan.Fen()
	return &m
}

func readFunds(t *testing.T, name, table string) models.FundForm {
	t.Helper()
	form, err := ReadFunds(name, []byte(table), models.DefaultFundSources(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func codesOf(form models.FundForm) string {
	var codes []string
	for _, f := range form.Findings {
		codes = append(codes, f.Code)
	}
	return strings.Join(codes, " ")
}

// A table as a bureau writes it: units above, a row of numbers, sections, subtotals, months and rates beside.
func TestAFundLedgerOfABureauIsRead(t *testing.T) {
	form := readFunds(t, "a.csv", `附件2,,,,,,,,,
张店区政府投资项目资金拨付情况表（截至2026年10月底）,,,,,,,,,
填报单位：区财政局,,,,,,,,单位：万元,
序号,项 目 名 称,资金来源,申报金额,已下达,其中：10月下达,累计到位,累计支出,支出率,备注
1,2,3,4,5,6,7,8,9,10
一、基础设施,,,,,,,,,
1,东外环快速路,地方政府专项债券,"12,000",10000,500,8000,2000,25%,
,,区级财政资金,3000,0.3亿,,2000,1800,90%,
2,人民医院新院区,中央预算内投资,5000,5000,—,5000,1000,30%,设计变更
,小计,,20000,18000,,15000,4800,,
合  计,,,20000,18500,,15000,4800,32%,
注：支出率为支出与到位之比,,,,,,,,,
填报人：张某,,审核人：李某,,,,,,,
`)
	if len(form.Rows) != 3 || form.Month != models.MonthOf(2026, 10) {
		t.Fatalf("%s: %d rows: %+v %v", form.Month, len(form.Rows), form.Rows, form.Findings)
	}
	first, second := form.Rows[0], form.Rows[1]
	if first.Project != "东外环快速路" || second.Project != "东外环快速路" || first.Source != "地方政府专项债券" || *first.Applied !=
		*fundWan(12000) || *first.Approved != *fundWan(10000) || *first.Paid != *fundWan(2000) {
		t.Errorf("%+v", first)
	}
	if *second.Approved != *fundWan(3000) || form.Rows[2].Note != "设计变更" {
		t.Errorf("%+v %+v", second, form.Rows[2])
	}
	if got := codesOf(form); got != "rate_differs sum_differs" {
		t.Errorf("findings %s: %v", got, form.Findings)
	}
	if form.Totals != 7 {
		t.Errorf("%d sums agree", form.Totals)
	}
	for _, c := range form.Columns {
		if strings.Contains(c.Header, "10月下达") && c.Field != "" {
			t.Errorf("a month's part was read as %s", c.Field)
		}
	}
}

// Sources may stand side by side under merged heads, or one sheet may be of one source.
func TestSourcesSideBySideAreRead(t *testing.T) {
	form := readFunds(t, "b.csv", `2026年9月资金台账（单位：亿元）,,,,,,
项目名称,专项债,,自筹,,合计,
,下达,支出,到位,支出,到位,支出
甲项目,1.2,0.3,0.5,0.5,0.5,0.9
`)
	if len(form.Rows) != 2 || *form.Rows[0].Approved != *fundWan(12000) || *form.Rows[1].Paid != *fundWan(5000) {
		t.Fatalf("%+v %v", form.Rows, form.Findings)
	}
	if got := codesOf(form); got != "sum_differs" {
		t.Errorf("findings %s", got)
	}
	form = readFunds(t, "c.csv", "专项债券项目进展（截至2026年8月）,,\n单位：万元,,\n项目名称,到位,支付\n甲项目,10,5\n")
	if len(form.Rows) != 1 || form.Rows[0].Source != "special_bond" {
		t.Errorf("%+v %v", form.Rows, form.Findings)
	}
}

func TestAFundLedgerThatLacksSomethingIsAskedAbout(t *testing.T) {
	for name, tt := range map[string]struct{ table, code string }{
		"a unit":   {"2026年8月资金台账,,\n项目名称,资金来源,到位\n甲,财政,10\n", "unit_missing"},
		"a month":  {"资金台账（万元）,,\n项目名称,资金来源,到位\n甲,财政,10\n", "month_missing"},
		"a source": {"2026年8月台账（万元）,,\n项目名称,到位,支出\n甲,10,5\n", "source_missing"},
		"a name":   {"2026年8月台账（万元）,,\n项目名称,资金来源,到位\n,财政,10\n", "no_name"},
	} {
		if got := codesOf(readFunds(t, "x.csv", tt.table)); got != tt.code {
			t.Errorf("%s: %s", name, got)
		}
	}
	if _, err := ReadFunds("x.csv", []byte("姓名,单位\n张某,甲\n"), models.DefaultFundSources(), 0); models.AsError(err).
		Code != "no_fund_table" {
		t.Error(err)
	}
}

// gridOf is a sheet with merged blocks.
func gridOf(rows [][]string, merges ...sheet.Range) *sheet.Grid {
	g := &sheet.Grid{Name: "台账", Merges: merges}
	for i, texts := range rows {
		row := sheet.Row{Number: i + 1}
		for column, text := range texts {
			if text != "" {
				row.Cells = append(row.Cells, sheet.Cell{Column: column + 1, Kind: sheet.Text, Text: text})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// Heads are merged both ways, a project's name over its rows, a section's title over the columns with its sums.
func TestMergedCellsOfAFundLedgerAreRead(t *testing.T) {
	g := gridOf([][]string{
		{"2026年10月资金台账", "", "", "", "", ""},
		{"序号", "项目名称", "资金来源", "资金情况（亿元）", "", "备注"},
		{"", "", "", "到位", "支出", ""},
		{"合计", "", "", "3", "1.1", ""},
		{"产业项目", "", "", "3", "1", ""},
		{"1", "甲项目", "银行贷款", "1", "0.5", "首笔"},
		{"", "", "企业自筹", "2", "0.6", ""},
	}, sheet.Range{Top: 1, Left: 1, Bottom: 1, Right: 6}, sheet.Range{Top: 2, Left: 1, Bottom: 3, Right: 1},
		sheet.Range{Top: 2, Left: 2, Bottom: 3, Right: 2}, sheet.Range{Top: 2, Left: 3, Bottom: 3, Right: 3},
		sheet.Range{Top: 2, Left: 4, Bottom: 2, Right: 5}, sheet.Range{Top: 2, Left: 6, Bottom: 3, Right: 6},
		sheet.Range{Top: 4, Left: 1, Bottom: 4, Right: 3}, sheet.Range{Top: 5, Left: 1, Bottom: 5, Right: 3},
		sheet.Range{Top: 6, Left: 2, Bottom: 7, Right: 2})
	r := &fundReader{sources: models.DefaultFundSources()}
	table := r.table(g, g.Name, "a.xlsx")
	if table == nil {
		t.Fatal("no table")
	}
	table.read(0)
	if len(r.form.Rows) != 2 || r.form.Rows[1].Project != "甲项目" || *r.form.Rows[1].Paid != *fundWan(6000) {
		t.Fatalf("%+v %v", r.form.Rows, r.form.Findings)
	}
	if got := codesOf(r.form); got != "sum_differs" || r.form.Totals != 3 {
		t.Errorf("findings %s, %d sums agree: %v", got, r.form.Totals, r.form.Findings)
	}
}

// A month that was chosen does not override the one that a sheet states.
func TestAnotherMonthThanTheSheetStatesIsAnError(t *testing.T) {
	const table = "2026年9月资金台账（万元）,,\n项目名称,资金来源,到位\n甲,财政,10\n"
	september := models.MonthOf(2026, 9)
	for month, code := range map[models.Month]string{september + 1: "other_month", september: "", 0: ""} {
		form, err := ReadFunds("x.csv", []byte(table), models.DefaultFundSources(), month)
		if got := codesOf(form); got != code || err != nil || (len(form.Rows) == 0) != (code != "") {
			t.Errorf("%s: %s, %d rows, %v", month, got, len(form.Rows), err)
		}
	}
}

// Codes are read as they are written; a number without what a spreadsheet program adds to it.
func TestCodesOfAFundLedgerAreReadAsWritten(t *testing.T) {
	g := gridOf([][]string{
		{"2026年10月资金台账（万元）"}, {"项目编码", "项目名称", "资金来源", "到位"},
		{"007", "甲", "财政", "1"}, {"202137030348123456", "乙", "财政", "1"}, {"3.0", "丙", "财政", "1"},
	})
	g.Rows[4].Cells[0].Kind = sheet.Number
	r := &fundReader{sources: models.DefaultFundSources()}
	r.table(g, g.Name, "a.xlsx").read(0)
	var codes []string
	for _, row := range r.form.Rows {
		codes = append(codes, row.Code)
	}
	if got := strings.Join(codes, " "); got != "007 202137030348123456 3" {
		t.Errorf("codes %s: %v", got, r.form.Findings)
	}
}
