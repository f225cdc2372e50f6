package importer

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"duban/importer/sheet"
	"duban/models"
)

// reading reads the rows below a header and collects what the checks of sections and totals need.
type reading struct {
	*listing
	sections []openSection
	open     []int // indexes of the sections a row is in, outermost first
	lines    []line
	totals   []totalRow
	ofWhich  []totalRow
	notes    []string
	current  *ProjectRow // the project to which rows without a name belong
	amounts  amounts     // of the row being read
	monthly  ReportRow   // the sheet's month of the row being read
	hidden   int         // number of hidden rows with content
	// known has the indexes of a milestone sheet's projects by sameProject
	known   map[string][]int
	funding []fundingRow
	// what rows without a name mean was asked
	partsAsked bool
	partial    bool // a month of which only parts are stated was reported
}

// openSection is a section of the list, with the count and the owner that its title declares.
type openSection struct {
	row      *sheet.Row
	reading  rowReading
	level    int
	from     int    // index of its first line in lines; lines of inner sections are included
	count    int    // number of its lines
	nests    bool   // following unmarked groups are inside it, although it is unmarked too
	unit     bool   // its owner is the responsible unit of the rows below it
	owner    string // the unit its title names
	stage    models.Stage
	category models.Category
}

// line is a project's row with its amounts, for the checks of sums.
type line struct {
	row     int
	amounts amounts
}

// amounts are the amounts of one row, ordered by column.
type amounts []amountIn

type amountIn struct {
	column int
	value  models.Money
}

// at returns the amount in a column; 0 when none is stated.
func (a amounts) at(column int) models.Money {
	for i := range a {
		if a[i].column == column {
			return a[i].value
		}
	}
	return 0
}

type totalRow struct {
	row      *sheet.Row
	reading  rowReading
	sections []int // that the row is in
	lines    int   // number of lines above it
}

// read classifies and reads every row below the header. It stops when ctx is cancelled.
func (l *listing) read(ctx context.Context, o Options) *reading {
	r := &reading{listing: l}
	l.prepare()
	first, _ := l.raw.Index(l.header.last + 1)
	total := len(l.raw.Rows) - first
	r.reserve(l.raw.Rows[first:])
	for i := range l.raw.Rows[first:] {
		if i%progressRows == 0 {
			if ctx.Err() != nil {
				return r
			}
			o.report(Progress{Stage: "checking", Sheet: l.report.Name, Rows: i, Total: total})
		}
		r.readRow(&l.raw.Rows[first+i])
	}
	o.report(Progress{Stage: "checking", Sheet: l.report.Name, Rows: total, Total: total})
	return r
}

// reserve allocates space for all rows that may be projects: growing a list of a hundred thousand copies it many times.
func (r *reading) reserve(rows []sheet.Row) {
	named := 0
	for i := range rows {
		if rows[i].At(r.at[FieldName]).Kind == sheet.Text && rows[i].At(r.at[FieldNumber]).Kind == sheet.Number {
			named++
		}
	}
	if named <= progressRows || r.kind == KindMilestones { // milestone sheets have many rows for one project
		return
	}
	r.report.Projects = make([]ProjectRow, 0, named)
	r.lines = make([]line, 0, named)
	if r.kind == KindProgress {
		r.report.Reports = make([]ReportRow, 0, named)
	}
}

// progressRows is the number of rows after which progress is reported and cancellation is checked.
const progressRows = 2000

func (r *reading) readRow(row *sheet.Row) {
	reading := r.classify(row, len(r.lines) > 0, len(r.notes) > 0)
	if reading.class == rowSection || reading.class == rowNote {
		r.checkUnitLine(row)
	}
	switch reading.class {
	case rowSection:
		if reading.unclear {
			r.find(SeverityWarning, "section_unclear", sheet.CellName(row.Number, r.lead(row).Column),
				"第 %d 行“%s”按分类标题读取，如是项目请补上序号",
				row.Number, sheet.Clip(reading.label))
		}
		r.enter(row, reading)
		r.current, r.bundle = nil, bundle{}
	case rowTotal:
		r.totals = append(r.totals, totalRow{row, reading, r.open, len(r.lines)})
		r.current, r.bundle = nil, bundle{}
	case rowNote:
		r.notes = append(r.notes, reading.note)
	case rowOfWhich:
		r.ofWhich = append(r.ofWhich, totalRow{row, reading, r.open, len(r.lines)})
		r.find(SeverityNotice, "of_which", sheet.CellName(row.Number, 1), "第 %d 行“%s”是其中数，不计入合计", row.Number,
			sheet.Clip(reading.label))
	case rowPart:
		r.part(row)
	case rowProject:
		r.project(row)
	case rowSubProject:
		r.subProject(row)
	case rowInstruction:
		r.find(SeverityNotice, "instruction_row", sheet.CellName(row.Number, 1), "第 %d 行是填写说明或示例，没有读取", row.Number)
	case rowHeader: // the top of a further page, which ends no section
		r.current, r.bundle = nil, bundle{}
	}
	r.afterHeader = reading.class == rowHeader
	r.afterOfWhich = reading.class == rowOfWhich || r.afterOfWhich && reading.class == rowBlank
	if row.Hidden && reading.class != rowBlank {
		r.hidden++
	}
}

// enter opens a section. It closes an open section of the same style and every section inside that, and every open
// section of a lower rank. There is one exception: an unmarked group that declares a number of projects and is followed
// directly by another unmarked group contains that group and the next ones.
func (r *reading) enter(row *sheet.Row, reading rowReading) {
	for i, open := range r.open {
		o := &r.sections[open]
		same := o.reading.style == reading.style
		if same && reading.style == "bare" && o.reading.count != nil && *o.reading.count > o.count &&
			(o.nests || o.count == 0) {
			o.nests = true
			continue
		}
		if same || o.reading.rank > 0 && reading.rank > 0 && o.reading.rank >= reading.rank {
			r.open = r.open[:i]
			break
		}
	}
	r.sections = append(r.sections, openSection{row: row, reading: reading, level: len(r.open) + 1, from: len(r.lines),
		owner: groupOwner(reading.label), stage: groupStage(reading.label),
		category: groupCategory(reading.label)})
	r.open = append(slices.Clone(r.open), len(r.sections)-1)
}

// path returns the titles of the open sections, from the outermost.
func (r *reading) path() string {
	if len(r.open) == 1 {
		return r.sections[r.open[0]].reading.label
	}
	names := make([]string, 0, len(r.open))
	for _, s := range r.open {
		names = append(names, r.sections[s].reading.label)
	}
	return strings.Join(names, " / ")
}

// within returns the lines of a section. They are adjacent, because a closed section is not opened again.
func (r *reading) within(section int) []line {
	s := &r.sections[section]
	return r.lines[s.from : s.from+s.count]
}

// part reads a row without a project name: another milestone, or a further line of the project above.
func (r *reading) part(row *sheet.Row) {
	if r.current != nil && r.kind == KindMilestones {
		r.milestones(row, r.current)
		return
	}
	if r.keepFunding(row) {
		return
	}
	for column, g := range r.columns {
		if g.field.Money() && row.At(column).Kind == sheet.Number {
			r.find(SeverityWarning, "part_row", sheet.CellName(row.Number, column), "第 %d 行没有项目名称，其金额没有计入任何项目，请核对是否为上一项目的明细",
				row.Number)
			return
		}
	}
	if r.described(row) {
		r.find(SeverityNotice, "part_row", sheet.CellName(row.Number, 1), "第 %d 行没有项目名称，没有读取", row.Number)
	}
}

// project reads a row that names a project.
func (r *reading) project(row *sheet.Row) {
	row, cleared := r.withoutCleared(row)
	r.readAmounts(row)
	p := r.projectRow(row)
	p.Cleared = cleared
	if r.kind == KindMilestones {
		if i := r.before(p); i >= 0 { // the name is repeated on every milestone's row
			r.milestones(row, &r.report.Projects[i])
			return
		}
		if r.known == nil {
			r.known = map[string][]int{}
		}
		r.known[sameProject(p)] = append(r.known[sameProject(p)], len(r.report.Projects))
	}
	r.report.Projects = append(r.report.Projects, p)
	r.current = &r.report.Projects[len(r.report.Projects)-1]
	r.bundle = bundle{row: row, number: sheet.Fold(p.Number)}
	r.lines = append(r.lines, line{row: row.Number, amounts: r.amounts})
	for _, s := range r.open {
		r.sections[s].count++
	}
	if r.kind == KindProgress {
		from := len(r.report.Reports)
		r.reports(row, r.current)
		for i := range r.report.Reports[from:] {
			if report := &r.report.Reports[from+i]; report.Month == r.report.Month {
				report.Cleared = cleared
			}
		}
	}
	r.milestones(row, r.current)
}

// readAmounts reads all amounts of a row, each once.
func (r *reading) readAmounts(row *sheet.Row) {
	r.amounts = make(amounts, 0, max(len(r.amounts), 1))
	for column := range r.columns {
		if r.columns[column].field.Money() {
			if m, ok := r.plainAmount(row, column); ok {
				r.amounts = append(r.amounts, amountIn{column, m})
			} else if a := r.amount(row, column); a != nil {
				r.amounts = append(r.amounts, amountIn{column, *a})
			}
		}
	}
}

// stated returns the amount in a column of the row being read; nil if there is none.
func (r *reading) stated(column int) *models.Money {
	for i := range r.amounts {
		if r.amounts[i].column == column {
			return &r.amounts[i].value
		}
	}
	return nil
}

// before returns the index of the earlier row that names the same project, or -1.
func (r *reading) before(p ProjectRow) int {
	for _, i := range slices.Backward(r.known[sameProject(p)]) {
		if r.report.Projects[i].ResponsibleUnit == p.ResponsibleUnit || p.ResponsibleUnit == "" {
			return i
		}
	}
	return -1
}

// sameProject is equal for rows with the same code and name.
func sameProject(p ProjectRow) string { return p.Code + "\x00" + models.NameKey(p.Name) }

// longestName is the largest number of characters of a project's name; a longer text is a description in the wrong
// column.
const longestName = 100

func (r *reading) projectRow(row *sheet.Row) ProjectRow {
	name, marks := splitMarks(r.visible(row, r.cell(row, FieldName), FieldName))
	r.sound(row, r.cell(row, FieldName))
	number, numberMarks := splitMarks(sheet.Display(r.cell(row, FieldNumber)))
	p := ProjectRow{
		Row: row.Number, Number: number, Code: r.code(row, FieldCode), ApprovalCode: r.code(row, FieldApprovalCode),
		Name: name, Section: r.path(),
		Marks: append(marks, numberMarks...),
		Owner: r.text(row, FieldOwner), ResponsibleUnit: r.text(row, FieldResponsibleUnit),
		Sponsor: r.text(row, FieldSponsor),
		Level:   r.textOrTick(row, FieldLevel), Sector: r.textOrTick(row, FieldSector), Place: r.text(row, FieldPlace),
		Scale: r.prose(row, FieldScale), Period: r.text(row, FieldPeriod), Goal: r.prose(row, FieldGoal),
		TotalInvestment: r.stated(r.at[FieldTotalInvestment]), ToEndOfLastYear: r.stated(r.at[FieldToEndOfLastYear]),
		AnnualPlan: r.stated(r.at[FieldAnnualPlan]),
	}
	if p.ResponsibleUnit == "" {
		p.ResponsibleUnit = r.unitOfGroup()
	}
	if utf8.RuneCountInString(p.Name) > longestName {
		cell := sheet.CellName(row.Number, r.at[FieldName])
		r.find(SeverityError, "name_too_long", cell, "%s 的项目名称超过 %d 个字，请缩短；说明请写在建设内容中", cell, longestName)
	}
	p.CityMajor = cityMajorLevel(p.Level)
	if c := r.cell(row, FieldCityMajor); c.Kind == sheet.Text || c.Kind == sheet.Number || c.Kind == sheet.Bool {
		value, known := yes(sheet.Display(c))
		p.CityMajor = p.CityMajor || value || !known && cityMajorLevel(c.Text)
	}
	p.Sector = trimCount(p.Sector) // a merged 产业项目（2个） fills the column
	p.Stage, p.Category = r.classOf(row)
	p.Investor = readWord(r, row, FieldInvestor, investorOf)
	start := r.date(row, r.at[FieldPlannedStart])
	if start.year {
		cell := sheet.CellName(row.Number, r.at[FieldPlannedStart])
		r.find(SeverityWarning, "imprecise_date", cell, "%s 的开工时间只有年份，没有读取，请写到月份", cell)
	} else {
		p.PlannedStart = start.day
	}
	p.PlannedFinish = r.date(row, r.at[FieldPlannedFinish]).day
	r.splitPlan(&p)
	p.Standing = r.standing(row)
	return p
}

// textOrTick returns a field's text, or the header of the ticked column if the field has one column for each value.
func (r *reading) textOrTick(row *sheet.Row, field Field) string {
	if r.at[field] != 0 {
		return r.text(row, field)
	}
	return r.ticked(row, field)
}

// readWord reads a field with a closed list of words; an unknown word is a warning and is not read.
func readWord[T ~string](r *reading, row *sheet.Row, field Field, of func(string) (T, bool)) T {
	text := r.textOrTick(row, field)
	value, ok := of(text)
	if !ok && text != "" {
		cell := sheet.CellName(row.Number, max(r.at[field], 1))
		r.find(SeverityWarning, "unknown_word", cell, "%s“%s”不是认识的“%s”，没有读取", cell, sheet.Clip(text), models.WordOf(field))
	}
	return value
}

// splitPlan reads the columns that split the annual plan over the year. Blank months have no plan.
func (r *reading) splitPlan(p *ProjectRow) {
	for column := range r.columns {
		g := &r.columns[column]
		if g.field != FieldMonthPlan && g.field != FieldQuarterPlan {
			continue
		}
		a := r.stated(column)
		switch {
		case a == nil:
		case g.field == FieldMonthPlan && r.year != 0 && g.month != 0:
			p.MonthPlans = append(p.MonthPlans, MonthAmount{models.MonthOf(r.year, g.month), *a})
		case g.field == FieldQuarterPlan:
			p.QuarterPlans = append(p.QuarterPlans, QuarterAmount{g.quarter, *a})
		}
	}
	slices.SortFunc(p.MonthPlans, func(a, b MonthAmount) int { return int(a.Month - b.Month) })
}
