package importer

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/importer/sheet"
	"duban/internal/testkit/booktest"
	"duban/models"
)

var fullWidth = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8",
	"８", "9", "９", ".", "．", ",", "，")

// However an amount is typed, it is the same amount to the fen.
func TestAmountsAsTyped(t *testing.T) {
	units := []models.Unit{models.Yuan, models.WanYuan, models.YiYuan}
	rapid.Check(t, func(t *rapid.T) {
		amount := models.Money(rapid.Int64Range(0, 9_000_000_000_000).Draw(t, "fen"))
		column := rapid.SampledFrom(units).Draw(t, "column")
		unit := column
		plain := amount.In(unit)
		text := plain
		if rapid.Bool().Draw(t, "separators") {
			integer, decimals, _ := strings.Cut(plain, ".")
			for i := len(integer) - 3; i > 0; i -= 3 {
				integer = integer[:i] + "," + integer[i:]
			}
			text = integer + "." + decimals
		}
		approximate := rapid.Bool().Draw(t, "approximate")
		if rapid.Bool().Draw(t, "own unit") {
			unit = rapid.SampledFrom(units).Draw(t, "unit")
			word := rapid.SampledFrom([]string{string(unit), strings.TrimSuffix(string(unit), "元")}).Draw(t, "word")
			if word == "" {
				word = "元"
			}
			text = amount.In(unit) + word
		}
		if approximate {
			text = rapid.SampledFrom([]string{"约", "近", "大约", "约为"}).Draw(t, "about") + text
		}
		if rapid.Bool().Draw(t, "full width") {
			text = fullWidth.Replace(text)
		}
		text = rapid.SampledFrom([]string{"", " ", "\n", "　"}).Draw(t, "before") + text
		got := parseAmount(text, column)
		if got.err != nil || got.value == nil || *got.value != amount || got.approximate != approximate ||
			got.ownUnit != (unit != column) {
			t.Fatalf("%q in %s: %+v, want %d fen", text, column, got, amount)
		}
	})
}

func TestAmountsThatAreNone(t *testing.T) {
	for _, text := range []string{"", "—", "-", "——", "/", "待定", "无", "******", "暂无", " ", "…", "－"} {
		if got := parseAmount(text, models.WanYuan); got.value != nil || got.err != nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"3000-5000", "12.3.4", "5000万吨", "见附件", "0x10", "1e999", "NaN", "12%"} {
		if got := parseAmount(text, models.WanYuan); got.value != nil || got.err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := parseAmount("5000", models.UnitNone); got.err == nil || got.err.Code != "unit_missing" {
		t.Errorf("without a unit: %+v", got)
	}
	if got := parseAmount("0", models.WanYuan); got.value == nil || *got.value != 0 {
		t.Errorf("0 is an amount: %+v", got)
	}
}

// However a day or month is typed, it is the same date, and a month is held to its last day.
func TestDatesAsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := models.DateOf(1990, 1, 1) + models.Date(rapid.IntRange(0, 40_000).Draw(t, "day"))
		y, m, d := day.Year(), day.Month().Number(), day.Day()
		last := day.Month().Last()
		forms := []struct {
			text string
			want readDate
		}{
			{fmt.Sprintf("%d年%d月%d日", y, m, d), readDate{day: day, precision: models.PrecisionDay}},
			{fmt.Sprintf("%d-%02d-%02d", y, m, d), readDate{day: day, precision: models.PrecisionDay}},
			{fmt.Sprintf("%d/%d/%d", y, m, d), readDate{day: day, precision: models.PrecisionDay}},
			{fmt.Sprintf("%d.%d.%d前", y, m, d), readDate{day: day, precision: models.PrecisionDay}},
			{fmt.Sprintf("%d%02d%02d", y, m, d), readDate{day: day, precision: models.PrecisionDay}},
			{fmt.Sprintf("%d月%d日", m, d), readDate{day: day, precision: models.PrecisionDay}},
			{fmt.Sprintf("%d年%d月", y, m), readDate{day: last, precision: models.PrecisionMonth}},
			{fmt.Sprintf("%d年%d月底", y, m), readDate{day: last, precision: models.PrecisionMonth}},
			{fmt.Sprintf("计划%d年%02d月份开工", y, m), readDate{day: last, precision: models.PrecisionMonth}},
			{fmt.Sprintf("%d.%02d", y, m), readDate{day: last, precision: models.PrecisionMonth}},
			{fmt.Sprintf("%d月底", m), readDate{day: last, precision: models.PrecisionMonth}},
			{fmt.Sprintf("%d年第%d季度", y, (m+2)/3), readDate{day: models.MonthOf(y, (m+2)/3*3).Last(),
				precision: models.PrecisionQuarter}},
			{fmt.Sprintf("%dQ%d", y, (m+2)/3), readDate{day: models.MonthOf(y, (m+2)/3*3).Last(),
				precision: models.PrecisionQuarter}},
			{fmt.Sprintf("%d年底", y), readDate{day: models.DateOf(y, 12, 31), precision: models.PrecisionMonth}},
			{fmt.Sprintf("%d年", y), readDate{day: models.DateOf(y, 12, 31), precision: models.PrecisionQuarter, year: true}},
		}
		f := forms[rapid.IntRange(0, len(forms)-1).Draw(t, "form")]
		text := f.text
		if rapid.Bool().Draw(t, "full width") {
			text = fullWidth.Replace(text)
		}
		if got := parseDate(text, y); got != f.want {
			t.Fatalf("%q: %s %+v, want %s %+v", text, got.day, got, f.want.day, f.want)
		}
	})
}

func TestDates(t *testing.T) {
	for _, test := range []struct {
		text string
		year int
		want string
		code string
	}{
		{"2021/2/29", 0, "", "impossible_date"},
		{"2020/2/29", 0, "2020-02-29", ""},
		{"2021.13", 0, "", "impossible_date"},
		{"2021年4月31日", 0, "", "impossible_date"},
		{"2月30日", 2021, "", "impossible_date"},
		{"上半年", 2021, "2021-06-30", ""},
		{"2022年上半年", 2021, "2022-06-30", ""},
		{"年内", 2021, "2021-12-31", ""},
		{"二季度末", 2021, "2021-06-30", ""},
		{"3月底", 0, "", "date_year_assumed"},
		{"6月上旬", 2021, "2021-06-10", ""},
		{"待定", 2021, "", ""},
		{"—", 2021, "", ""},
		{"2019-2023", 2021, "", "not_a_date"},
		{"已开工", 2021, "", "not_a_date"},
		{"开工", 2021, "", "not_a_date"},
		{"力争2021年9月30日前完成", 0, "2021-09-30", ""},
	} {
		got := parseDate(test.text, test.year)
		if got.day.String() != test.want || got.code != test.code {
			t.Errorf("%q: %s %q, want %s %q", test.text, got.day, got.code, test.want, test.code)
		}
	}
	stored := func(text string, format sheet.NumberFormat) sheet.Cell {
		return sheet.Cell{Kind: sheet.Number, Text: text, Format: format}
	}
	for _, test := range []struct {
		cell  sheet.Cell
		epoch int
		want  string
		code  string
	}{
		{stored("44377", sheet.NumberFormat{Date: true}), 0, "2021-06-30", ""},
		{stored("44377.75", sheet.NumberFormat{Date: true}), 0, "2021-06-30", ""},
		{stored("42915", sheet.NumberFormat{Date: true}), 1462, "2021-06-30", ""},
		{stored("44348", sheet.NumberFormat{Date: true, Month: true}), 0, "2021-06-30", ""},
		{stored("44377", sheet.NumberFormat{}), 0, "2021-06-30", ""},
		{stored("2021.6", sheet.NumberFormat{}), 0, "2021-06-30", ""},
		{stored("2021.6000000000001", sheet.NumberFormat{}), 0, "2021-06-30", ""},
		{stored("2021.12", sheet.NumberFormat{}), 0, "2021-12-31", ""},
		{stored("2021.1", sheet.NumberFormat{}), 0, "2021-01-31", "ambiguous_date"},
		{stored("202106", sheet.NumberFormat{}), 0, "2021-06-30", ""},
		{stored("20210615", sheet.NumberFormat{}), 0, "2021-06-15", ""},
		{stored("5", sheet.NumberFormat{Date: true}), 0, "", "impossible_date"},
		{stored("0.5", sheet.NumberFormat{}), 0, "", "impossible_date"},
	} {
		got := dateOf(test.cell, test.epoch, 2021)
		if got.day.String() != test.want || got.code != test.code {
			t.Errorf("%s: %s %q, want %s %q", test.cell.Text, got.day, got.code, test.want, test.code)
		}
	}
}

// A word in two lists would be mapped by chance.
func TestHeaderWordsAreUnique(t *testing.T) {
	seen := map[string]Field{}
	for field, words := range headerWords {
		for _, w := range words {
			if other, twice := seen[w]; twice {
				t.Errorf("%s stands for %s and for %s", w, other, field)
			}
			seen[w] = field
			if h := headerWordOf(w); h.word != w && !strings.ContainsAny(w, "YM") {
				t.Errorf("%s can never be found: headers are folded to %s", w, h.word)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	for _, test := range []struct {
		path  []string
		field Field
		sure  float64
		unit  models.Unit
	}{
		{[]string{"项 目 名 称"}, FieldName, 1, ""},
		{[]string{"项目名称*"}, FieldName, 1, ""},
		{[]string{"总投资\n（万元）"}, FieldTotalInvestment, 1, models.WanYuan},
		{[]string{"总投资(单位：亿元)"}, FieldTotalInvestment, 1, models.YiYuan},
		{[]string{"开工-时间"}, FieldPlannedStart, 1, ""},
		{[]string{"建设单位（盖章）"}, FieldOwner, .95, ""},
		{[]string{"2021年计划投资"}, FieldAnnualPlan, 1, ""},
		{[]string{"2021年度计划投资额（亿元）"}, FieldAnnualPlan, 1, models.YiYuan},
		{[]string{"1-10月实际完成固定资产投资"}, FieldYearToDate, .85, ""},
		{[]string{"1—10月份累计完成投资"}, FieldYearToDate, 1, ""},
		{[]string{"10月完成投资"}, FieldMonthAmount, 1, ""},
		{[]string{"截至2020年底累计完成投资"}, FieldToEndOfLastYear, 1, ""},
		{[]string{"截止2020年12月底累计完成投资"}, FieldToEndOfLastYear, .85, ""},
		{[]string{"自开工以来累计完成投资"}, FieldToDate, 1, ""},
		{[]string{"截至6月底累计完成投资"}, FieldYearToDate, .7, ""},
		{[]string{"1-6月计划完成投资"}, FieldOther, .85, ""},
		{[]string{"资金来源", "计划总投资"}, FieldTotalInvestment, .95, ""},
		{[]string{"2021年计划投资", "计划总投资"}, FieldAnnualPlan, 1, ""},
		{[]string{"2021年计划投资", "3月"}, FieldMonthPlan, 1, ""},
		{[]string{"2021年计划投资", "第二季度"}, FieldQuarterPlan, 1, ""},
		{[]string{"2021年计划投资", "银行贷款"}, FieldOther, 1, ""},
		{[]string{"2021年计划投资", "形象进度"}, FieldGoal, .95, ""},
		{[]string{"1-6月完成情况", "完成投资"}, FieldYearToDate, 1, ""},
		{[]string{"6月", "完成投资"}, FieldMonthAmount, 1, ""},
		{[]string{"建设起止年限", "竣工"}, FieldPlannedFinish, .95, ""},
		{[]string{"关键节点", "竣工时间"}, FieldMilestoneDate, .95, ""},
		{[]string{"建设内容及规模（包括主要建设内容、占地面积、建筑面积、主要设备、产品及产能等情况，控制在200字以内）"}, FieldScale, .95, ""},
		{[]string{"填写本表时请注意项目名称应与批复文件一致，总投资以批复概算为准，年度计划投资以下达的投资计划为准，不得擅自变更"}, FieldNone, 0, ""},
		{[]string{"天气"}, FieldNone, 0, ""},
		{[]string{"建设性质"}, FieldOther, 1, ""},
	} {
		var path []headerWord
		for _, s := range test.path {
			path = append(path, headerWordOf(s))
		}
		g := guessColumn(path)
		if g.field != test.field || g.confidence != test.sure || g.unit != test.unit {
			t.Errorf("%v: %s %.2f %s, want %s %.2f %s", test.path, g.field, g.confidence, g.unit, test.field, test.sure,
				test.unit)
		}
	}
}

// FuzzInspect looks for a panic or an error that is no refusal.
func FuzzInspect(f *testing.F) {
	f.Add(booktest.WithSheet(f, booktest.PlanRows("")))
	f.Add(booktest.WithSheet(f, booktest.PlanRows(booktest.TextRow(3, "合计", "", "", "5000"))))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := Inspect("表.xlsx", content); err != nil && models.KindOf(err) != models.KindInvalid {
			t.Fatal(err)
		}
	})
}

// A rate is read as a sheet shows it, to the nearest hundredth of a percent.
func TestRatesAsShown(t *testing.T) {
	for text, want := range map[string]int64{"0.45518497": 4552, "0.45514": 4551, "-0.00016": -2, "45.52%": 4552,
		"100%": 10_000, "1": 10_000, "45.52": 4552} {
		if got, ok := parsePercent(sheet.Cell{Kind: sheet.Text, Text: text}); !ok || got != want {
			t.Errorf("%s is read as %d, %t, want %d", text, got, ok, want)
		}
	}
}
