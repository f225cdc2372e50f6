package models_test

import (
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/internal/testkit/refusal"
	"duban/models"
)

// plainNumber is a decimal of up to 15 digits, which needs no rounding of its digits.
var plainNumber = regexp.MustCompile(`^[-+]?[0-9]{1,11}(\.[0-9]{1,4})?$`)

// A text is refused in Chinese, or read as long division reads it, and reads back as the same amount in every unit.
func FuzzMoney(f *testing.F) {
	for _, text := range []string{"", "54,583.00", "１２.5", "-3", "7.1e3", "713355.17399999897", "0.005", "-0.005", "1e99",
		"9223372036854775807", "92233720368547758.07", "-92233720368547758.08", "1e-99", "+", ".", "1.", ".5", "NaN", "Inf",
		"0x10",
		"1_000", "1/3", "约5", "5亿", "１，２３４．５", "\u00a07", "1e", "e5", "--1", "999999999999999.9"} {
		for unit := range models.Units() {
			f.Add(text, uint8(unit))
		}
	}
	f.Fuzz(func(t *testing.T, text string, of uint8) {
		units := models.Units()
		unit := units[int(of)%len(units)]
		m, err := models.ParseMoney(text, unit)
		refusal.Check(t, err, text)
		if err != nil {
			if plainNumber.MatchString(text) && longDivision(text, unit).IsInt64() {
				t.Fatalf("%q is an amount in %s: %v", text, unit, err)
			}
			return
		}
		if plainNumber.MatchString(text) {
			if want := longDivision(text, unit); big.NewInt(int64(m)).Cmp(want) != 0 {
				t.Fatalf("%q %s is %d fen, want %d", text, unit, m, want)
			}
		}
		if m > 999_999_999_999_999 || m < -999_999_999_999_999 {
			return // printed with more than the 15 digits that are read
		}
		for _, printed := range units {
			again, err := models.ParseMoney(m.In(printed), printed)
			if err != nil || again != m {
				t.Fatalf("%d fen print as %s %s and read as %d (%v)", m, m.In(printed), printed, again, err)
			}
		}
	})
}

// longDivision reads a plain number with integers only.
func longDivision(text string, unit models.Unit) *big.Int {
	whole, part, _ := strings.Cut(strings.TrimLeft(text, "+-"), ".")
	part = (part + "0000")[:4]
	n, _ := new(big.Int).SetString(whole+part, 10) // ten-thousandths
	n.Mul(n, big.NewInt(int64(unit.Fen())))
	n.Add(n, big.NewInt(5_000)).Quo(n, big.NewInt(10_000))
	if strings.HasPrefix(text, "-") {
		n.Neg(n)
	}
	return n
}

// Days, months and moments are refused in Chinese, or read as package time reads them and back.
func FuzzDays(f *testing.F) {
	for _, text := range []string{"", "2026-02-28", "2026-02-29", "2024-02-29", "1899-12-31", "1900-01-01", "9999-12-31",
		"0000-00-00",
		"2026-13-01", "2026-1-1", "2026/6/30", "2026年6月30日", "2026.6.30", "46203", "2026-06", "2026-00", "2026-13", "2999-12",
		"3000-01", "٢٠٢٦-٠٦", "2026-06-30T09:00:00+08:00", "2026-06-30T23:59:60Z", "2026-06-30T09:00:00.9999999+14:00",
		"0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.5Z"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := models.ParseDate(text)
		refusal.Check(t, err, text)
		want, wrong := time.Parse(time.DateOnly, text)
		if good := wrong == nil && want.Year() >= 1900; good != (err == nil && d != 0) {
			t.Fatalf("%q as a day: %v, %v", text, d, err)
		}
		if err == nil && d != 0 && (d.String() != text || d.Year() != want.Year() || d.Day() != want.Day() ||
			d.Weekday() != want.Weekday() || d.At(0, 0).Date() != d || d.At(23, 59).Date() != d ||
			d.Month().First() > d || d.Month().Last() < d) {
			t.Fatalf("%q is %s", text, d)
		}
		day, err := models.ParseDay(text)
		refusal.Check(t, err, text)
		if again, wrong := models.ParseDay(day.String()); wrong != nil || again != day {
			t.Fatalf("%q is %s, which is %s (%v)", text, day, again, wrong)
		}
		m, err := models.ParseMonth(text)
		refusal.Check(t, err, text)
		if err == nil && (m.String() != text || m != 0 && m.First().Month() != m) {
			t.Fatalf("%q is %s", text, m)
		}
		var i models.Instant
		err = i.UnmarshalText([]byte(text))
		refusal.Check(t, err, text)
		if err != nil || i == 0 {
			return
		}
		at, wrong := time.Parse(time.RFC3339, text)
		if wrong != nil || at.UnixMilli() != int64(i) ||
			at.In(models.Shanghai).Format(time.DateOnly) != i.Time().Format(time.DateOnly) {
			t.Fatalf("%q is %s (%v)", text, i, wrong)
		}
		if y := i.Time().Year(); y > 0 && y <= 9999 && (i.Date().Year() != y || i.Date().Day() != i.Time().Day()) {
			t.Fatalf("%q is on %s", text, i.Date())
		}
		var again models.Instant
		if y := i.Time().Year(); y >= 0 && y <= 9999 && (again.UnmarshalText([]byte(i.String())) != nil || i.String() != "" &&
			again.String() != i.String()) {
			t.Fatalf("%q is %s, which is %s", text, i, again)
		}
	})
}

// What is typed or pasted as lines is refused in Chinese, or reads back as the same.
func FuzzLines(f *testing.F) {
	for _, text := range []string{"", "投资进度 | 序时完成率 | 60", "加减分 | 加减分 | -5～5", "按期开工｜按期开工率｜25｜无任务不得分", "甲 | 序时完成率 | 1e5",
		"1、完成征迁 · 区住建局 · 2026年7月20日前 · ZD-2026-001", "完成征迁\t区住建局\t2026-7-20", "（一）甲 | 乙 | 2026.2.30", "甲 | 乙 | 0026-02-28",
		"甲 | 乙 | 0000年1月1日", "12.5亩", "-1", "1e30 万元",
		"工业 一般 10,20,30,40,50,60,70,80,90,100", "0,0,0,0,0,0,0,0,0,0,0,100", "2027-02-06,休,春节\n2027-02-14,班,调休",
		"0027-02-06,休,春节", "0000年1月1日 休",
		"2027年元旦：1月1日（周五）至3日（周日）放假调休，共3天。", "38.5", "+3", "1000.01"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		items, err := models.ParseScoreItems(text)
		refusal.Check(t, err, text)
		if err == nil {
			again, err := models.ParseScoreItems(models.ScoreLines(items))
			same(t, text, items, again, err)
		}
		tasks, err := models.ParseMeetingLines(text)
		refusal.Check(t, err, text)
		for _, task := range tasks {
			due, err := models.ParseDate(task.Due.String()) // as it is stored
			same(t, text, task.Due, due, err)
			if task.Due == 0 || task.Unit == "" {
				t.Fatalf("%q is %+v", text, task)
			}
		}
		points, err := models.ParsePoints(text)
		refusal.Check(t, err, text)
		again, err := models.ParsePoints(points.String())
		same(t, text, points, again, err)
		for _, kind := range []models.ProblemKind{models.ProblemLand, models.ProblemEnergy, models.ProblemMoney} {
			n, err := kind.ParseQuantity(text)
			refusal.Check(t, err, text)
			if n != 0 {
				again, err := kind.ParseQuantity(kind.QuantityText(n))
				same(t, text, n, again, err)
			}
		}
		_, err = models.ParseCurves(text)
		refusal.Check(t, err, text)
		_, err = models.ParseCurve(text)
		refusal.Check(t, err, text)
		for _, year := range []int{0, 2027} {
			notice, err := models.ReadCalendar(year, text)
			refusal.Check(t, err, text)
			for _, day := range notice.Days {
				stored, wrong := models.ParseDate(day.Date.String())
				if err == nil && (wrong != nil || stored == 0) {
					t.Fatalf("%q has a day that cannot be stored: %+v, %v", text, day, wrong)
				}
			}
		}
		_, err = models.ReadCalendarDays(text)
		refusal.Check(t, err, text)
	})
}

// A cell of the grid is refused with its field, or its stored value is what its shown value reads as.
func FuzzCell(f *testing.F) {
	for field := range uint8(12) {
		for _, text := range []string{"", " 12,000.50 ", "2026年6月30日", "2026/6/31", "=1+1", "\x00", "1e20"} {
			f.Add(field, text)
		}
	}
	f.Fuzz(func(t *testing.T, of uint8, text string) {
		fields := append(slices.Clone(models.CellFields), "unknown")
		field := fields[int(of)%len(fields)]
		v, err := models.ParseCell(field, text)
		refusal.Check(t, err, text)
		if err != nil {
			return
		}
		again, err := models.ParseCell(field, v.Shown)
		same(t, text, v.Value, again.Value, err)
		if shown := models.ShownCell(field, v.Value); shown != v.Shown {
			t.Fatalf("%q is shown as %q and as %q", text, v.Shown, shown)
		}
	})
}

// A kept view is refused in Chinese, or keeps the same query when it is kept again.
func FuzzSavedView(f *testing.F) {
	for _, query := range []string{"", "q=%E5%8C%97&unit=u1&sort=name", "q=a&q=b&x=1", "q=%zz", "a;b", "cols=" +
		strings.Repeat("x,", 2000),
		"q=%00%ff"} {
		f.Add("视图", query)
	}
	f.Add(" ", "q=1")
	f.Add(strings.Repeat("长", 31), "q=1")
	f.Fuzz(func(t *testing.T, name, query string) {
		v, err := models.NewSavedView("k", name, query, false, models.Actor{ID: "p"}, 1)
		refusal.Check(t, err, name+query)
		if err != nil {
			return
		}
		again, err := models.NewSavedView("k", v.Name, v.Query, false, models.Actor{ID: "p"}, 1)
		same(t, query, v, again, err)
	})
}

// A stored rule book or message is refused, or is stored as the same text again.
func FuzzStored(f *testing.F) {
	book, err := models.ReadRuleBook("{}")
	if err != nil {
		f.Fatal(err)
	}
	text, err := book.Text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(`{"ladder":{"milestone":[{"days":-3},{"rung":"yellow","days":5}],"investment":[{"rung":"red"}]},` +
		`"city":{"document":"文"}}`)
	f.Add(`"旧文字"`)
	f.Add(`{"text":"甲 3","format":"%s %d","args":[{"text":"甲"},{"number":3}]}`)
	f.Add(`{"text":"甲","format":"%s %!","args":[{"words":{"mark":"、","items":["a",{"text":"b"}]}},{},` +
		`{"message":{"text":"x"}}]}`)
	f.Add(`[1`)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := models.ReadRuleBook(text)
		refusal.Check(t, err, text)
		if err == nil {
			once, err := b.Text()
			if err != nil {
				t.Fatal(err)
			}
			b, err = models.ReadRuleBook(once)
			if err != nil {
				t.Fatal(err)
			}
			twice, err := b.Text()
			same(t, text, once, twice, err)
		}
		var m, again models.StoredMessage
		if m.UnmarshalJSON([]byte(text)) != nil {
			return
		}
		_ = m.PageText()
		kept, err := m.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.UnmarshalJSON(kept); err != nil {
			t.Fatal(err)
		}
		if again.Text != m.Text || len(again.Args) != len(m.Args) {
			t.Fatalf("%q is kept as %s", text, kept)
		}
	})
}

// same fails when what was read again differs from what was read first.
func same(t *testing.T, text string, first, again any, err error) {
	t.Helper()
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Fatalf("%q is read as %v and, written and read again, as %v (%v)", text, first, again, err)
	}
}
