package importer

import (
	"fmt"
	"regexp"
	"strings"

	"duban/models"
)

// understand reads one sheet: finds its table, maps the columns, reads the rows, checks what is declared.
func understand(s storedSheet, file string, o Options) Sheet {
	sheet := Sheet{
		Name: s.name, Hidden: s.hidden, Kind: KindOther, Columns: []Column{}, Marks: []Mark{}, Projects: []ProjectRow{}, Reports: []ReportRow{},
		Milestones: []MilestoneRow{}, Sections: []SectionRow{}, Totals: []Total{}, Questions: []Question{}, Findings: []Finding{},
	}
	switch {
	case s.hidden:
		sheet.Skipped = "隐藏的工作表"
	case s.raw == nil:
		sheet.Skipped = "不是数据表（图表）"
	case len(s.raw.rows) == 0:
		sheet.Skipped = "空工作表"
	}
	if sheet.Skipped != "" {
		return sheet
	}
	header, ok := findHeader(s.raw)
	if !ok {
		sheet.Skipped = fmt.Sprintf("前 %d 行内没有找到带「项目名称」的表头", headerSearchRows)
		return sheet
	}
	around := contextOf(s.raw, header, s.name, file)
	if around.year == 0 {
		around.year = o.Year
	}
	if around.month == 0 {
		around.month = o.Month
	}
	sheet.Fingerprint = fingerprintOf(header.guesses)
	l := &listing{raw: s.raw, header: header, report: &sheet}
	l.settle(around)
	sheet.Header = &HeaderRows{header.first, header.last}
	sheet.Title, sheet.Unit, sheet.Year, sheet.Kind = around.title, l.unit, l.year, l.kind
	if l.kind == KindProgress && l.year != 0 && l.month != 0 {
		sheet.Month = models.MonthOf(l.year, l.month)
	}
	for i, g := range l.columns {
		if g.header != "" {
			sheet.Columns = append(sheet.Columns, Column{columnName(i), g.header, g.field, g.unit, g.confidence, g.year, g.month, g.quarter, g.key, g.answered})
		}
	}
	if l.kind == KindOther {
		sheet.Skipped, sheet.Findings = "表头中没有投资、进度或节点列", []Finding{}
		return sheet
	}
	r := l.read()
	if len(sheet.Projects) == 0 && len(r.totals) == 0 {
		sheet.Skipped, sheet.Findings = "表头下没有项目", []Finding{}
		return sheet
	}
	l.demand()
	r.checkPeriod()
	r.resolveMarks()
	r.checkSums()
	r.checkRows()
	if r.hidden > 0 {
		l.find(SeverityNotice, "hidden_rows", "", "有 %d 行是隐藏行，已一并读取", r.hidden)
	}
	return sheet
}

// checkPeriod demands the year and the month a sheet is for.
func (r *reading) checkPeriod() {
	if r.year == 0 {
		r.find(SeverityError, "year_missing", cellName(1, 1), "标题、表头和文件名里都没有年份，请在标题中写明，如 2021年")
	}
	if r.kind == KindProgress && r.month == 0 {
		r.find(SeverityError, "month_missing", cellName(1, 1), "标题、表头和文件名里都没有月份，请在标题中写明，如 2021年6月")
	}
}

var cityMajorNote = regexp.MustCompile(`市(?:级)?(?:重大|重点|大)|列入市`)

// resolveMarks explains the signs before names by the footnotes. A sign nobody explains is asked about.
func (r *reading) resolveMarks() {
	meaning := map[string]Mark{}
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		for _, sign := range p.Marks {
			m, ok := meaning[sign]
			if !ok {
				m = Mark{Mark: sign, Note: r.noteOn(sign)}
				m.CityMajor = cityMajorNote.MatchString(fold(m.Note))
				meaning[sign] = m
				r.report.Marks = append(r.report.Marks, m)
				if m.Note == "" {
					r.find(SeverityWarning, "mark_unexplained", cellName(p.Row, r.at[FieldName]), "项目名称前的「%s」在表上没有说明，没有按市重大项目处理，请加脚注", sign)
				}
			}
			p.CityMajor = p.CityMajor || m.CityMajor
		}
	}
}

// noteOn returns the footnote about a sign: the part of a note between it and the next sign's.
func (r *reading) noteOn(sign string) string {
	notes := r.notes
	for _, row := range r.raw.rows { // some sheets explain their signs above the header
		if row.number >= r.header.first {
			break
		}
		for _, c := range row.cells {
			if c.kind == kindText {
				notes = append(notes, tidy(c.text))
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

// skipCopies keeps of sheets that list the same projects for the same period only the one with the most rows: books hold
// the list twice, or extracts of it.
func skipCopies(book *Book) {
	for i := range book.Sheets {
		s := &book.Sheets[i]
		if s.Skipped != "" || len(s.Projects) == 0 {
			continue
		}
		for j := range book.Sheets {
			o := &book.Sheets[j]
			if i == j || o.Skipped != "" || o.Kind != s.Kind || o.Year != s.Year || o.Month != s.Month ||
				len(o.Projects) < len(s.Projects) || len(o.Projects) == len(s.Projects) && j > i {
				continue
			}
			if within(s, o) {
				s.Skipped = fmt.Sprintf("与工作表「%s」内容重复", o.Name)
				s.Findings = []Finding{}
				break
			}
		}
	}
}

// within reports whether every project of a sheet is in the other.
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
