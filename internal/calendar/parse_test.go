package calendar

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

const fixedDays = `{"name":"元旦","from":"2026-12-31","to":"2027-01-02"},
	{"name":"劳动节","from":"2027-05-01","to":"2027-05-01"},
	{"name":"国庆节","from":"2027-10-01","to":"2027-10-01"}`

func TestParse(t *testing.T) {
	got, err := Parse(strings.NewReader(`{"year":2027,"notice":"国办发明电〔2026〕1号","off":[` + fixedDays +
		`],"worked":[{"name":"国庆节","date":"2027-10-09"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Table{Year: 2027, Notice: "国办发明电〔2026〕1号", Days: []models.CalendarDay{
		{Date: date(t, "2026-12-31"), Name: "元旦"}, {Date: date(t, "2027-01-01"), Name: "元旦"}, {Date: date(t, "2027-01-02"),
			Name: "元旦"},
		{Date: date(t, "2027-05-01"), Name: "劳动节"}, {Date: date(t, "2027-10-01"), Name: "国庆节"},
		{Date: date(t, "2027-10-09"), Working: true, Name: "国庆节"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseRefuses(t *testing.T) {
	off := func(more string) string { return `{"year":2027,"off":[` + fixedDays + `,` + more + `]}` }
	worked := func(more string) string { return `{"year":2027,"off":[` + fixedDays + `],"worked":[` + more + `]}` }
	tests := []struct{ name, file, text string }{
		{"nothing", ``, "不是约定的 JSON 格式"},
		{"a page", `<html>`, "不是约定的 JSON 格式"},
		{"another field", `{"year":2027,"holidays":[]}`, "应有 year、notice、off"},
		{"two documents", `{"year":2027,"off":[` + fixedDays + `]} {}`, "只能有一个 JSON 对象"},
		{"no year", `{"off":[` + fixedDays + `]}`, "年份 0 无效"},
		{"part of a year", `{"year":2027,"off":[{"name":"元旦","from":"2027-01-01","to":"2027-01-01"}]}`, "缺少法定放假日 5月1日"},
		{"a statutory holiday worked",
			`{"year":2028,"off":[{"name":"元旦","from":"2028-01-03","to":"2028-01-03"}],` +
				`"worked":[{"name":"元旦","date":"2028-01-01"}]}`, "缺少法定放假日 1月1日"},
		{"no name", off(`{"from":"2027-02-06","to":"2027-02-07"}`), "没有名称"},
		{"impossible day", off(`{"name":"春节","from":"2027-02-30","to":"2027-03-01"}`), "“春节”的日期“2027-02-30”无效"},
		{"no day", off(`{"name":"春节","from":"2027-02-06","to":""}`), "日期“”"},
		{"another year", off(`{"name":"春节","from":"2026-02-06","to":"2026-02-07"}`), "不在该年度内"},
		{"backwards", off(`{"name":"春节","from":"2027-02-12","to":"2027-02-06"}`), "放假止日 2027-02-06 早于起日 2027-02-12"},
		{"a slip of the month", off(`{"name":"春节","from":"2027-02-06","to":"2027-03-12"}`), "放假 35 天"},
		{"a day twice", off(`{"name":"清明节","from":"2027-05-01","to":"2027-05-02"}`), "2027-05-01 同时列在“劳动节”和“清明节”下"},
		{"off and worked", worked(`{"name":"元旦","date":"2027-01-02"}`), "同时列在"},
		{"a worked Monday", worked(`{"name":"国庆节","date":"2027-10-11"}`), "2027-10-11 不是周末"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(strings.NewReader(tt.file))
			e := models.AsError(err)
			if e == nil || e.Kind != models.KindInvalid || e.Code != "bad_calendar" ||
				!strings.Contains(e.Message.Text, tt.text) {
				t.Errorf("got %v, want …%s…", err, tt.text)
			}
		})
	}
}
