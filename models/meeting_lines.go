package models

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// meetingMarks separate the fields of a pasted line: the first of them that occurs in it does. A tab is what a table of
// a word processor is copied with.
var meetingMarks = []string{"\t", "|｜", "·"}

var (
	chineseDay = regexp.MustCompile(`^(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?:前|之前|以前)?$`)
	numericDay = regexp.MustCompile(`^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:前|之前|以前)?$`)
	itemNumber = regexp.MustCompile(
		`^(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.．、)）]\s*|^[（(](?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）]\s*`)
)

// ParseMeetingLines reads pasted items: one a line, its fields separated by a tab, | or ·: what is to be done · unit or
// post · day · code of a project (may be left out). Empty lines are skipped, numbers of items left out. A day needs its
// year (2021-07-20, 2021年7月20日). Errors: KindInvalid with the line.
func ParseMeetingLines(text string) ([]MeetingItem, error) {
	var items []MeetingItem
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		item, err := parseMeetingLine(line)
		if err != nil {
			return nil, Errorf(KindInvalid, "line_wrong", "第 %d 行：%s", n, err.Message)
		}
		items = append(items, item)
	}
	return items, nil
}

func parseMeetingLine(line string) (MeetingItem, *Error) {
	fields := []string{line}
	for _, marks := range meetingMarks {
		if strings.ContainsAny(line, marks) {
			fields = strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune(marks, c) })
			break
		}
	}
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	fields = slices.DeleteFunc(fields, func(f string) bool { return f == "" })
	if len(fields) > 0 && utf8.RuneCountInString(fields[0]) <= 3 && strings.Trim(fields[0], "0123456789") == "" {
		fields = fields[1:] // the column of numbers of a table
	}
	if len(fields) < 3 || len(fields) > 4 {
		return MeetingItem{}, Errorf(KindInvalid, "line_wrong", "应为“事项 · 责任单位 · 时限”，可再加项目编码，用 · 、| 或制表符分开")
	}
	due, ok := meetingDay(fields[2])
	if !ok {
		return MeetingItem{}, Errorf(KindInvalid, "line_wrong", "“%s”不是有效时限，应为 2021-07-20 或 2021年7月20日 这样的写法", fields[2])
	}
	item := MeetingItem{Text: itemNumber.ReplaceAllString(fields[0], ""), Unit: fields[1], Due: due}
	if len(fields) == 4 {
		item.Project = fields[3]
	}
	return item, nil
}

// meetingDay reads a day with its year.
func meetingDay(text string) (Date, bool) {
	parts := numericDay.FindStringSubmatch(text)
	if parts == nil {
		if parts = chineseDay.FindStringSubmatch(text); parts == nil || parts[1] == "" {
			return 0, false
		}
	}
	var n [3]int
	for i, part := range parts[1:] {
		n[i], _ = strconv.Atoi(part) // digits only
	}
	d := DateOf(n[0], n[1], n[2])
	return d, n[0] >= firstYear && n[1] <= 12 && d.Year() == n[0] && d.Month() == MonthOf(n[0], n[1]) && d.Day() == n[2]
}

// LinesOf writes items as they are pasted.
func LinesOf(items []MeetingItem) string {
	var out strings.Builder
	for _, i := range items {
		out.WriteString(i.Text + " | " + i.Unit + " | " + i.Due.String())
		if i.Project != "" {
			out.WriteString(" | " + i.Project)
		}
		out.WriteString("\n")
	}
	return out.String()
}
