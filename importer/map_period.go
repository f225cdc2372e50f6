package importer

import (
	"regexp"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// A progress sheet is for one month. Columns of earlier months beside it keep their own: 1-2月 | 3月 | 1-3月累计, or a
// column of amounts and one of texts for every month.

// settleMonth determines the month of a progress sheet. Months after the last one with content are not begun.
func (l *listing) settleMonth(c surroundings) int {
	if l.kind != KindProgress {
		return 0
	}
	month := l.headerMonth()
	switch {
	case month == 0:
		return c.month
	case c.month != 0 && month != c.month:
		l.find(SeverityWarning, "title_month", sheet.CellName(1, 1), "标题写的是 %d 月，表头写的是 %d 月，按表头的 %d 月读取，请核对标题", c.month,
			month, month)
	}
	return month
}

// headerMonth returns the month that the headers name: the end of the cumulative column's span, or else the last month
// with a figure or a text; 0 when they name none.
func (l *listing) headerMonth() int {
	month, begun := 0, 0
	for _, g := range l.columns {
		if g.field == FieldYearToDate && g.month != 0 && !g.past {
			month = g.month
		}
	}
	if month != 0 {
		return month
	}
	for i, g := range l.columns {
		if g.month == 0 || g.field != FieldMonthAmount && g.field != FieldTenDays {
			continue
		}
		month = max(month, g.month)
		if l.begun(i) {
			begun = max(begun, g.month)
		}
	}
	if begun != 0 {
		return begun
	}
	return month
}

// begun reports whether any cell of a column holds more than a zero.
func (l *listing) begun(column int) bool {
	for row := range l.sampled() {
		c := row.At(column)
		if c.Kind == sheet.Text && !sheet.SaysNothing(c.Text) && strings.Trim(sheet.Fold(c.Text), "0.") != "" ||
			c.Kind == sheet.Number && strings.Trim(c.Text, "-0.") != "" {
			return true
		}
	}
	return false
}

// settleSpans keeps, of several cumulative columns, the one that ends with the sheet's month: 1-2月 beside 1-3月累计 is an
// earlier month's.
func (l *listing) settleSpans(c surroundings) {
	last := 0
	var spans []int
	for i, g := range l.columns {
		switch {
		case g.month == 0 || g.past:
		case g.field == FieldYearToDate:
			spans = append(spans, i)
			last = max(last, g.month)
		case (g.field == FieldMonthAmount || g.field == FieldTenDays) && l.begun(i):
			last = max(last, g.month)
		}
	}
	if slices.ContainsFunc(spans, func(i int) bool { return l.columns[i].month == c.month }) {
		last = c.month
	}
	// without a cumulative column of its own, the month's is that of the month before and its own amount
	before := 0
	if !slices.ContainsFunc(l.columns, func(g guess) bool {
		return g.field == FieldYearToDate && (g.month == 0 || g.month == last)
	}) {
		for _, i := range spans {
			if m := l.columns[i].month; m < last {
				before = max(before, m)
			}
		}
	}
	for _, i := range spans {
		g := &l.columns[i]
		if g.month == last || g.answered {
			continue
		}
		if g.month == before {
			g.past = true
			continue
		}
		g.field = FieldOther
		severity := SeverityNotice
		if g.month > last {
			severity = SeverityWarning
		}
		l.find(severity, "other_span", l.headerCell(i), "%s 列“%s”是 1-%d月 的累计，本表是 %d 月的，没有读取", sheet.ColumnName(i), g.header,
			models.MonthNumber(g.month), last)
	}
}

// settleBareSpans recognises a cumulative column whose header is only its span: 今年1-6月.
func (l *listing) settleBareSpans(c surroundings) {
	for i := range l.columns {
		g := &l.columns[i]
		if g.field != FieldNone || g.answered || g.month == 0 || len(g.words) == 0 || !l.looksLikeAmounts(i) {
			continue
		}
		if word := headerWordOf(g.leaf); !bareSpan.MatchString(word.word) {
			continue
		}
		g.field, g.confidence = FieldYearToDate, .7
		if saysProgress(c.title) || c.month == g.month || l.count(FieldMonthAmount)+l.count(FieldRate)+
			l.count(FieldPhysical) > 0 {
			g.confidence = sureEnough
		}
	}
}

var bareSpan = regexp.MustCompile(`^(?:Y年)?1-M月(?:情况|数|投资)?$`)

// pastFields are the texts that a sheet may hold for several months.
var pastFields = []Field{FieldPhysical, FieldProblems, FieldNextStep}

// settlePastTexts recognises the texts of earlier months: each stays with its month.
func (l *listing) settlePastTexts(c surroundings) {
	for _, field := range pastFields {
		var columns []int
		for i, g := range l.columns {
			if g.field == field && g.month != 0 && !g.answered {
				columns = append(columns, i)
			}
		}
		if len(columns) == 0 {
			continue
		}
		last := l.headerMonth()
		for _, i := range columns {
			if last == 0 || !l.begun(i) && last < l.columns[i].month {
				continue
			}
			last = max(last, l.columns[i].month)
		}
		if last == 0 {
			last = c.month
		}
		general := slices.ContainsFunc(l.columns, func(g guess) bool { return g.field == field && g.month == 0 })
		for _, i := range columns {
			g := &l.columns[i]
			g.past = g.month != last && (len(columns) > 1 || general || last != 0)
		}
	}
}

// settleTenDays recognises the columns 上旬, 中旬 and 下旬, which are parts of a month, and the column that sums them up,
// which is the month's own figure and no cumulative one.
func (l *listing) settleTenDays(c surroundings) {
	parts := map[string][]int{} // by the header cells above
	for i := range l.columns {
		g := &l.columns[i]
		if g.field != FieldTenDays || g.answered {
			continue
		}
		if !l.looksLikeAmounts(i) && l.hasContent(i) {
			g.field, g.confidence = FieldNone, 0
			continue
		}
		if g.month == 0 {
			g.month = c.month
		}
		parts[l.parentsOf(i)] = append(parts[l.parentsOf(i)], i)
	}
	for above, columns := range parts {
		for i := range l.columns {
			g := &l.columns[i]
			if g.answered || len(g.words) < 2 || l.parentsOf(i) != above || g.field != FieldYearToDate &&
				g.field != FieldMonthAmount && !totalWords[g.words[len(g.words)-1]] || strings.Contains(g.words[len(g.words)-1],
				"年") {
				continue
			}
			if !l.looksLikeAmounts(i) {
				continue
			}
			if g.field == FieldYearToDate && !l.sumsOf(i, columns) {
				continue
			}
			g.field, g.confidence, g.month = FieldMonthAmount, .95, l.columns[columns[0]].month
		}
	}
}

// parentsOf returns the header cells above a column's own.
func (l *listing) parentsOf(column int) string {
	words := l.columns[column].words
	if len(words) == 0 {
		return ""
	}
	return strings.Join(words[:len(words)-1], "\x00")
}

// sumsOf reports whether the amounts of a column are, in most rows, the sums of other columns.
func (l *listing) sumsOf(column int, of []int) bool {
	same, rows := 0, 0
	for row := range l.sampled() {
		total := parseAmount(row.At(column).Text, models.WanYuan)
		if total.value == nil {
			continue
		}
		sum := models.Money(0)
		for _, i := range of {
			if a := parseAmount(row.At(i).Text, models.WanYuan); a.value != nil {
				sum += *a.value
			}
		}
		rows++
		if sum == *total.value {
			same++
		}
	}
	return same*2 > rows
}

// markHidden marks the hidden columns.
func (l *listing) markHidden() {
	for _, h := range l.raw.HiddenColumns {
		for i := h.Left; i <= min(h.Right, len(l.columns)-1); i++ {
			l.columns[i].hidden = true
		}
	}
}
