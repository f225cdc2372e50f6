package importer

import (
	"fmt"
	"regexp"
	"strings"

	"duban/importer/sheet"
)

// settleBareMonths distinguishes month columns of amounts from those of texts by the cells below.
func (l *listing) settleBareMonths() {
	for i := range l.columns {
		g := &l.columns[i]
		if g.field == FieldNone && !g.answered && g.quarter != 0 && len([]rune(sheet.Fold(g.leaf))) <= 5 &&
			l.looksLikeAmounts(i) {
			g.field, g.confidence = FieldQuarterPlan, .6
			continue
		}
		if g.field != FieldNone || g.answered || g.month == 0 || sheet.Fold(g.leaf) != fmt.Sprintf("%d月", g.month) &&
			sheet.Fold(g.leaf) != fmt.Sprintf("%d月份", g.month) {
			continue
		}
		amounts := l.looksLikeAmounts(i)
		switch {
		case !amounts && l.hasContent(i):
			g.field, g.confidence = FieldMilestoneText, .8
		case amounts && strings.Contains(g.header, "计划"):
			g.field, g.confidence = FieldMonthPlan, .85
		case amounts && strings.Contains(g.header, "完成"):
			g.field, g.confidence = FieldMonthAmount, .85
		case amounts && (l.count(FieldYearToDate) > 0 || l.count(FieldRate) > 0):
			g.field, g.confidence = FieldMonthAmount, .8
		case amounts:
			g.field, g.confidence = FieldMonthPlan, .6
		}
	}
}

// aMonthsPlan and aQuartersPlan match the headers of adjacent columns that split the year's plan without a common
// parent header.
var (
	aMonthsPlan = regexp.MustCompile(
		`^(?:\d{4}年)?\d{1,2}月(?:份)?(?:计划|目标)(?:完成)?(?:投资|投资额)?$|^(?:\d{4}年)?\d{1,2}月(?:份)?投资(?:计划|目标)$`)
	aQuartersPlan = regexp.MustCompile(
		`^(?:\d{4}年)?(?:第?[一二三四1-4]季度|[Qq][1-4])(?:计划|目标)(?:完成)?(?:投资|投资额)?$|^(?:\d{4}年)?(?:第?[一二三四1-4]季度|[Qq][1-4])投资(?:计划` +
			`|目标)$`)
)

// settleMonthPlans maps 1月计划投资 | 2月计划投资 | 3月计划投资 … to the year's plan by months. In a report one or two of them (this
// month's and the next one's) are not stored; three or more split the year. One quarter column suffices.
func (l *listing) settleMonthPlans() {
	var months []int
	for i := range l.columns {
		g := &l.columns[i]
		if g.answered || g.field != FieldNone && g.field != FieldOther || !l.looksLikeAmounts(i) {
			continue
		}
		leaf := headerBracket.ReplaceAllString(sheet.Fold(g.leaf), "")
		switch {
		case g.month != 0 && aMonthsPlan.MatchString(leaf):
			months = append(months, i)
		case g.quarter != 0 && aQuartersPlan.MatchString(leaf):
			g.field, g.confidence = FieldQuarterPlan, sureEnough
		}
	}
	if len(months) < 3 {
		return
	}
	for _, i := range months {
		l.columns[i].field, l.columns[i].confidence = FieldMonthPlan, sureEnough
	}
}

// settleMonthPairs maps months that have a column of amounts and one of texts (8月 over 完成投资 | 形象进度). In a plan they are
// planned values; in a report each is what was done in its month.
func (l *listing) settleMonthPairs(title string) {
	months, planned := map[int]bool{}, isPlanTitle(title)
	for _, g := range l.columns {
		if g.field == FieldPhysical && g.month != 0 && len(g.words) > 1 {
			months[g.month] = true
			planned = planned || isPlanTitle(g.header)
		}
	}
	if len(months) < 2 {
		return
	}
	for i := range l.columns {
		g := &l.columns[i]
		if g.answered || !months[g.month] || len(g.words) < 2 {
			continue
		}
		switch {
		case g.field == FieldPhysical && planned:
			g.field, g.confidence = FieldMilestoneText, sureEnough
		case g.field == FieldMonthAmount && planned:
			g.field, g.confidence = FieldMonthPlan, sureEnough
		}
	}
}

// title returns the column's field in words, for a split plan with the month or quarter.
func (g guess) title() string {
	switch {
	case g.field == FieldMonthPlan && g.month != 0:
		return fmt.Sprintf("%d月计划投资", g.month)
	case g.field == FieldQuarterPlan && g.quarter != 0:
		return string([]rune("一二三四")[g.quarter-1]) + "季度计划投资"
	}
	return g.field.Chinese()
}
