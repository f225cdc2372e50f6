package importer

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

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
	tables := findTables(WithoutResults(s.Grid))
	if len(tables) == 0 {
		if s.Hidden {
			return []Sheet{sheet.skip(models.Messagef("隐藏的工作表"))}
		}
		return []Sheet{sheet.skip(models.Messagef("前 %d 行内没有找到带「项目名称」的表头", headerSearchRows))}
	}
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
		l := &listing{raw: t.raw, header: t.header, answers: o.answersFor(one.Fingerprint)}
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
	l.settle(around)
	report.Header = &HeaderRows{l.header.first, l.header.last}
	report.Title, report.Unit, report.Year, report.Kind = around.title, l.unit, l.year, l.kind
	if l.kind == KindProgress && l.year != 0 && l.month != 0 {
		report.Month = models.MonthOf(l.year, l.month)
	}
	for i, g := range l.columns {
		if g.header != "" {
			report.Columns = append(report.Columns, Column{sheet.ColumnName(i), g.header, g.field, g.unit, g.confidence, g.year,
				g.month,
				g.quarter, g.key, g.answered})
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
		return report.skip(models.Messagef("前 %d 行内没有找到带「项目名称」的表头", headerSearchRows))
	}
	l.demand()
	if l.at[FieldName] == 0 {
		return report // nothing can be read until the column with the projects' names is known
	}
	r := l.read(ctx, o)
	if len(report.Projects) == 0 && len(r.totals) == 0 {
		return report.skip(models.Messagef("表头下没有项目"))
	}
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

var cityMajorNote = regexp.MustCompile(`市(?:级)?(?:重大|重点|大)|列入市`)

// resolveMarks explains the signs before names by the footnotes. A sign without a footnote is a finding.
func (r *reading) resolveMarks() {
	meaning := map[string]Mark{}
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		for _, sign := range p.Marks {
			m, ok := meaning[sign]
			if !ok {
				m = Mark{Mark: sign, Note: r.noteOn(sign)}
				m.CityMajor = cityMajorNote.MatchString(sheet.Fold(m.Note))
				meaning[sign] = m
				r.report.Marks = append(r.report.Marks, m)
				if m.Note == "" {
					r.find(SeverityWarning, "mark_unexplained", sheet.CellName(p.Row, r.at[FieldName]),
						"项目名称前的「%s」在表上没有说明，没有按市重大项目处理，请加脚注",
						sign)
				}
			}
			p.CityMajor = p.CityMajor || m.CityMajor
		}
	}
}

// noteOn returns the footnote about a sign: the part of a note between it and the next sign's.
func (r *reading) noteOn(sign string) string {
	notes := r.notes
	for _, row := range r.raw.Rows { // some sheets explain their signs above the header
		if row.Number >= r.header.first {
			break
		}
		for _, c := range row.Cells {
			if c.Kind == sheet.Text {
				notes = append(notes, sheet.Tidy(c.Text))
			}
		}
	}
	for _, note := range notes {
		for part := range strings.FieldsFuncSeq(note, func(r rune) bool { return strings.ContainsRune("；;。，,\n", r) }) {
			if strings.Contains(part, sign) || sign == "*" && strings.Contains(part, "＊") {
				return part
			}
		}
	}
	return ""
}

// skipCopies keeps, of sheets that list the same projects for the same period, only the one with the most rows:
// workbooks often hold a copy or an extract of the list.
func skipCopies(book *Book, o Options) {
	for i := range book.Sheets {
		s := &book.Sheets[i]
		answer := o.answersFor(s.Fingerprint).Read
		if !s.Skipped.IsZero() || len(s.Projects) == 0 || answer != nil && *answer {
			continue
		}
		for j := range book.Sheets {
			o := &book.Sheets[j]
			if i == j || !o.Skipped.IsZero() || o.Kind != s.Kind || o.Year != s.Year || o.Month != s.Month ||
				len(o.Projects) < len(s.Projects) || len(o.Projects) == len(s.Projects) && j > i {
				continue
			}
			if within(s, o) {
				s.Skipped = models.Messagef("与工作表「%s」内容重复", o.Name)
				s.Findings, s.Questions = []Finding{}, []Question{}
				break
			}
		}
	}
}

// within reports whether every project of a sheet is in the other one.
func within(s, other *Sheet) bool {
	names := make(map[string]bool, len(other.Projects))
	for _, p := range other.Projects {
		names[models.NameKey(p.Name)] = true
	}
	for _, p := range s.Projects {
		if !names[models.NameKey(p.Name)] {
			return false
		}
	}
	return true
}
