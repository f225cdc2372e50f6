package importer_test

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"duban/internal/testkit/booktest"
	"duban/models"
)

// draw lays the sketch out.
func (s *sketch) draw() booktest.Sheet {
	s.columns = s.pillars()
	width := len(s.columns)
	if !s.noTitle {
		s.row("附件1")
		title := s.title
		if title == "" {
			title = fmt.Sprintf("%d年张店区重点项目投资计划表", s.year)
			if s.kind == "progress" {
				title = fmt.Sprintf("%d年%d月份全区重点项目进展情况表", s.year, s.month)
			}
		}
		if s.unitIn == "title" {
			title += "（单位：" + string(s.unit) + "）"
		}
		s.merge(s.row(title), 1, width)
	}
	for _, row := range s.above {
		s.row(row...)
	}
	switch s.unitIn {
	case "row":
		row := make([]any, width)
		row[0], row[width-2] = "编制单位：区重点项目办", "单位："+string(s.unit)
		s.row(row...)
	case "bracket row":
		row := make([]any, width)
		row[width-1] = "（金额单位：" + string(s.unit) + "）"
		s.row(row...)
	}
	if s.numbersOver {
		s.row(s.across(func(i int) any { return i + 1 })...)
	}
	s.header()
	if s.instruction {
		s.row(s.across(func(i int) any {
			return []any{"填写数字", "填写全称", "必填", "如：2021年3月", "保留两位小数", "请选择"}[i%6]
		})...)
	}
	if s.numbersRow {
		s.row(s.across(func(i int) any { return i + 1 })...)
	}
	var all []*thing
	for _, g := range s.top {
		all = append(all, g.all()...)
	}
	if s.totals == "top" {
		s.total(all)
	}
	for i, g := range s.top {
		if s.repeatedHeader && i > 0 {
			s.header()
		}
		s.section(g)
	}
	if s.totals == "bottom" {
		s.total(all)
	}
	for _, foot := range s.foot {
		s.row(foot)
	}
	for i := range s.rows {
		s.rows[i] = append(make([]any, s.offset), s.rows[i]...)
	}
	return booktest.Sheet{Rows: s.rows, Merges: s.merges}
}

func (s *sketch) across(cell func(i int) any) []any {
	row := make([]any, len(s.columns))
	for i := range row {
		row[i] = cell(i)
	}
	return row
}

// row appends a row and returns its number.
func (s *sketch) row(cells ...any) int {
	s.rows = append(s.rows, cells)
	return len(s.rows)
}

func (s *sketch) merge(row, from, to int) { s.block(row, from, row, to) }

func (s *sketch) block(top, left, bottom, right int) {
	if top == bottom && left == right {
		return
	}
	first, _ := excelize.CoordinatesToCellName(left+s.offset, top)
	last, _ := excelize.CoordinatesToCellName(right+s.offset, bottom)
	s.merges = append(s.merges, first+":"+last)
}

// header draws the heads of the columns over as many rows as the longest path has.
func (s *sketch) header() {
	height := 1
	for _, c := range s.columns {
		height = max(height, len(c.path))
	}
	top := len(s.rows) + 1
	for range height {
		s.row(make([]any, len(s.columns))...)
	}
	for i, c := range s.columns {
		for level, word := range c.path {
			if level+1 < len(c.path) && i > 0 && slices.Equal(s.columns[i-1].path[:min(level+1, len(s.columns[i-1].path))],
				c.path[:level+1]) {
				continue
			}
			s.rows[top+level-1][i] = word
			if level+1 == len(c.path) {
				if s.merged {
					s.block(top+level, i+1, top+height-1, i+1)
				}
				continue
			}
			last := i
			for last+1 < len(s.columns) && len(s.columns[last+1].path) > level+1 &&
				slices.Equal(s.columns[last+1].path[:level+1], c.path[:level+1]) {
				last++
			}
			if s.merged {
				s.merge(top+level, i+1, last+1)
			}
		}
	}
}

// section draws a section's row, its projects and what is inside it.
func (s *sketch) section(g *group) {
	all := g.all()
	if g.label != "" {
		row := make([]any, len(s.columns))
		label := g.label
		switch s.counts {
		case "label":
			label += fmt.Sprintf("%d个", len(all))
		case "bracket":
			label += fmt.Sprintf("（%d项）", len(all))
		case "column":
			for i := 2; i < len(row); i++ {
				if s.columns[i].money == nil {
					row[i] = fmt.Sprintf("%d个", len(all))
					break
				}
			}
		}
		row[0] = label
		if s.subtotals == "row" {
			s.sums(row, all)
		}
		at := s.row(row...)
		if s.subtotals != "row" && s.counts != "column" {
			s.merge(at, 1, len(s.columns))
		}
	}
	for i, t := range g.things {
		s.project(t, i)
	}
	for _, inner := range g.groups {
		s.section(inner)
	}
	if s.subtotals == "below" && g.label != "" && len(g.groups) == 0 {
		row := make([]any, len(s.columns))
		row[1] = "小计"
		s.sums(row, all)
		s.row(row...)
	}
}

func (s *sketch) sums(row []any, things []*thing) {
	for i, c := range s.columns {
		if c.money == nil {
			continue
		}
		sum := models.Money(0)
		for _, t := range things {
			sum += c.money(t)
		}
		row[i] = float64(sum) / float64(s.unit.Fen())
	}
}

func (s *sketch) total(things []*thing) {
	row := make([]any, len(s.columns))
	row[0] = s.totalWord
	s.sums(row, things)
	s.row(row...)
	if s.ofWhich {
		row := make([]any, len(s.columns))
		row[0] = "其中：市重大项目"
		s.sums(row, things[:1])
		s.row(row...)
	}
}

func (s *sketch) number(i int) any {
	s.n++
	switch s.numbering {
	case "restart":
		return i + 1
	case "(1)":
		return fmt.Sprintf("(%d)", s.n)
	case "1.0":
		return fmt.Sprintf("%d.0", s.n)
	case "dotted":
		return fmt.Sprintf("%d、", s.n)
	case "marked":
		return fmt.Sprintf("%d●", s.n)
	}
	return s.n
}

func (s *sketch) project(t *thing, i int) {
	row := s.across(func(c int) any {
		if s.columns[c].cell == nil {
			return nil
		}
		return s.columns[c].cell(t)
	})
	row[0] = s.number(i)
	s.row(row...)
	for k, part := range t.parts {
		row := make([]any, len(s.columns))
		row[1] = part
		switch s.bundles {
		case "inside":
			row[0] = fmt.Sprintf("%d.%d", s.n, k+1)
		case "bracket":
			row[0] = fmt.Sprintf("(%d)", k+1)
		}
		for c, p := range s.columns {
			if p.money == nil {
				continue
			}
			share := p.money(t) / 20_000 * 10_000
			if k > 0 {
				share = p.money(t) - share
			}
			row[c] = float64(share) / float64(s.unit.Fen())
		}
		s.row(row...)
	}
	if s.funding && i == 0 {
		row := make([]any, len(s.columns))
		row[len(row)-1] = "中央预算内资金 5000 万元"
		s.row(row...)
	}
}
