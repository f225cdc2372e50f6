package importer

import (
	"cmp"
	"context"
	"slices"

	"duban/importer/sheet"
	"duban/models"
)

// readSheet reads one sheet: it finds the tables, maps the columns, reads the rows and checks declared values. Tables
// with different headers are separate entries.
func readSheet(ctx context.Context, s sheet.Sheet, file string, o Options) []Sheet {
	sheet := Sheet{Name: s.Name, Hidden: s.Hidden}
	switch {
	case s.Grid == nil:
		return []Sheet{sheet.skip(models.Messagef("不是数据表（图表）"))}
	case len(s.Grid.Rows) == 0 && s.Hidden:
		return []Sheet{sheet.skip(models.Messagef("隐藏的工作表"))}
	case len(s.Grid.Rows) == 0:
		return []Sheet{sheet.skip(models.Messagef("空工作表"))}
	case !AddedSheet(s.Name).IsZero():
		return []Sheet{sheet.skip(AddedSheet(s.Name))}
	case onlyForReading(s.Grid):
		return []Sheet{sheet.skip(models.Messagef("表内注明%s", models.Word(ReadOnlyNote)))}
	}
	grid, fixes := withCells(WithoutResults(s.Grid), o.Cells[s.Name])
	tables, chosen := tablesOf(grid, s.Name, o)
	if len(tables) == 0 {
		if s.Hidden {
			return []Sheet{sheet.skip(models.Messagef("隐藏的工作表"))}
		}
		return []Sheet{unknownTable(grid, sheet)}
	}
	sheet.ByHand = chosen
	var sheets []Sheet
	var before surroundings
	for i, t := range tables {
		around := contextOf(t.raw, t.header, s.Name, file)
		if i > 0 {
			around = around.orThose(before)
		}
		before = around
		around.year, around.month = cmp.Or(around.year, o.Year), cmp.Or(around.month, o.Month)
		one := sheet
		if len(tables) > 1 {
			one.Table = i + 1
		}
		one.Fingerprint = fingerprintOf(t.header.guesses)
		l := &listing{raw: t.raw, header: t.header, answers: o.answersFor(one.Fingerprint), said: o.Said,
			refused: o.refused(), fixes: fixes}
		sheets = append(sheets, l.readTable(ctx, one, around, o))
	}
	return sheets
}

// skip returns the sheet as one that is not read, with the reason.
func (s Sheet) skip(why models.Message) Sheet {
	s.Skipped, s.Kind = why, cmp.Or(s.Kind, KindOther)
	s.Columns = slices.Concat([]Column{}, s.Columns)
	s.Marks, s.Projects, s.Reports, s.Milestones = []Mark{}, []ProjectRow{}, []ReportRow{}, []MilestoneRow{}
	s.Sections, s.Totals, s.Questions, s.Findings = []SectionRow{}, []Total{}, []Question{}, []Finding{}
	return s
}

// readTable reads one table.
func (l *listing) readTable(ctx context.Context, blank Sheet, around surroundings, o Options) Sheet {
	report := blank.skip(models.Message{})
	l.report = &report
	l.sayFixes(l.fixes)
	l.settle(around)
	report.Header = &HeaderRows{l.header.first, l.header.last}
	report.Title, report.Unit, report.Year, report.Kind = around.title, l.unit, l.year, l.kind
	if l.kind == KindProgress && l.year != 0 && l.month != 0 {
		report.Month = models.MonthOf(l.year, l.month)
	}
	for i, g := range l.columns {
		if g.header != "" {
			report.Columns = append(report.Columns, columnOf(i, g))
		}
	}
	answer := l.answers.Read
	switch {
	case answer != nil && !*answer:
		return report.skip(models.Messagef("按答复不读取"))
	case report.Hidden && answer == nil:
		return report.skip(models.Messagef("隐藏的工作表"))
	case l.kind == KindOther:
		return report.skip(models.Messagef("表头中没有投资、进度或节点列"))
	case l.at[FieldName] == 0 && l.count(FieldCount) > 0:
		return report.skip(models.Messagef("汇总表（有项目个数，没有项目名称列）"))
	case l.at[FieldName] == 0 && len(l.near(FieldName)) == 0:
		return report.skip(models.Messagef("前 %d 行内没有找到带“项目名称”的表头", headerSearchRows))
	}
	l.demand()
	if l.at[FieldName] == 0 {
		return report // nothing can be read until the column with the projects' names is known
	}
	r := l.read(ctx, o)
	if len(report.Projects) == 0 && len(r.totals) == 0 {
		return report.skip(models.Messagef("表头下没有项目"))
	}
	r.addFunding()
	r.checkPeriod()
	r.resolveMarks()
	r.checkSums()
	r.checkRows()
	r.askSlips()
	r.checkReturned()
	if r.hidden > 0 {
		l.find(SeverityNotice, "hidden_rows", "", "有 %d 行是隐藏行，已一并读取", r.hidden)
	}
	return report
}

// checkPeriod requires the year and the month of a sheet.
func (r *reading) checkPeriod() {
	if r.year == 0 {
		r.report.Questions = append(r.report.Questions, Question{Kind: AskYear, Message: models.Messagef("表上没有年份，是哪一年的？")})
		r.find(SeverityError, "year_missing", sheet.CellName(1, 1), "标题、表头和文件名里都没有年份，请在标题中写明，如 2021年")
	}
	if r.kind == KindProgress && r.month == 0 {
		r.report.Questions = append(r.report.Questions, Question{Kind: AskMonth, Message: models.Messagef("表上没有月份，是哪一月的？")})
		r.find(SeverityError, "month_missing", sheet.CellName(1, 1), "标题、表头和文件名里都没有月份，请在标题中写明，如 2021年6月")
	}
}
