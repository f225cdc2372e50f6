package importer

import (
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// checkReturned checks a form that was filled in and returned: what was left empty, and whether the form is the one it
// claims to be.
func (r *reading) checkReturned() {
	r.checkFormID()
	if r.kind != KindProgress {
		return
	}
	var empty []string
	for _, report := range r.report.Reports {
		if report.Month == r.report.Month && report.MonthAmount == nil && report.YearToDate == nil && report.ToDate == nil &&
			report.Physical == "" && report.Problems == "" && report.NextStep == "" {
			empty = append(empty, report.Project)
		}
	}
	const shown = 5
	switch n := len(empty); {
	case n == 0:
	case n <= shown:
		r.find(SeverityNotice, "not_filled_in", "", "有 %d 个项目未填写，按未报处理，不按 0 处理：%s", n, strings.Join(empty, "、"))
	default:
		r.find(SeverityNotice, "not_filled_in", "", "有 %d 个项目未填写，按未报处理，不按 0 处理：%s 等", n, strings.Join(empty[:shown], "、"))
	}
}

// checkFormID identifies a project by the ID of its form: the code may have been lost.
func (r *reading) checkFormID() {
	word := sheet.Fold(FormIDPrefix)
	for i := len(r.raw.Rows) - 1; i >= 0 && r.raw.Rows[i].Number > r.header.last; i-- {
		row := &r.raw.Rows[i]
		lead := r.lead(row)
		id, ok := strings.CutPrefix(lead.Fold(), word)
		if !ok {
			continue
		}
		// The example row is part of Duban's own form: no finding is needed.
		r.report.Findings = slices.DeleteFunc(r.report.Findings, func(f Finding) bool { return f.Code == "instruction_row" })
		code, month, _ := strings.Cut(id, "/")
		r.report.Form = id
		cell := sheet.CellName(row.Number, r.lead(row).Column)
		if m, err := models.ParseMonth(month); err != nil || r.kind == KindProgress && m != r.report.Month {
			r.find(SeverityError, "form_of_another_month", cell, "表单编号是 %s，表上的月份是 %s，请使用当月的表格填写", sheet.Clip(id), r.report.Month)
		}
		for i := range r.report.Projects {
			p := &r.report.Projects[i]
			if p.Code == "" {
				r.recode(p, code)
			}
			if CodeKey(p.Code) != CodeKey(code) {
				r.find(SeverityError, "form_of_another_project", cell, "第 %d 行项目编码是 %s，表单编号是 %s 的，请勿改动编码或混用表格", p.Row,
					sheet.Clip(p.Code),
					sheet.Clip(code))
			}
		}
		return
	}
}

// recode gives a project's rows the code that belongs to the form.
func (r *reading) recode(p *ProjectRow, code string) {
	for i := range r.report.Reports {
		if r.report.Reports[i].Row == p.Row {
			r.report.Reports[i].Code = code
		}
	}
	for i := range r.report.Milestones {
		if r.report.Milestones[i].Code == "" && r.report.Milestones[i].Project == p.Name {
			r.report.Milestones[i].Code = code
		}
	}
	p.Code = code
}
