package importer

import (
	"fmt"
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// milestones reads the milestones of a row, in the three layouts that bureaus use: a row for each milestone, a column
// for each with a date in the cell, or a column for each month with the task as text.
func (r *reading) milestones(row *sheet.Row, p *ProjectRow) {
	base := MilestoneRow{Row: row.Number, Code: p.Code, Project: p.Name, ResponsibleUnit: p.ResponsibleUnit}
	if r.at[FieldMilestoneName] != 0 && r.kind == KindMilestones {
		r.milestoneRow(row, base)
	}
	r.monthTasks(row, p)
	for column := range r.columns {
		g := &r.columns[column]
		switch g.field {
		case FieldMilestoneDate:
			d := r.date(row, column)
			if d.day == 0 {
				continue
			}
			m := base
			m.Name, m.Due, m.Precision = g.milestone(), d.day, d.precision
			m.Controlling = containsAny(m.Name, controllingWords)
			r.report.Milestones = append(r.report.Milestones, m)
		case FieldMilestoneText:
			text := sheet.Tidy(sheet.Display(row.At(column)))
			month, precision := g.month, models.PrecisionMonth
			if month == 0 {
				month, precision = 3*g.quarter, models.PrecisionQuarter
			}
			if row.At(column).Kind != sheet.Text || sheet.SaysNothing(text) || r.year == 0 || month == 0 {
				continue
			}
			m := base
			if r.named(m, text) { // 主体施工 in August and in September
				text = fmt.Sprintf("%s（%d月）", text, month)
			}
			m.Name, m.Due, m.Precision = text, models.MonthOf(r.year, month).Last(), precision
			m.Controlling = containsAny(m.Name, controllingWords)
			r.report.Milestones = append(r.report.Milestones, m)
		}
	}
}

// named reports whether a project already has a milestone of that name.
func (r *reading) named(of MilestoneRow, name string) bool {
	for i := len(r.report.Milestones) - 1; i >= 0 && r.report.Milestones[i].Row == of.Row; i-- {
		if models.NameKey(r.report.Milestones[i].Name) == models.NameKey(name) {
			return true
		}
	}
	return false
}

func (r *reading) milestoneRow(row *sheet.Row, m MilestoneRow) {
	m.Name = r.text(row, FieldMilestoneName)
	m.Name, _ = splitMarks(m.Name)
	due := r.date(row, r.at[FieldDue])
	done := r.date(row, r.at[FieldDoneOn])
	if m.Name == "" {
		if due.day != 0 || done.day != 0 {
			cell := sheet.CellName(row.Number, r.at[FieldMilestoneName])
			r.find(SeverityError, "milestone_unnamed", cell, "%s 有日期而没有节点名称，请补上", cell)
		}
		return
	}
	m.Due, m.Precision, m.Note = due.day, due.precision, r.prose(row, FieldRemark)
	if done.precision == models.PrecisionDay {
		m.DoneOn = done.day
	} else if done.day != 0 {
		cell := sheet.CellName(row.Number, r.at[FieldDoneOn])
		m.DoneOn = done.day
		r.find(SeverityWarning, "imprecise_date", cell, "%s 的完成时间没有写到日，按 %s 读取，请核对", cell, done.day)
	}
	if due.day == 0 && r.cell(row, FieldDue).Kind == sheet.Blank {
		cell := sheet.CellName(row.Number, max(r.at[FieldDue], 1))
		r.find(SeverityWarning, "milestone_without_date", cell, "第 %d 行节点“%s”没有计划完成时间，无法督办", row.Number, sheet.Clip(m.Name))
	}
	m.Controlling = containsAny(m.Name, controllingWords)
	if r.at[FieldControlling] != 0 {
		c := r.cell(row, FieldControlling)
		value, known := yes(sheet.Display(c))
		if !known {
			cell := sheet.CellName(row.Number, c.Column)
			r.find(SeverityWarning, "not_yes_or_no", cell, "%s“%s”应填是或否，按否读取", cell, sheet.Clip(c.Text))
		}
		m.Controlling = value
	}
	r.report.Milestones = append(r.report.Milestones, m)
}

var milestoneSuffix = regexp.MustCompile(`(?:完成)?(?:时间|日期|节点)$`)

// milestone returns the name of a column's milestone: its own header, or the one above it where its own is only 时间.
func (g guess) milestone() string {
	name := milestoneName(g.leaf)
	if n := len(g.words); n > 1 && bareTime.MatchString(name) {
		return milestoneName(g.words[n-2])
	}
	return name
}

var bareTime = regexp.MustCompile(`^(?:计划|拟|预计|要求|节点|完成|年月|时间|日期|时限)+$`)

// milestoneName returns the milestone in a header: 主体封顶 for 主体封顶时间.
func milestoneName(header string) string {
	name, _ := splitMarks(header)
	folded := sheet.Fold(name)
	for _, prefix := range []string{"计划", "拟", "预计"} {
		folded = strings.TrimPrefix(folded, prefix)
	}
	if short := milestoneSuffix.ReplaceAllString(folded, ""); short != "" {
		return short
	}
	return folded
}
