package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

var titleCount = regexp.MustCompile(`(\d+)(?:个|项)`)

// checkListSize compares the number of projects with the one in the title and with the sum of the sections.
func (r *reading) checkListSize() {
	listed := len(r.lines)
	if m := titleCount.FindStringSubmatch(sheet.Fold(r.report.Title)); m != nil && strings.Contains(r.report.Title,
		"项目") &&
		r.at[FieldName] != 0 {
		if stated := number(m[1]); stated != listed {
			cell := r.titleCell()
			r.find(SeverityWarning, "count_differs", cell, "%s 标题写的是 %d 个项目，表中实有 %d 个，请核对", cell, stated, listed)
		}
	}
	stated, counted := 0, 0
	for _, s := range r.report.Sections {
		if s.Level != 1 {
			continue
		}
		if s.Declared == nil || !s.OK {
			return // nothing to add up, or already reported
		}
		stated, counted = stated+*s.Declared, counted+s.Counted
	}
	if counted > 0 && counted < listed {
		cell := sheet.CellName(r.sections[0].row.Number, max(r.sections[0].reading.countAt, 1))
		r.find(SeverityWarning, "count_differs", cell, "%s 各分类合计 %d 个项目，表中实有 %d 个，有 %d 个不在任何分类下，请核对", cell, stated, listed,
			listed-counted)
	}
}

// checkNumbers reports gaps in a list that is otherwise numbered consecutively: a row was deleted or lost. An excerpt
// of a longer list has many gaps and is not reported.
func (r *reading) checkNumbers() {
	type gap struct{ row, from, to int }
	var gaps []gap
	before, numbered := 0, 0
	for _, p := range r.report.Projects {
		if !arabic.MatchString(p.Number) || len(p.Number) > 5 {
			continue
		}
		n := number(p.Number)
		numbered++
		switch {
		case numbered == 1 || n == before+1 || n == 1:
		case n <= before:
			return // not numbered one by one
		default:
			gaps = append(gaps, gap{p.Row, before, n})
		}
		before = n
	}
	if r.kind == KindMilestones || numbered < 5 || len(gaps) > max(1, numbered/10) {
		return
	}
	for _, g := range gaps {
		cell := sheet.CellName(g.row, r.at[FieldNumber])
		r.find(SeverityWarning, "number_gap", cell, "%s 序号从 %d 跳到 %d，中间缺 %d 个，请核对是否漏了行", cell, g.from, g.to, g.to-g.from-1)
	}
}

// titleCell names the cell of the title.
func (r *reading) titleCell() string {
	for _, row := range r.raw.Rows {
		if row.Number >= r.header.first {
			break
		}
		for _, c := range row.Cells {
			if c.Kind == sheet.Text && sheet.Tidy(c.Text) == r.report.Title {
				return sheet.CellName(row.Number, c.Column)
			}
		}
	}
	return sheet.CellName(1, 1)
}

// checkOfWhich compares the rows 其中：… with what they are part of: counts with the projects of the kind that the row
// names, amounts with the sum of which they are a part.
func (r *reading) checkOfWhich() {
	for _, t := range r.ofWhich {
		r.countOf(t.row, "", &t.reading)
		label := t.reading.label
		lines := r.lines
		if len(t.sections) > 0 {
			lines = r.within(t.sections[len(t.sections)-1])
		}
		of, known := r.kindOf(label, lines)
		if t.reading.count != nil {
			cell, stated := sheet.CellName(t.row.Number, t.reading.countAt), *t.reading.count
			total := Total{Cell: cell, Label: label, Field: FieldCount, What: FieldCount.Chinese(), Count: t.reading.count,
				Counted: new(len(lines)), OK: stated <= len(lines)}
			if known {
				total.Counted, total.OK = new(len(of)), stated == len(of)
			}
			switch {
			case total.OK:
			case known:
				r.find(SeverityWarning, "count_differs", cell, "%s“%s”写的是 %d 个项目，其中实有 %d 个，请核对", cell, label, stated, len(of))
			default:
				r.find(SeverityWarning, "count_differs", cell, "%s“%s”写的是 %d 个项目，多于全部 %d 个，请核对", cell, label, stated, len(lines))
			}
			r.report.Totals = append(r.report.Totals, total)
		}
		if known {
			r.checkAmounts(t.row, label, of)
			continue
		}
		for column, g := range r.columns {
			all := sumOf(lines, column)
			if declared, ok := r.declared(t.row, column, g); ok && declared > all {
				cell := sheet.CellName(t.row.Number, column)
				r.find(SeverityWarning, "of_which_over", cell, "%s“%s”%s %s %s 大于全部 %s %s，请核对", cell, label, g.title(),
					declared.In(g.unit), models.Word(g.unit), all.In(g.unit), models.Word(g.unit))
			}
		}
	}
}

// kindOf returns the lines of the projects of the kind that a row 其中：… names: 市重大, 新开工, 续建, 竣工.
func (r *reading) kindOf(label string, lines []line) ([]line, bool) {
	var is func(ProjectRow) bool
	switch {
	case cityMajorNote.MatchString(sheet.Fold(label)):
		is = func(p ProjectRow) bool { return p.CityMajor }
	case strings.Contains(label, "续建"):
		is = func(p ProjectRow) bool { return p.Stage == models.StageCarried }
	case strings.Contains(label, "新开工"), strings.Contains(label, "新建"):
		is = func(p ProjectRow) bool { return p.Stage == models.StageNewStart }
	case containsAny(label, []string{"前期", "预备", "储备", "准备类"}):
		is = func(p ProjectRow) bool { return p.Category == models.Preparatory }
	default:
		return nil, false
	}
	kinds, any := map[int]bool{}, false
	for _, p := range r.report.Projects {
		kinds[p.Row] = is(p)
		any = any || is(p)
	}
	var of []line
	for _, ln := range lines {
		if kinds[ln.row] {
			of = append(of, ln)
		}
	}
	return of, any // a sheet without marks has no information about the kind
}
