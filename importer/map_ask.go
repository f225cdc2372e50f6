package importer

import (
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// sureEnough is the confidence from which a column is read without a question.
const sureEnough = .85

// mapHint returns how to answer a question about a column at the command line.
func mapHint(column int) models.CommandHint {
	return models.CommandHint("（命令行：--map '" + sheet.ColumnName(column) + "=字段'）")
}

// ask adds the questions about columns, and the findings about columns that are not read.
func (l *listing) ask() {
	var ignored []string
	for i, g := range l.columns {
		switch {
		case g.header == "" || g.answered:
		case g.field == FieldNone:
			ignored = append(ignored, sheet.ColumnName(i)+"“"+sheet.Clip(g.header)+"”")
		case g.confidence < sureEnough && g.field != FieldOther:
			l.askColumn(i)
		}
		for _, h := range l.raw.HiddenColumns {
			if i >= h.Left && i <= h.Right && g.field != FieldNone && g.field != FieldOther {
				l.find(SeverityNotice, "hidden_column", l.headerCell(i), "%s 列“%s”是隐藏列，已读取", sheet.ColumnName(i), g.header)
				break
			}
		}
	}
	if len(ignored) > 0 {
		l.find(SeverityNotice, "columns_ignored", "", "以下列不认识，没有读取：%s", strings.Join(ignored, "、"))
	}
}

// askColumn asks about a column with an uncertain field. Names and amounts are never committed on a guess.
func (l *listing) askColumn(column int) {
	g := l.columns[column]
	if l.alreadyAsked(AskColumn, g.key) {
		return // 1月 | 2月 | 3月: one answer applies to all
	}
	severity := SeverityWarning
	if g.field.Money() || g.field == FieldName {
		severity = SeverityError
	}
	l.question(column, g.field, g.confidence, l.choices(column, g.field))
	l.find(severity, "unsure_column", l.headerCell(column), "%s 列“%s”像是“%s”，不能确定，请核对；请改正表头，或在页面上更正%s",
		sheet.ColumnName(column), g.header, models.WordOf(g.field), mapHint(column))
}

func (l *listing) question(column int, proposed Field, confidence float64, choices []Field) {
	g := l.columns[column]
	message := models.Messagef("%s 列“%s”不认识，是什么列？", sheet.ColumnName(column), sheet.Clip(g.header))
	if proposed != FieldNone {
		message = models.Messagef("%s 列“%s”是“%s”吗？", sheet.ColumnName(column), sheet.Clip(g.header),
			models.WordOf(proposed))
	}
	l.report.Questions = append(l.report.Questions, Question{
		Kind: AskColumn, Key: g.key, Column: sheet.ColumnName(column), Header: g.header, Proposed: proposed,
		Confidence: confidence,
		Choices:    choices, Message: message,
	})
}

// alreadyAsked reports whether a question was already added.
func (l *listing) alreadyAsked(kind, key string) bool {
	return slices.ContainsFunc(l.report.Questions, func(q Question) bool { return q.Kind == kind && q.Key == key })
}

// choices returns the fields that a column may hold: the proposed one first, then those that the sheet lacks.
func (l *listing) choices(column int, proposed Field) []Field {
	var fields []Field
	if proposed != FieldNone {
		fields = append(fields, proposed)
	}
	amounts := l.looksLikeAmounts(column)
	for _, f := range askedFields {
		if f != proposed && l.count(f) == 0 && f.Money() == amounts {
			fields = append(fields, f)
		}
	}
	return fields
}

// askedFields are the choices for an unknown column, in this order.
var askedFields = []Field{
	FieldName, FieldTotalInvestment, FieldAnnualPlan, FieldToEndOfLastYear, FieldMonthAmount, FieldYearToDate, FieldToDate,
	FieldResponsibleUnit,
	FieldOwner, FieldPhysical, FieldGoal, FieldSector, FieldStage, FieldPlace, FieldScale, FieldPeriod, FieldProblems,
	FieldNextStep, FieldSponsor,
}

func (l *listing) askUnit(column int) {
	g := l.columns[column]
	if l.alreadyAsked(AskUnit, g.key) {
		return
	}
	l.report.Questions = append(l.report.Questions, Question{
		Kind: AskUnit, Key: g.key, Column: sheet.ColumnName(column), Header: g.header,
		Message: models.Messagef("%s 列“%s”的金额是什么单位？", sheet.ColumnName(column), sheet.Clip(g.header)),
	})
	l.find(SeverityError, "unit_missing", l.headerCell(column),
		"%s 列“%s”没有注明金额单位，请在表头或表格右上角写明元、万元或亿元，或在导入时指定%s",
		sheet.ColumnName(column), g.header, models.CommandHint("（命令行：--unit 万元）"))
}

// askSlips asks for the unit of columns whose amounts are implausible in the unit in which they were read.
func (l *listing) askSlips() {
	for _, f := range l.report.Findings {
		if f.Code != "unit_slip" || f.Severity != SeverityError {
			continue
		}
		for i, g := range l.columns {
			if g.field.Money() && f.Cell == l.headerCell(i) {
				l.report.Questions = append(l.report.Questions, Question{
					Kind: AskUnit, Key: g.key, Column: sheet.ColumnName(i), Header: g.header,
					Message: models.Messagef("%s 列“%s”的金额真的以%s为单位吗？", sheet.ColumnName(i), sheet.Clip(g.header),
						models.Word(g.unit)),
				})
			}
		}
	}
}

// looksLikeAmounts reports whether most of a column's cells are numbers that are not dates.
func (l *listing) looksLikeAmounts(column int) bool {
	numbers, others := 0, 0
	for row := range l.sampled() {
		switch c := row.At(column); {
		case c.Kind == sheet.Number && !c.Format.Date, c.Kind == sheet.Text && !sheet.SaysNothing(c.Text) &&
			parseAmount(c.Text, models.WanYuan).err == nil:
			numbers++
		case c.Kind == sheet.Text && !sheet.SaysNothing(c.Text), c.Kind == sheet.Number:
			others++
		}
	}
	return numbers > 0 && numbers >= 3*others
}

// mainFields are the fields that matter for each kind of sheet. Without the first of them nothing can be imported;
// about an unknown column that may hold one of them a question is asked.
var mainFields = map[SheetKind]struct{ required, wanted []Field }{
	KindPlan:       {required: []Field{FieldName, FieldAnnualPlan}, wanted: []Field{FieldTotalInvestment}},
	KindProgress:   {required: []Field{FieldName}, wanted: []Field{FieldYearToDate, FieldMonthAmount, FieldAnnualPlan}},
	KindMilestones: {required: []Field{FieldName}},
}

// demand reports the columns that a kind of sheet must have, with similar columns, and asks about unknown columns that
// may be the usual ones of that kind.
func (l *listing) demand() {
	asked := map[int]bool{}
	for _, field := range mainFields[l.kind].required {
		if l.count(field) > 0 || field == FieldAnnualPlan && l.preparatory {
			continue
		}
		near := l.near(field)
		if len(near) == 0 {
			if field == FieldAnnualPlan {
				l.askNoPlan()
			}
			l.find(SeverityError, "missing_column", sheet.CellName(l.header.last, 1), "未找到列“%s”，请补上这一列或改正表头",
				models.WordOf(field))
			continue
		}
		var names []string
		for _, column := range near {
			names = append(names, sheet.ColumnName(column)+"“"+sheet.Clip(l.columns[column].header)+"”")
			if !asked[column] {
				l.question(column, field, .5, l.choices(column, field))
			}
			asked[column] = true
		}
		l.find(SeverityError, "missing_column", sheet.CellName(l.header.last, 1), "未找到列“%s”；相近：%s，请改正表头，或在页面上更正%s",
			models.WordOf(field), strings.Join(names, "、"), mapHint(near[0]))
	}
	defer l.askMoney(asked)
	for _, field := range mainFields[l.kind].wanted {
		if l.count(field) > 0 {
			continue
		}
		for _, column := range l.near(field) {
			if asked[column] {
				continue
			}
			asked[column] = true
			l.question(column, field, .5, l.choices(column, field))
			l.find(SeverityError, "unknown_column", l.headerCell(column),
				"%s 列“%s”不认识，表上又没有“%s”；如果就是这一列，请改正表头，或在页面上更正%s；不需要读取时填“不读”",
				sheet.ColumnName(column), l.columns[column].header, models.WordOf(field), mapHint(column))
		}
	}
}

// askMoney asks about unknown columns that hold amounts under a header about money, when no required column is missing.
func (l *listing) askMoney(asked map[int]bool) {
	for i := range l.columns {
		if !asked[i] && l.isUnknownAmount(i) {
			l.question(i, FieldNone, 0, l.choices(i, FieldNone))
			l.find(SeverityWarning, "unknown_column", l.headerCell(i), "%s 列“%s”是金额而不认识，没有读取；如需读取，请改正表头，或在页面上更正%s",
				sheet.ColumnName(i), l.columns[i].header, mapHint(i))
		}
	}
}

// near lists the unknown columns that may hold a field, the most likely first: those whose header shares a word with
// it, and for an amount every column of amounts.
func (l *listing) near(field Field) []int {
	var alike, others []int
	for i, g := range l.columns {
		if g.field != FieldNone || g.header == "" || g.answered {
			continue
		}
		amounts := l.looksLikeAmounts(i)
		switch {
		case field.Money() && !amounts && l.hasContent(i), field == FieldName && !l.looksLikeNames(i):
		case share(sheet.Fold(g.header), field.Chinese()):
			alike = append(alike, i)
		case field.Money() && amounts, field == FieldName:
			others = append(others, i)
		}
	}
	return slices.Concat(alike, others)
}

// share reports whether two words have at least two characters in common.
func share(a, b string) bool {
	n := 0
	for _, r := range b {
		if strings.ContainsRune(a, r) {
			n++
		}
	}
	return n >= 2
}

// hasContent reports whether a column has any cell below the header.
func (l *listing) hasContent(column int) bool {
	for row := range l.sampled() {
		if c := row.At(column); c.Kind == sheet.Number || c.Kind == sheet.Text && !sheet.SaysNothing(c.Text) {
			return true
		}
	}
	return false
}

// looksLikeNames reports whether nearly all texts of a column are different, as names are.
func (l *listing) looksLikeNames(column int) bool {
	seen := map[string]bool{}
	texts, numbers := 0, 0
	for row := range l.sampled() {
		switch c := row.At(column); {
		case c.Kind == sheet.Text && len([]rune(sheet.Fold(c.Text))) >= 2:
			texts++
			seen[sheet.Fold(c.Text)] = true
		case c.Kind == sheet.Number:
			numbers++
		}
	}
	return texts > 0 && texts > numbers && len(seen)*10 >= texts*8
}
