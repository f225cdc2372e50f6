package workbook

import (
	"fmt"

	"duban/models"
)

// dateCell is a real date: a day number with a format.
type dateCell struct {
	serial int
	format string
}

// dayZero is the day a 1900-system workbook counts from.
var dayZero = models.DateOf(1899, 12, 30)

// realDate writes a day as a real date; no date is blank.
func realDate(d models.Date, format string) any {
	if d == 0 {
		return nil
	}
	return dateCell{serial: int(d - dayZero), format: format}
}

// sheetDate formats a planned date in one of the notations of bureaus. The line's number selects the notation, so that
// the same table gives the same sheet.
func sheetDate(p PlannedDate, line int) any {
	if p.Date == 0 {
		return nil
	}
	year, month := p.Date.Year(), p.Date.Month().Number()
	switch p.Precision {
	case models.PrecisionQuarter:
		return fmt.Sprintf("%d年%s季度", year, []string{"一", "二", "三", "四"}[(month-1)/3])
	case models.PrecisionMonth:
		switch {
		case line%3 == 1 && month != 1 && month != 10: // 2021.1 could be 2021.10 with its zero lost
			return fmt.Sprintf("%d.%d", year, month)
		case line%3 == 2:
			return fmt.Sprintf("%d年%d月底", year, month)
		}
		return fmt.Sprintf("%d年%d月", year, month)
	}
	switch line % 3 {
	case 1:
		return fmt.Sprintf("%d.%d.%d", year, month, p.Date.Day())
	case 2:
		return realDate(p.Date, formatCNDate)
	}
	return realDate(p.Date, formatISODate)
}

// starred adds the mark to the name of a city-major project.
func starred(name string, cityMajor bool) string {
	if cityMajor {
		return "★" + name
	}
	return name
}

// amount returns a known amount, nil for one that is not reported.
func amount(m *models.Money) any {
	if m == nil {
		return nil
	}
	return *m
}

// counted returns a section's title with its number of projects.
func counted(title string, n int) string { return fmt.Sprintf("%s（%d个）", title, n) }

const starNote = "带★的为市重大项目"

// withStarNote adds the footnote on ★ before the others when any project has the mark.
func withStarNote(starred bool, notes []string) []string {
	if starred {
		return append([]string{starNote}, notes...)
	}
	return append([]string(nil), notes...)
}

// preparedBy returns the left part of the line below the title.
func preparedBy(name string) string {
	if name == "" {
		return ""
	}
	return "编制单位：" + name
}

// text returns a text cell, blank when empty.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}
