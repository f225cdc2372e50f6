package importer

import (
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// How many years before and after the sheet's own a planned date or milestone may lie.
const (
	planYears      = 15
	milestoneYears = 5
)

// checkDates reports dates that contradict each other, lie in an implausible year, or are in the future although done.
func (r *reading) checkDates() {
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		r.checkOrderOf(p.Row, FieldPlannedStart, p.PlannedStart, FieldPlannedFinish, p.PlannedFinish)
		r.checkOrderOf(p.Row, FieldActualStart, p.ActualStart, FieldActualFinish, p.ActualFinish)
		for _, d := range []struct {
			field Field
			date  models.Date
		}{{FieldPlannedStart, p.PlannedStart}, {FieldPlannedFinish, p.PlannedFinish}, {FieldActualStart, p.ActualStart},
			{FieldActualFinish, p.ActualFinish}, {FieldStatisticsOn, p.StatisticsOn}} {
			if d.date != 0 {
				r.checkYear(p.Row, r.at[d.field], models.WordOf(d.field), d.date, planYears)
			}
		}
		for _, d := range []struct {
			field Field
			date  models.Date
		}{{FieldActualStart, p.ActualStart}, {FieldActualFinish, p.ActualFinish}, {FieldStatisticsOn, p.StatisticsOn}} {
			if d.date != 0 {
				r.checkFuture(p.Row, r.at[d.field], models.WordOf(d.field), d.date)
			}
		}
		if p.Started == models.No && p.ActualStart != 0 {
			cell := sheet.CellName(p.Row, r.at[FieldActualStart])
			r.find(SeverityWarning, "started_contradicts", cell, "%s 写了实际开工时间 %s，而是否开工写“否”，请核对", cell, p.ActualStart)
		}
	}
	for i := range r.report.Milestones {
		m := &r.report.Milestones[i]
		r.checkYear(m.Row, r.at[FieldDue], "节点“"+sheet.Clip(m.Name)+"”的计划完成时间", m.Due, milestoneYears)
		r.checkFuture(m.Row, r.at[FieldDoneOn], "节点“"+sheet.Clip(m.Name)+"”的实际完成时间", m.DoneOn)
	}
	r.checkMilestoneOrder()
}

func (r *reading) checkOrderOf(row int, start Field, from models.Date, finish Field, to models.Date) {
	if from != 0 && to != 0 && to < from {
		cell := sheet.CellName(row, r.at[finish])
		r.find(SeverityWarning, "dates_out_of_order", cell, "%s %s %s 早于%s %s，请核对", cell, models.WordOf(finish), to,
			models.WordOf(start), from)
	}
}

func (r *reading) checkYear(row, column int, what any, d models.Date, years int) {
	if d == 0 || r.year == 0 || d.Year() >= r.year-years && d.Year() <= r.year+years {
		return
	}
	cell := sheet.CellName(row, max(column, 1))
	r.find(SeverityWarning, "implausible_date", cell, "%s %s为 %s，与 %d 年相距 %d 年，请核对年份", cell, what, d, r.year,
		max(d.Year()-r.year, r.year-d.Year()))
}

// checkFuture reports a completion date after the sheet's month.
func (r *reading) checkFuture(row, column int, what any, d models.Date) {
	month := r.monthOf()
	if d == 0 || r.year == 0 || month == 0 || r.kind == KindPlan {
		return
	}
	if last := models.MonthOf(r.year, month).Last(); d > last {
		cell := sheet.CellName(row, max(column, 1))
		r.find(SeverityWarning, "done_in_future", cell, "%s %s %s 晚于本表月份（%d年%d月），请核对", cell, what, d, r.year,
			models.MonthNumber(month))
	}
}

// monthOf returns the month of a sheet, 1–12; for a sheet of milestones it is in the title. 0: none.
func (r *reading) monthOf() int {
	if m := titleMonth.FindStringSubmatch(sheet.Fold(r.report.Title)); r.month == 0 && m != nil && number(m[1]) <= 12 {
		return number(m[1])
	}
	return r.month
}

// milestoneRanks are steps that always have this order.
var milestoneRanks = [][]string{{"开工"}, {"封顶"}, {"竣工"}, {"投产", "投用", "通车", "启用", "交付使用"}}

func rankOf(name string) int {
	rank := -1
	for i, words := range milestoneRanks {
		if containsAny(name, words) {
			if rank >= 0 {
				return -1 // it names two steps
			}
			rank = i
		}
	}
	return rank
}

// checkMilestoneOrder reports a step that is due before an earlier one of the same project and phase.
func (r *reading) checkMilestoneOrder() {
	type key struct{ project, unit, phase string }
	known := map[key][]MilestoneRow{}
	for _, m := range r.report.Milestones {
		name := models.NameKey(m.Name)
		rank := rankOf(name)
		if rank < 0 || m.Due == 0 {
			continue
		}
		k := key{models.NameKey(m.Project), models.NameKey(m.ResponsibleUnit), NumbersIn(name)}
		for _, o := range known[k] {
			early, late := o, m
			other := rankOf(models.NameKey(o.Name))
			if other == rank {
				continue
			}
			if other > rank {
				early, late = m, o
			}
			if late.Due < early.Due {
				cell := sheet.CellName(m.Row, max(r.at[FieldDue], 1))
				r.find(SeverityWarning, "milestones_out_of_order", cell, "第 %d 行项目“%s”的节点“%s”%s 早于“%s”%s，请核对", m.Row,
					sheet.Clip(m.Project), sheet.Clip(late.Name), late.Due, sheet.Clip(early.Name), early.Due)
				break
			}
		}
		known[k] = append(slices.Clip(known[k]), m)
	}
}
