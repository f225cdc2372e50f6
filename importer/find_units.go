package importer

import (
	"regexp"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// namedUnit is a unit that a unit line gives to some columns: 单位：总投资（亿元），年度投资（万元）.
type namedUnit struct {
	label string // folded: 总投资
	unit  models.Unit
}

// unitLine is what the texts around a header state about units.
type unitLine struct {
	whole []models.Unit // for the complete sheet, in the order in which they stand
	named []namedUnit   // for the columns that they name
}

var (
	unitNote  = regexp.MustCompile(`单位[:：]?([^单]{1,60})`)
	unitParts = regexp.MustCompile(`[,，;；、。(（]|其中`)
	// titleWords are of a title, not of a column: 2021年1-3月重点项目完成情况（单位：万元）
	titleWords = regexp.MustCompile(`项目|工程|情况|表$|台账|清单|名单|进展`)
	brackets   = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
)

// notMoney end the text before 单位 where it is an organisation: 编制单位：区重点项目办.
var notMoney = []string{"编制", "建设", "责任", "填报", "主管", "牵头", "项目", "报送", "业主", "实施", "施工", "设计", "监理", "承建",
	"申报", "制表", "审核", "所属", "企业", "包保", "推进", "配合"}

// read adds what a cell states: 单位：万元, 金额单位：亿元, 单位：个、亿元, a bare 万元, or （万元） in a title.
func (u *unitLine) read(text string, above bool) {
	noted := false
	for _, m := range unitNote.FindAllStringSubmatchIndex(text, -1) {
		before := text[:m[0]]
		if endsWithAny(before, notMoney...) {
			continue
		}
		label := labelOf(lastPart(before))
		if titleWords.MatchString(label) || !headerWordOf(label).field.Money() { // it is the end of a title
			label = ""
		}
		noted = u.note(label, strings.Trim(text[m[2]:m[3]], ")]")) || noted
	}
	if noted || !above {
		return
	}
	if bare := strings.Trim(text, "()[] "); len([]rune(bare)) <= 5 {
		if units := unitsOf(bare); len(units) == 1 && labelOf(withoutUnits(bare)) == "" {
			u.whole = append(u.whole, units...)
			return
		}
	}
	for _, bracket := range brackets.FindAllString(text, -1) {
		if unit := bracketUnit(bracket); unit != models.UnitNone && labelOf(withoutUnits(bracket)) == "" {
			u.whole = append(u.whole, unit)
		}
	}
}

// note reads the text after 单位： part by part: a part without a unit is named by the next unit's.
func (u *unitLine) note(label, body string) bool {
	var waiting []string
	if label != "" {
		waiting = append(waiting, label)
	}
	found := false
	for _, part := range unitParts.Split(body, -1) {
		units := unitsOf(part)
		if short := unitShort.FindStringSubmatch(strings.Trim(part, "()[] ")); len(units) == 0 && short != nil {
			units = []models.Unit{unitOf(short[1], "")}
		}
		name := labelOf(withoutUnits(part))
		if len(units) == 0 {
			if name != "" {
				waiting = append(waiting, name)
			}
			continue
		}
		found = true
		unit := oneUnit(units)
		if name != "" && !restOfColumns(name) {
			waiting = append(waiting, name)
		}
		if len(waiting) == 0 || onlyCounts(waiting) {
			u.whole = append(u.whole, unit)
		}
		for _, name := range waiting {
			u.named = append(u.named, namedUnit{name, unit})
		}
		waiting = nil
	}
	return found
}

// restOfColumns reports whether a label means all columns that are not named: 其他, 其余.
func restOfColumns(label string) bool {
	return containsAny(label, []string{"其他", "其它", "其余", "余"})
}

// onlyCounts reports whether labels are units of other quantities: 单位：个、万元.
func onlyCounts(labels []string) bool {
	return !slices.ContainsFunc(labels, func(label string) bool {
		return !quantity.MatchString(label)
	})
}

var quantity = regexp.MustCompile(`^(?:个|项|件|套|座|亩|吨|万吨|公里|千米|人|户|家|米|平方米|万平方米|平方公里|㎡|m2|%|公顷|项目数)+$`)

func withoutUnits(text string) string {
	if unitShort.MatchString(strings.Trim(text, "()[] ")) {
		return ""
	}
	return unitMention.ReplaceAllString(text, "")
}

func labelOf(text string) string {
	label := strings.TrimSpace(unitEmpty.ReplaceAllString(text, ""))
	for _, verb := range []string{"均为", "单位为", "为", "以", "按", "用"} { // 总投资为亿元
		label = strings.TrimSuffix(label, verb)
	}
	return label
}

func lastPart(text string) string {
	parts := unitParts.Split(text, -1)
	return parts[len(parts)-1]
}

// different returns the different units for the complete sheet.
func (u *unitLine) different() []models.Unit {
	var units []models.Unit
	for _, unit := range u.whole {
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units
}

// of returns the unit that the line gives to a column, and whether it names the column at all. Two different ones are a
// unit that is not known.
func (u *unitLine) of(g guess) (models.Unit, bool) {
	var exact, alike []models.Unit
	header := g.folded()
	for _, n := range u.named {
		word := headerWordOf(n.label)
		switch {
		case word.field == g.field && word.sure >= .8:
			exact = append(exact, n.unit)
		case word.field == FieldNone && len([]rune(n.label)) >= 2 && isSubsequence(n.label, header):
			alike = append(alike, n.unit)
		}
	}
	if len(exact) == 0 {
		exact = alike
	}
	slices.Sort(exact)
	unit := oneUnit(slices.Compact(exact))
	return unit, unit != models.UnitNone
}

// isSubsequence reports whether the characters of a word stand in a text in their order.
func isSubsequence(word, text string) bool {
	runes := []rune(word)
	for _, r := range text {
		if len(runes) > 0 && r == runes[0] {
			runes = runes[1:]
		}
	}
	return len(runes) == 0
}

func endsWithAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// checkUnitLine reports a row among the projects that states another unit: 以下单位：亿元.
func (r *reading) checkUnitLine(row *sheet.Row) {
	lead := r.lead(row)
	var line unitLine
	line.read(lead.Fold(), false)
	for _, unit := range line.different() {
		if unit == r.unit || r.unit == models.UnitNone {
			continue
		}
		cell := sheet.CellName(row.Number, lead.Column)
		r.find(SeverityError, "unit_changes", cell, "%s“%s”写的单位与表头的%s不同，没有采用；请把以下各行分成另一张表，或改成同一单位", cell,
			sheet.Clip(lead.Text), models.Word(r.unit))
		return
	}
}
