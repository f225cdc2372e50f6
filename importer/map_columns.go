package importer

import (
	"duban/importer/sheet"
	"duban/models"
)

// listing is a table with the mapping of its columns and the state of reading its rows.
type listing struct {
	raw     *sheet.Grid
	header  headerBlock
	columns []guess       // by column; 0 unused
	at      map[Field]int // the column of a field that has one column; 0: none
	kind    SheetKind
	year    int
	month   int // 1–12; 0 unknown
	unit    models.Unit
	filled  map[[2]int]int        // cells that a merge fills: row and column to the row that holds the text
	wide    map[int][]sheet.Range // merges over three columns or more, by row
	arabic  bool                  // projects are numbered 1, 2, 3
	heads   map[string]bool       // folded texts of the header cells
	starts  [256]bool             // last bytes of the first characters of those texts
	folded  []byte                // buffer for looking up a text in heads

	natures   bool // the column of stages also says what is built: 扩建, 改建
	standings bool // some column is about actual start and finish or the statistics
	answers   SheetAnswers
	refused   map[string]bool    // keys of columns that the sender's sheets never need
	fixes     map[string]CellFix // cells that a person corrected
	said      map[string]string  // answers to questions about this workbook
	// the list is one of 前期 projects
	preparatory bool

	tops        map[string]bool // folded texts above the header
	afterHeader bool            // the row above repeats the header
	// the rows above, up to the last total, are 其中
	afterOfWhich bool
	bundle       bundle // the project above, if it can have parts
	monthTexts   int    // the column whose cells plan several months each; 0: none
	report       *Sheet
}

func (l *listing) find(severity Severity, code, cell, format string, args ...any) {
	l.report.Findings = append(l.report.Findings, Finding{Cell: cell, Severity: severity, Code: code,
		Message: models.Messagef(format, args...)})
}

// headerCell names the header cell of a column, for findings about the whole column.
func (l *listing) headerCell(column int) string { return sheet.CellName(l.header.last, column) }

// settle resolves what the guesses leave open: the year, the kind, fields with several columns, units.
func (l *listing) settle(c surroundings) {
	l.columns = l.header.guesses
	l.markHidden()
	l.at = map[Field]int{}
	l.applyAnswers()
	l.refuseAgain()
	l.year = l.settleYear(c)
	l.settleOtherYears()
	l.settleCodes()
	l.settleTicks()
	l.settleBareMonths()
	l.settleMonthPlans()
	l.settleGoals()
	l.settleMonthPairs(c.title)
	l.settleBareSpans(c)
	l.settleTenDays(c)
	l.settleSpans(c)
	l.settleMonthTexts()
	l.settlePastTexts(c)
	l.settleByValues()
	l.settleDuplicates()
	l.settleInvestor()
	for column, g := range l.columns {
		if g.field != FieldNone && !g.field.repeated() && g.tick == "" && !g.past {
			l.at[g.field] = column
		}
	}
	l.settlePreparatory(c)
	l.kind = l.settleKind(c.title)
	l.settleMilestones()
	l.month = l.settleMonth(c)
	l.settleUnits(c)
	l.ask()
}

// settleYear prefers the year in the plan's own header: a title is often left over from last year.
func (l *listing) settleYear(c surroundings) int {
	year, other := 0, 0
	for _, g := range l.columns {
		if g.year == 0 {
			continue
		}
		switch g.field {
		case FieldAnnualPlan, FieldMonthPlan, FieldQuarterPlan, FieldGoal, FieldYearToDate, FieldMonthAmount:
			if g.year == c.year {
				return c.year
			}
			year = max(year, g.year)
		case FieldToEndOfLastYear:
			other = g.year + 1
		}
	}
	if year == 0 {
		year = other
	}
	switch {
	case year == 0:
		return c.year
	case c.year != 0 && year != c.year:
		l.find(SeverityWarning, "title_year", sheet.CellName(1, 1), "标题写的是 %d 年，表头写的是 %d 年，按表头的 %d 年读取，请核对标题", c.year, year,
			year)
	}
	return year
}

// settleOtherYears drops the plans of other years, which have the same header words as this year's.
func (l *listing) settleOtherYears() {
	for i := range l.columns {
		g := &l.columns[i]
		if g.year == 0 || l.year == 0 {
			continue
		}
		switch g.field {
		case FieldAnnualPlan, FieldMonthPlan, FieldQuarterPlan, FieldGoal, FieldMonthAmount, FieldYearToDate:
			if g.year != l.year {
				g.field = FieldOther
			}
		case FieldToEndOfLastYear:
			if g.year != l.year-1 {
				g.field = FieldOther
			}
		}
	}
}

// settleDuplicates keeps one column for each field: the one with the highest confidence, then the leftmost.
func (l *listing) settleDuplicates() {
	type claim struct {
		field          Field
		month, quarter int
	}
	best := map[claim]int{}
	for column, g := range l.columns {
		c := claim{field: g.field}
		if g.tick != "" || g.past {
			continue
		}
		switch g.field {
		case FieldNone, FieldOther, FieldContact, FieldMilestoneDate, FieldMilestoneText, FieldTenDays:
			continue
		case FieldMonthPlan, FieldMonthAmount:
			c.month = g.month
		case FieldQuarterPlan:
			c.quarter = g.quarter
		}
		before, twice := best[c]
		if !twice {
			best[c] = column
			continue
		}
		loser := column
		if precedence(g) > precedence(l.columns[before]) {
			best[c], loser = column, before
		}
		if l.columns[loser].hidden && !l.columns[best[c]].hidden {
			l.find(SeverityNotice, "hidden_column", l.headerCell(loser), "隐藏的 %s 列“%s”与 %s 列“%s”都是“%s”，按没有隐藏的 %s 列读取",
				sheet.ColumnName(loser), l.columns[loser].header, sheet.ColumnName(best[c]), l.columns[best[c]].header,
				models.WordOf(g.field), sheet.ColumnName(best[c]))
		} else if l.columns[loser].confidence >= .85 && precedence(l.columns[before]) == precedence(g) {
			l.twice(best[c], loser)
		}
		l.columns[loser].field = FieldOther
	}
}

// precedence orders columns with the same field: a person's answers come first, and a hidden column last, because
// the people who check the sheet do not see what it holds.
func precedence(g guess) float64 {
	switch {
	case g.answered:
		return 2
	case g.hidden:
		return g.confidence - 1
	}
	return g.confidence
}

// settleInvestor distinguishes 投资主体 as a kind of investor from 投资主体 as the name of the owner.
func (l *listing) settleInvestor() {
	owner, investor := 0, 0
	for column, g := range l.columns {
		switch g.field {
		case FieldOwner:
			owner = column
		case FieldInvestor:
			investor = column
		}
	}
	if investor == 0 || owner != 0 || l.columns[investor].answered {
		return
	}
	kinds, names := 0, 0
	for row := range l.sampled() {
		if c := row.At(investor); c.Kind == sheet.Text && !sheet.SaysNothing(c.Text) {
			if _, ok := investorOf(c.Text); ok {
				kinds++
			} else {
				names++
			}
		}
	}
	if names > kinds {
		l.columns[investor].field, l.columns[investor].confidence = FieldOwner, .85
	}
}

func (l *listing) count(field Field) int {
	n := 0
	for _, g := range l.columns {
		if g.field == field {
			n++
		}
	}
	return n
}

func (l *listing) settleKind(title string) SheetKind {
	has := func(f Field) bool { return l.count(f) > 0 }
	switch {
	case has(FieldMilestoneName) && (has(FieldDue) || has(FieldDoneOn)):
		return KindMilestones
	case has(FieldYearToDate) || has(FieldMonthAmount) || has(FieldTenDays):
		return KindProgress
	case saysProgress(title) && (has(FieldPhysical) || l.unknownAmounts()):
		return KindProgress
	case !has(FieldAnnualPlan) && (l.count(FieldMilestoneDate) >= 2 || l.count(FieldMilestoneText) >= 2):
		return KindMilestones
	case has(FieldToDate) && has(FieldApprovalCode) && !has(FieldAnnualPlan): // a platform's export
		return KindProgress
	case has(FieldAnnualPlan) || has(FieldTotalInvestment):
		return KindPlan
	case has(FieldPhysical):
		return KindProgress
	case l.preparatory && has(FieldName) && (has(FieldGoal) || has(FieldScale) || has(FieldResponsibleUnit) ||
		has(FieldOwner)):
		return KindPlan
	case has(FieldMonthText):
		return KindMilestones
	case l.unknownAmounts():
		return KindPlan
	}
	return KindOther
}

// unknownAmounts reports whether an unknown column holds amounts under a header about money: then questions are asked
// about the sheet instead of skipping it.
func (l *listing) unknownAmounts() bool {
	for i := range l.columns {
		if l.isUnknownAmount(i) {
			return true
		}
	}
	return false
}

func (l *listing) isUnknownAmount(column int) bool {
	g := l.columns[column]
	return g.field == FieldNone && g.header != "" && !g.answered && (g.unit != models.UnitNone || containsAny(g.header,
		[]string{"投资", "资金", "金额", "投入", "额度"})) &&
		l.looksLikeAmounts(column)
}

// settleMilestones makes milestones of start and finish columns that are among milestone columns.
func (l *listing) settleMilestones() {
	if l.kind != KindMilestones || l.at[FieldMilestoneName] != 0 || l.count(FieldMilestoneDate) < 2 {
		return
	}
	for i := range l.columns {
		switch g := &l.columns[i]; g.field {
		case FieldPlannedStart, FieldPlannedFinish, FieldDue, FieldStatisticsOn:
			if g.answered {
				continue
			}
			delete(l.at, g.field)
			g.field, g.confidence = FieldMilestoneDate, .85
		}
	}
}
