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

// Completed returns the words with which a physical progress says that the main works are done; "" when it does not.
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

// spentOf returns what a row says was spent since the start; false when its columns do not say it.
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

// longestText is how many characters a text of a report may have: more is a document, not a cell.
const longestText = 2000

// checkPhysical looks at the texts of a month: works said to be done that little was spent on, money that moved and
// left no trace on a sheet that describes works at all, texts too long for a cell.
func (r *reading) checkPhysical(p *ProjectRow, report *ReportRow, described bool) {
	if word := Completed(report.Physical); word != "" && SpentLittle(p, report) {
		spent, _ := spentOf(p, report)
		cell := sheet.CellName(report.Row, r.at[FieldPhysical])
		r.find(SeverityNotice, "stage_without_money", cell, "%s 写「%s」，累计完成投资 %s 不到总投资 %s 的 20%%，请核对", cell, word,
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
		r.find(SeverityError, "text_too_long", cell, "%s「%s」有 %d 个字，最多 %d 个字，请精简", cell, models.WordOf(field), n, longestText)
	}
}
