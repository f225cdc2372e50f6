package notify

import (
	"strings"
	"testing"
	"unicode/utf8"

	"duban/models"
)

func TestTheCalendarIsAsRFC5545Says(t *testing.T) {
	long := strings.Repeat("区人民医院迁建项目", 8)
	entries := []CalendarEntry{
		{ID: "submit/1", Title: "待报送：" + long, Due: models.DateOf(2026, 12, 5), Link: "https://duban.example.gov.cn/tasks"},
		{ID: "submit/2", Title: "逗号,分号;反斜\\线\n换行", Due: models.DateOf(2026, 12, 31)},
	}
	text := string(Calendar("督办事项", "duban.example.gov.cn", shanghaiMorning, entries))
	if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("lines do not end with CRLF")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	whole := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"VERSION:2.0", "METHOD:PUBLISH", "DTSTART;VALUE=DATE:20261205",
		"DTEND;VALUE=DATE:20261206",
		"DTEND;VALUE=DATE:20270101", "DTSTAMP:20261130T010500Z", `SUMMARY:逗号\,分号\;反斜\\线 换行`,
		"URL:https://duban.example.gov.cn/tasks"} {
		if !strings.Contains(whole, want) {
			t.Errorf("lacks %s:\n%s", want, whole)
		}
	}
	again := string(Calendar("督办事项", "duban.example.gov.cn", shanghaiMorning, entries))
	if again != text {
		t.Error("the same entries give another calendar")
	}
}
