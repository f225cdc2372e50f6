package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// bundle is the project above a row, which may be a bundled one (打包项目): its own row is counted, the rows of its parts
// are not.
type bundle struct {
	row    *sheet.Row
	number string // of the project, folded
	blank  int    // rows without a number: 1: are its parts; -1: are not; 0: not yet determined
}

var (
	numberInside   = regexp.MustCompile(`^(\d+)[.\-－—_](\d+)$`)
	numberOfPart   = regexp.MustCompile(`^(?:\(\d+\)|[①-⑳]|\d+\))$`)
	nameOfPart     = regexp.MustCompile(`^(?:[①-⑳]|\(\d{1,2}\)|\d{1,2}\)|[—–-]{1,3}|子项目?\d*[:：]?|其中:?)`)
	bundleInName   = regexp.MustCompile(`打包|\(含\d*个?子?项目\)|等\d+个(?:子)?项目|\d+个子项目`)
	unitAtEnd      = regexp.MustCompile(`(?:局|委|委员会|[^小古集老]镇|街道|街道办事处|办事处|管委会|集团|公司|政府|开发区|指挥部)$`)
	sectionLeading = regexp.MustCompile(
		`^(?:第[一二三四五六七八九十]+(?:部分|类|批|章)|[Ⅰ-Ⅻ]|[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.]|\(\d{1,` +
			`2}\)|[①-⑳]|[—–-]{1,3})[、.:：]?`)
)

// isSubRow reports whether a named row is a part of the project above: its number is inside that project's (3.1 below
// 3, (1) below 3), or it has no number and such rows add up to the project.
func (l *listing) isSubRow(row *sheet.Row) bool {
	b := &l.bundle
	column := l.at[FieldNumber]
	if b.row == nil || column == 0 || l.kind == KindMilestones {
		return false
	}
	number := sheet.Fold(sheet.Display(l.cell(row, FieldNumber)))
	if sheet.WholeNumber(number) && row.At(column).Kind != sheet.Blank {
		return false
	}
	if m := numberInside.FindStringSubmatch(number); m != nil {
		return m[1] == b.number
	}
	if !sheet.OnlyDigits(b.number) {
		return false
	}
	if numberOfPart.MatchString(number) {
		return true
	}
	if number != "" && row.At(column).Kind != sheet.Blank {
		return false
	}
	if b.blank == 0 {
		b.blank = -1
		if l.bundlesBelow(row) {
			b.blank = 1
		}
	}
	return b.blank > 0
}

// bundlesBelow reports whether the unnumbered rows from this one on are parts of the project above: its name or theirs
// say so, or their amounts add up to its own.
func (l *listing) bundlesBelow(row *sheet.Row) bool {
	name := sheet.Fold(l.cell(l.bundle.row, FieldName).Text)
	if bundleInName.MatchString(name) || nameOfPart.MatchString(sheet.Fold(l.cell(row, FieldName).Text)) {
		return true
	}
	from, _ := l.raw.Index(row.Number)
	agreed := false
	for column, g := range l.columns {
		if !g.field.Money() || g.unit == models.UnitNone {
			continue
		}
		total := parseAmount(l.bundle.row.At(column).Text, g.unit)
		if total.value == nil || *total.value == 0 {
			continue
		}
		sum, parts := models.Money(0), 0
		for i := from; i < len(l.raw.Rows); i++ {
			below := &l.raw.Rows[i]
			name := below.At(l.at[FieldName])
			if below.At(l.at[FieldNumber]).Kind != sheet.Blank || name.Kind != sheet.Text ||
				totalWord.MatchString(sheet.Fold(name.Text)) {
				break
			}
			if a := parseAmount(below.At(column).Text, g.unit); a.value != nil {
				sum += *a.value
				parts++
			}
		}
		switch {
		case parts == 0:
		case parts == 1 || sum != *total.value:
			return false
		default:
			agreed = true
		}
	}
	return agreed
}

// subProject records the name of a bundled project's part. Its amounts are included in the project's; if the project
// has none, a finding asks which amounts count.
func (r *reading) subProject(row *sheet.Row) {
	name, _ := splitMarks(r.text(row, FieldName))
	r.current.Parts = append(r.current.Parts, strings.TrimSpace(nameOfPart.ReplaceAllString(name, "")))
	if len(r.current.Parts) == 1 {
		r.find(SeverityNotice, "bundle", r.nameCell(row.Number), "第 %d 行起是打包项目“%s”的子项，随该项目保存，不单独计数", row.Number,
			sheet.Clip(r.current.Name))
	}
	for column, g := range r.columns {
		if g.field.Money() && row.At(column).Kind == sheet.Number && r.bundle.row.At(column).Kind == sheet.Blank &&
			len(r.current.Parts) == 1 {
			cell := sheet.CellName(r.bundle.row.Number, column)
			r.find(SeverityError, "bundle_without_amount", cell, "%s 打包项目“%s”没有“%s”而子项有，请在打包项目一行填写合计", cell,
				sheet.Clip(r.current.Name), models.WordOf(g.field))
		}
	}
}

// unitOfGroup returns the responsible unit that a group row names (区住建局 | 12个), for rows that name none. A group that
// is not a unit (市直, 产业项目) gives none.
func (r *reading) unitOfGroup() string {
	for i := len(r.open) - 1; i >= 0; i-- {
		group := &r.sections[r.open[i]]
		label, name := group.reading.label, group.owner
		if name == "" {
			continue
		}
		if !group.unit {
			group.unit = true
			r.find(SeverityNotice, "unit_from_group", sheet.CellName(group.row.Number, 1), "第 %d 行“%s”下没有写责任单位的项目，责任单位按“%s”读取",
				group.row.Number, sheet.Clip(label), name)
		}
		return name
	}
	return ""
}

// groupOwner returns the unit in a section's title; "" when there is none.
func groupOwner(label string) string {
	name := sheet.Tidy(sectionLeading.ReplaceAllString(label, ""))
	if n := len([]rune(name)); n < 3 || n > 20 || !unitAtEnd.MatchString(name) {
		return ""
	}
	return name
}

// groupStage returns the stage in a section's title, if any.
func groupStage(label string) models.Stage {
	name := strings.Trim(sheet.Fold(sectionLeading.ReplaceAllString(label, "")), "【】[]()")
	if !stageTick.MatchString(name) {
		return models.StageUnknown
	}
	stage, _ := stageOf(name)
	return stage
}
