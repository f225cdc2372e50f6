package importer

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"duban/importer/sheet"
	"duban/models"
)

var (
	completionWords = []string{"封顶", "竣工", "完工", "投产"}

	notYet = regexp.MustCompile(`未|待|拟|计划|预计|即将|准备|力争|确保|争取|预备|前|目标`)
)

// Completed returns the words in a physical progress that say the main works are done; "" when there are none.
func Completed(physical string) string {
	if !containsAny(physical, completionWords) {
		return ""
	}
	for clause := range strings.FieldsFuncSeq(physical, func(r rune) bool { return strings.ContainsRune("，,。；;、\n", r) }) {
		if containsAny(clause, completionWords) && !notYet.MatchString(clause) {
			return sheet.Clip(strings.TrimSpace(clause))
		}
	}
	return ""
}

// spentOf returns the amount spent since the start as the row states it; false when its columns do not state it.
func spentOf(p *ProjectRow, r *ReportRow) (models.Money, bool) {
	switch {
	case r.ToDate != nil:
		return *r.ToDate, true
	case r.YearToDate != nil && p.ToEndOfLastYear != nil:
		return *p.ToEndOfLastYear + *r.YearToDate, true
	}
	return 0, false
}

// SpentLittle reports whether a row itself shows less than a fifth of its total as spent.
func SpentLittle(p *ProjectRow, r *ReportRow) bool {
	spent, known := spentOf(p, r)
	return known && p.TotalInvestment != nil && 5*spent < *p.TotalInvestment
}

// longestText is the largest number of characters of a report's text.
const longestText = 2000

// checkPhysical checks the texts of a month: works reported as done although little was spent, money spent without any
// text on a sheet that describes works, texts that are too long.
func (r *reading) checkPhysical(p *ProjectRow, report *ReportRow, described bool) {
	if word := Completed(report.Physical); word != "" && SpentLittle(p, report) {
		spent, _ := spentOf(p, report)
		cell := sheet.CellName(report.Row, r.at[FieldPhysical])
		r.find(SeverityNotice, "stage_without_money", cell, "%s 写“%s”，累计完成投资 %s 不到总投资 %s 的 20%%，请核对", cell, word,
			spent.InWanYuan(), p.TotalInvestment.InWanYuan())
	}
	if report.Physical == "" && described && report.MonthAmount != nil && *report.MonthAmount > 0 {
		cell := sheet.CellName(report.Row, r.at[FieldPhysical])
		r.find(SeverityNotice, "physical_missing", cell, "%s 本月完成投资 %s 而形象进度为空，请补充", cell, report.MonthAmount.InWanYuan())
	}
	for _, f := range []struct {
		field Field
		text  string
	}{{FieldPhysical, report.Physical}, {FieldProblems, report.Problems}, {FieldNextStep, report.NextStep}} {
		r.checkLength(report.Row, f.field, f.text)
	}
}

func (r *reading) checkLength(row int, field Field, text string) {
	if len(text) <= longestText {
		return
	}
	if n := utf8.RuneCountInString(text); n > longestText {
		cell := sheet.CellName(row, r.at[field])
		r.find(SeverityError, "text_too_long", cell, "%s“%s”有 %d 个字，最多 %d 个字，请精简", cell, models.WordOf(field), n, longestText)
	}
}
