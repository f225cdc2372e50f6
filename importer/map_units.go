package importer

import (
	"cmp"

	"duban/importer/sheet"
	"duban/models"
)

// settleUnits gives every column of amounts its unit: a person's answer for the column, its header's unit, a person's
// answer for the sheet, the unit that the unit line gives to this column, or the sheet's unit. A unit is never guessed:
// when none is stated, or one that is not known, or two that disagree, a person is asked.
func (l *listing) settleUnits(c surroundings) {
	whole := c.units.different()
	sheetUnit := oneUnit(whole)
	l.unit = cmp.Or(l.answers.Unit, sheetUnit)
	if !knownUnit(l.unit) {
		l.unit = models.UnitNone
	}
	disagree := false
	for i := range l.columns {
		g := &l.columns[i]
		if !g.field.Money() {
			g.unit = models.UnitNone
			continue
		}
		if g.unit != models.UnitNone && !knownUnit(g.unit) && l.answers.Unit != models.UnitNone {
			g.unit = l.answers.Unit
		}
		stated := g.unit
		if stated == models.UnitNone {
			stated = l.answers.Unit
		}
		if stated == models.UnitNone {
			stated, _ = c.units.of(*g)
		}
		if stated == models.UnitNone {
			stated = sheetUnit
			if len(whole) > 1 {
				l.questionUnit(i, stated)
				g.unit, disagree = models.UnitNone, true
				continue
			}
		}
		g.unit = stated
		switch {
		case knownUnit(stated):
		case stated == models.UnitNone:
			l.askUnit(i)
		default:
			g.unit = models.UnitNone
			l.askOddUnit(i, stated)
		}
	}
	if disagree {
		l.find(SeverityError, "units_differ", sheet.CellName(1, 1),
			"表上同时写着%s，没有注明哪些列用哪种单位，金额没有读取；请在表上改成一种，或在各列表头注明，或在导入时指定%s", models.Word(sheetUnit),
			models.CommandHint("（命令行：--unit 万元）"))
	}
}

// askOddUnit asks about a column in a unit in which amounts cannot be read: foreign money, or several units at once.
func (l *listing) askOddUnit(column int, stated models.Unit) {
	g := l.columns[column]
	if l.alreadyAsked(AskUnit, g.key) {
		return
	}
	l.questionUnit(column, stated)
	if foreign(string(stated)) {
		l.find(SeverityError, "foreign_money", l.headerCell(column),
			"%s 列“%s”的单位是“%s”，是外币，没有读取；请折算成人民币并注明单位，或不导入这一列%s", sheet.ColumnName(column), g.header,
			string(stated), mapHint(column))
		return
	}
	l.find(SeverityError, "unit_unclear", l.headerCell(column),
		"%s 列“%s”的单位“%s”不能确定，没有读取；请只写元、千元、万元、百万元、千万元、亿元中的一种，或在导入时指定%s",
		sheet.ColumnName(column), g.header, string(stated), models.CommandHint("（命令行：--unit 万元）"))
}

func (l *listing) questionUnit(column int, stated models.Unit) {
	g := l.columns[column]
	if l.alreadyAsked(AskUnit, g.key) {
		return
	}
	l.report.Questions = append(l.report.Questions, Question{
		Kind: AskUnit, Key: g.key, Column: sheet.ColumnName(column), Header: g.header,
		Message: models.Messagef("%s 列“%s”写的单位是“%s”，按人民币是什么单位？", sheet.ColumnName(column), sheet.Clip(g.header),
			string(stated)),
	})
}
