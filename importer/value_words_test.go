package importer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/importer/sheet"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// Dates as programs export them: with a time, a weekday, a zone, in English.
func TestDatesWithATimeOfDay(t *testing.T) {
	for text, want := range map[string]string{
		"2019-03-31 00:00:00": "2019-03-31", "2021/3/31 8:00:00": "2021-03-31", "2021-03-31T00:00:00.000+08:00": "2021-03-31",
		"2021-03-30T16:00:00.000Z": "2021-03-31", "2021-03-30T16:00:00+00:00": "2021-03-31", "2021-3-31 0:00": "2021-03-31",
		"2021年3月31日 上午9:30": "2021-03-31", "2021年3月31日 9时30分": "2021-03-31", "2021-03-31 星期三": "2021-03-31",
		"2021年3月31日（周三）": "2021-03-31", "2021.3.31 12:00 PM": "2021-03-31", "31-Mar-21": "2021-03-31",
		"31 March 2021": "2021-03-31", "March 31, 2021": "2021-03-31", "Mar-21": "2021-03-31", "1st June 2021": "2021-06-01",
		"Wed Mar 31 2021 00:00:00 GMT+0800 (中国标准时间)": "2021-03-31", "2021-02-30 00:00:00": "impossible_date",
		"2021-03-31 开工会": "not_a_date", "22/07/2021": "2021-07-22", "3/4/2021": "not_a_date",
		"7/22/2021": "2021-07-22", "2021-06": "2021-06-30", "2021年3月底": "2021-03-31",
	} {
		r := parseDate(text, 2021)
		got := r.code
		if got == "" {
			got = r.day.String()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// Amounts with words for the currency, in brackets, in words.
func TestAmountsWithWords(t *testing.T) {
	for text, want := range map[string]string{
		"RMB 580000000": "58000.00", "CNY120000000": "12000.00", "人民币120000000元整": "12000.00", "￥580,000,000.00": "58000.00",
		"人民币壹亿贰仟万元整": "12000.00", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分": "123.456789", "一亿二千万元": "12000.00", "1亿2000万元": "12000.00",
		"3千万元": "3000.00", "五千万": "5000.00", "5百万元": "500.00", "1.5千万元": "1500.00", "一万亿元": "100000000.00", "十五万元": "15.00",
		"(1,200.00万元)": "", "（12,000.00）": "-1.20", "−12000": "-1.20", "-￥12000": "-1.20", "核减12000": "-1.20",
		"1亿2": "", "五": "", "5000万元": "5000.00", "1亿元": "10000.00", "一期": "", "万": "",
	} {
		r := parseAmount(text, models.Yuan)
		got := ""
		if r.err == nil && r.value != nil {
			got = r.value.In(models.WanYuan)
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%v)", text, got, want, r.err)
		}
	}
}

// inCapitals writes whole yuan as banks do.
func inCapitals(yuan int64) string {
	const digits, tens = "零壹贰叁肆伍陆柒捌玖", "仟佰拾"
	group := func(n int64) (out string) {
		for i, scale := range []int64{1000, 100, 10, 1} {
			d := n / scale % 10
			switch {
			case d != 0:
				out += string([]rune(digits)[d])
				if i < 3 {
					out += string([]rune(tens)[i])
				}
			case out != "" && !strings.HasSuffix(out, "零") && n%scale != 0:
				out += "零"
			}
		}
		return out
	}
	out := ""
	for _, scale := range []struct {
		yuan int64
		word string
	}{{1e8, "亿"}, {1e4, "万"}, {1, ""}} {
		if n := yuan / scale.yuan % 1e4; n != 0 {
			out += group(n) + scale.word
		}
	}
	return "人民币" + out + "元整"
}

func TestAmountsInCapitalsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yuan := rapid.Int64Range(10, 999_999_999_999).Draw(t, "yuan")
		if r := parseAmount(inCapitals(yuan), models.WanYuan); r.err != nil || r.value == nil ||
			*r.value != models.Money(yuan*100) {
			t.Fatalf("%s: %+v", inCapitals(yuan), r)
		}
	})
}

// The midnight of China 43 seconds early is that day; an afternoon is not the next one.
func TestDatesOfSheetJS(t *testing.T) {
	for serial, want := range map[string]string{"44285.999502314815": "2021-03-31", "44286": "2021-03-31",
		"44286.0004976": "2021-03-31", "44285.99": "2021-03-30", "44285.75": "2021-03-30"} {
		c := sheet.Cell{Kind: sheet.Number, Text: serial, Format: sheet.NumberFormat{Date: true}}
		if r := dateOf(c, 0, 2021); r.day.String() != want {
			t.Errorf("%s: %s, want %s", serial, r.day, want)
		}
	}
}

// A code that a program took for a number is pointed out; what is damaged is not kept.
func TestCodesThatBecameNumbers(t *testing.T) {
	const amounts = `<c><v>5000</v></c><c><v>1000</v></c></row>`
	rows := booktest.TextRow(1, "序号", "项目代码", "项目名称", "总投资（万元）", "2021年计划投资（万元）") +
		`<row r="2"><c><v>1</v></c><c><v>2.1013703030401101E+19</v></c><c t="str"><v>甲</v></c>` + amounts +
		`<row r="3"><c><v>2</v></c><c s="3"><v>7</v></c><c t="str"><v>乙</v></c>` + amounts +
		`<row r="4"><c><v>3</v></c><c t="str"><v>2.10137E+23</v></c><c t="str"><v>丙</v></c>` + amounts +
		`<row r="5"><c><v>4</v></c><c s="1"><v>44286</v></c><c t="str"><v>丁</v></c>` + amounts +
		`<row r="6"><c><v>5</v></c><c><v>210137030304</v></c><c t="str"><v>戊</v></c>` + amounts +
		`<row r="7"><c><v>6</v></c><c t="str"><v>'00456</v></c><c t="str"><v>己</v></c>` + amounts
	parts := booktest.SheetParts(`<worksheet><sheetData>` + rows + `</sheetData></worksheet>`)
	parts["xl/styles.xml"] = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellXfs>` +
		`<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	book, err := Inspect("计划.xlsx", booktest.Pack(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	var codes, found []string
	for _, p := range book.Sheets[0].Projects {
		codes = append(codes, p.Code)
	}
	for _, f := range book.Sheets[0].Findings {
		found = append(found, f.Code+" "+f.Cell)
	}
	if got := strings.Join(codes, ","); got != ",000007,,,210137030304,00456" {
		t.Errorf("codes %s", got)
	}
	if got := strings.Join(found, ","); got != "code_digits_lost B2,code_zeros B3,code_digits_lost B4,code_is_date B5" {
		t.Errorf("found %s", got)
	}
}

// A month that takes back what was reported too much is taken with a warning; any other negative amount is an error.
func TestCorrectionsOfAMonth(t *testing.T) {
	book, err := Inspect("进度.xlsx", booktest.Draw(t, booktest.Sheet{Rows: [][]any{{"2021年6月重点项目进展情况（单位：万元）"},
		{"项目名称", "年度计划投资", "6月完成投资", "1-6月累计完成投资"}, {"甲", 3000, -200, 1300}, {"乙", -1, "（300.00）", 900}}}))
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	var found []string
	for _, f := range s.Findings {
		found = append(found, string(f.Severity)+" "+f.Code+" "+f.Cell)
	}
	if got := strings.Join(found,
		","); got != "warning negative_month C3,error negative_amount B4,warning negative_month C4" ||
		*s.Reports[0].MonthAmount != -2_000_000_00 || *s.Reports[1].MonthAmount != -3_000_000_00 {
		t.Errorf("%s: %+v", got, s.Reports)
	}
}
