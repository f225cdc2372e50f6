package importer

import (
	"testing"

	"duban/importer/sheet"
	"duban/internal/testkit/refusal"
	"duban/models"
)

// FuzzValue reads a cell as every kind of value: it is refused in Chinese, or within what the kind can hold.
func FuzzValue(f *testing.F) {
	for _, text := range []string{"", "—", "约5000", "1.2亿", "5,000余万元", "54,58", "USD 5", "￥300元", "9e99亿", "2021.3",
		"3月底", "二季度", "上半年",
		"2021/2/30", "21年13月", "0021.6.30", "0000-01-01", "9999年12月", "1899年4季度", "2999年底", "计划2021年底前竣工",
		"1-3月完成投资500万元；4月份：累计800万元", "13月", "45.52%", "-0.00016", "3-4", "99999999999999999999",
		"第一季度,", "1月至12月", "6月30日（已开工）", "\u202e5000"} {
		f.Add(text, 2021)
	}
	f.Fuzz(func(t *testing.T, text string, year int) {
		year = (year%300 + 300) % 300
		if year > 0 {
			year += 1900
		}
		for _, unit := range append(models.Units(), models.UnitNone) {
			a := parseAmount(text, unit)
			if a.err != nil {
				refusal.Check(t, a.err, text)
			}
		}
		d := parseDate(text, year)
		if again, err := models.ParseDate(d.day.String()); err != nil || again != d.day {
			t.Fatalf("%q in %d is %s, which is stored and cannot be read: %v", text, year, d.day, err)
		}
		for _, task := range parseMonths(text, year, models.WanYuan) {
			if task.err != nil {
				refusal.Check(t, task.err, text)
			}
		}
		parsePercent(sheet.Cell{Kind: sheet.Text, Text: text})
		rows, err := ParseHeaderRows(text)
		refusal.Check(t, err, text)
		if err == nil && (rows.First < 1 || rows.Last < rows.First) {
			t.Fatalf("%q: rows %v", text, rows)
		}
	})
}
