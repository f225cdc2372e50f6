package importer

import (
	"regexp"
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// fundHeading is a heading between projects with the sums that it declares of the rows below it.
type fundHeading struct {
	style   int
	row     *sheet.Row
	amounts map[int]models.Money
	from    int // entries before it
}

// Styles of headings, from the outermost: a total above its rows, 一、, （一）, and a title over several columns.
const (
	styleTotal = iota + 1
	styleFirst
	styleSecond
	styleMerged
)

var (
	fundFirst  = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、.．]`)
	fundSecond = regexp.MustCompile(`^[(（][一二三四五六七八九十]{1,3}[)）]`)
)

// headingStyle returns the style of a heading between projects; 0 for another row.
func (t *fundTable) headingStyle(row *sheet.Row) int {
	for _, c := range row.Cells {
		if c.Kind != sheet.Text || c.IsBare() || c.Column > t.at[models.FundProject] {
			continue
		}
		switch text := c.Fold(); {
		case fundFirst.MatchString(text):
			return styleFirst
		case fundSecond.MatchString(text):
			return styleSecond
		}
	}
	for _, m := range t.grid.Merges {
		if m.Top == row.Number && m.Left < t.at[models.FundProject] && t.at[models.FundProject] <= m.Right {
			return styleMerged
		}
	}
	return 0
}

// heading begins a section; what stood open of the same style or within it ends.
func (t *fundTable) heading(row *sheet.Row, amounts map[int]models.Money, style int) {
	t.endHeadings(style)
	t.section = len(t.entries)
	t.above = append(t.above, fundHeading{style, row, amounts, len(t.entries)})
}

// endHeadings checks the sums of headings down to a style.
func (t *fundTable) endHeadings(style int) {
	for len(t.above) > 0 && t.above[len(t.above)-1].style >= style {
		h := t.above[len(t.above)-1]
		t.above = t.above[:len(t.above)-1]
		t.checkSum(h.row, h.amounts, t.entries[h.from:], "合计", "")
	}
}

// total checks a row of sums: of everything, or of what stands since the last subtotal.
func (t *fundTable) total(row *sheet.Row, amounts map[int]models.Money, subtotal bool, source string) {
	switch {
	case len(t.entries) == 0: // it stands above its rows
		t.above = append(t.above, fundHeading{styleTotal, row, amounts, 0})
		return
	case subtotal:
		t.checkSum(row, amounts, t.entries[t.section:], "小计", source)
		t.section = len(t.entries)
		return
	}
	t.endHeadings(styleFirst)
	t.checkSum(row, amounts, t.entries, "合计", source)
}

// checkSum compares declared sums with the rows above, of one source if the row names it.
func (t *fundTable) checkSum(row *sheet.Row, amounts map[int]models.Money, entries []fundEntry, word, source string) {
	of, named := models.FundSourceOf(source, t.sources)
	for _, column := range t.columnsInOrder() {
		declared, stated := amounts[column]
		if !stated {
			continue
		}
		var sum models.Money
		for _, e := range entries {
			c := t.columns[column]
			if (e.column == column || c.sum && t.columns[e.column].field == c.field) && (!named || e.source == of.Key) {
				sum += e.value
			}
		}
		t.compare(t.cellName(row.Number, column), word, t.columns[column].field, declared, sum)
	}
}

// checkAcross compares the sum that a row declares over its sources.
func (t *fundTable) checkAcross(row *sheet.Row, amounts map[int]models.Money) {
	for _, column := range t.columnsInOrder() {
		c := t.columns[column]
		declared, stated := amounts[column]
		if !c.sum || !stated {
			continue
		}
		var sum models.Money
		parts := false
		for other, value := range amounts {
			if o := t.columns[other]; o.field == c.field && !o.sum {
				sum, parts = sum+value, true
			}
		}
		if parts {
			t.compare(t.cellName(row.Number, column), "合计", c.field, declared, sum)
		}
	}
}

func (t *fundTable) compare(cell, word string, field models.FundField, declared, sum models.Money) {
	if declared == sum {
		t.form.Totals++
		return
	}
	t.form.Findings = append(t.form.Findings, models.FundFinding{Cell: cell, Code: "sum_differs",
		Message: models.Messagef("%s %s的%s为 %s 万元，各行相加为 %s 万元，请核对", cell, models.WordOf(field), models.Word(word),
			declared.Wan(), sum.Wan()),
		Options: []models.FundOption{{Value: models.FundRows, Label: models.Messagef("以各行为准")}}})
}

// mostRateDiffers is by how many hundredths of a percent a declared rate may differ without a notice.
const mostRateDiffers = 100

// checkRate compares a declared rate with what was paid of what arrived.
func (t *fundTable) checkRate(row int, a models.FundAmounts) {
	column := t.at[models.FundRate]
	c := t.grid.At(row, column)
	if column == 0 || c.IsBare() || a.Rate() == "" {
		return
	}
	declared, ok := parsePercent(c)
	if !ok {
		return
	}
	computed := int64(a.Paid.Share(100*100, int64(*a.Arrived)))
	if difference := []int64{declared - computed, computed - declared}; slices.Max(difference) > mostRateDiffers {
		cell := t.cellName(row, column)
		t.notice(cell, "rate_differs", models.Messagef("%s 支出率为 %s，按支出和到位计算为 %s%%，采用计算值", cell, sheet.Display(c),
			models.Word(a.Rate())))
	}
}
