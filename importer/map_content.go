package importer

import (
	"iter"
	"regexp"
	"strings"

	"duban/importer/sheet"
)

// settleCodes distinguishes 编号 as a code from 编号 as a number by the cells below: codes have letters or are long.
func (l *listing) settleCodes() {
	l.settleApprovalCode()
	number, code := 0, 0
	for column, g := range l.columns {
		switch g.field {
		case FieldNumber:
			number = column
		case FieldCode:
			code = column
		}
	}
	switch {
	case code == 0 && number != 0 && !l.columns[number].answered && l.most(number, looksLikeCode):
		l.columns[number].field = FieldCode
	case number == 0 && code != 0 && !l.columns[code].answered &&
		l.most(code, func(text string) bool { return arabic.MatchString(text) && len(text) <= 4 }):
		l.columns[code].field = FieldNumber
	}
}

// settleApprovalCode distinguishes the code that the state's platform gave a project from the list's own code, which
// has the same header words, by the cells below.
func (l *listing) settleApprovalCode() {
	if l.count(FieldApprovalCode) > 0 {
		return
	}
	for column := range l.columns {
		if g := &l.columns[column]; g.field == FieldCode && !g.answered && l.most(column, looksLikeApprovalCode) {
			g.field = FieldApprovalCode
			return
		}
	}
}

// approvalCode matches a code of 24 characters, with or without its hyphens, and what is left of one that a
// spreadsheet program took for a number.
var approvalCode = regexp.MustCompile(`^(?:19|20)\d{2}-?\d{6}-?\d{2}-?\d{2}-?\d{6}$|^[12]\.\d+E\+?19$`)

func looksLikeApprovalCode(text string) bool {
	return approvalCode.MatchString(strings.Trim(strings.ToUpper(text), "'‘’=\""))
}

var codeSigns = regexp.MustCompile(`^[A-Za-z\d\p{Han}][A-Za-z\d\p{Han}\-_/.()]*$`)

func looksLikeCode(text string) bool {
	if !codeSigns.MatchString(text) || arabic.MatchString(text) && len(text) < 6 || !strings.ContainsAny(text,
		"0123456789") {
		return false
	}
	return len(text) >= 6 || strings.ContainsAny(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
}

// most reports whether nine in ten of the first texts and numbers of a column match. Totals and sections are ignored.
func (l *listing) most(column int, asked func(folded string) bool) bool {
	yes, n := 0, 0
	for row := range l.sampled() {
		c := row.At(column)
		text := sheet.Fold(sheet.Display(c))
		if c.Kind == sheet.Blank || sheet.SaysNothing(text) || totalWord.MatchString(text) ||
			sectionNumber.MatchString(text) ||
			c.Kind == sheet.Text && len(row.Cells) <= 2 {
			continue
		}
		n++
		if asked(text) {
			yes++
		}
	}
	return n > 0 && yes*10 >= n*9
}

// sampled yields the first rows below the header, by which columns are classified, without column numbers and
// instructions.
func (l *listing) sampled() iter.Seq[*sheet.Row] {
	first, _ := l.raw.Index(l.header.last + 1)
	return func(yield func(*sheet.Row) bool) {
		for i := first; i < min(len(l.raw.Rows), first+60); i++ {
			row := &l.raw.Rows[i]
			if i < first+3 && (l.isColumnNumbers(row) || l.isInstruction(row)) {
				continue
			}
			if !yield(row) {
				return
			}
		}
	}
}

// tickable are the fields that a bureau may spread over columns with √, one for each value.
var tickable = map[Field]bool{FieldStage: true, FieldSector: true, FieldCategory: true, FieldInvestor: true,
	FieldLevel: true}

// settleTicks recognises columns with √ that together hold one field: 项目性质 over 新开工 | 续建 | 竣工投产, or those words alone.
func (l *listing) settleTicks() {
	alone := map[Field][]int{}
	for i := range l.columns {
		g := &l.columns[i]
		if len(g.words) == 0 || g.answered || g.field != FieldNone && g.field != FieldOther && !tickable[g.field] ||
			!l.most(i, isTick) {
			continue
		}
		leaf := g.words[len(g.words)-1]
		if len(g.words) > 1 {
			if f, sure := mapWord(headerWordOf(g.words[len(g.words)-2])); tickable[f] && sure >= sureEnough {
				g.field, g.confidence, g.tick = f, .95, leaf
				continue
			}
		}
		if f := ofTick(leaf); f != FieldNone {
			alone[f] = append(alone[f], i)
		}
	}
	for f, columns := range alone {
		if len(columns) < 2 {
			continue
		}
		for _, i := range columns {
			g := &l.columns[i]
			g.field, g.confidence, g.tick = f, sureEnough, g.words[len(g.words)-1]
		}
	}
}

var stageTick = regexp.MustCompile(`^(?:新开工|续建|结转|竣工|竣工投产|投产|新建|在建|拟竣工|计划竣工)(?:类|项目)?$`)

// ofTick returns the field that has a header word as a value.
func ofTick(word string) Field {
	if stageTick.MatchString(word) {
		return FieldStage
	}
	if _, ok := categoryOf(word); ok && strings.HasSuffix(word, "类") {
		return FieldCategory
	}
	return FieldNone
}

func isTick(folded string) bool {
	switch folded {
	case "√", "✓", "✔", "●", "★", "▲", "○", "☑", "1", "是", "Y", "y", "V", "v", "×", "否", "0":
		return true
	}
	return false
}

// ticked returns the word over the column of a field that is ticked in a row; "" when none is.
func (r *reading) ticked(row *sheet.Row, field Field) string {
	word := ""
	for column := range r.columns {
		g := &r.columns[column]
		if g.tick == "" || g.field != field {
			continue
		}
		if value, _ := yes(sheet.Display(row.At(column))); !value &&
			!strings.ContainsAny(sheet.Fold(sheet.Display(row.At(column))), "○Vv") {
			continue
		}
		if word != "" {
			cell := sheet.CellName(row.Number, column)
			r.find(SeverityWarning, "ticked_twice", cell, "第 %d 行“%s”与“%s”都打了勾，按“%s”读取，请核对", row.Number, word, g.tick, word)
			return word
		}
		word = g.tick
	}
	return word
}

// settleGoals distinguishes a year's goal in words from one in money, about which a question is asked.
func (l *listing) settleGoals() {
	for i := range l.columns {
		if g := &l.columns[i]; g.field == FieldGoal && !g.answered && l.looksLikeAmounts(i) {
			g.field, g.confidence = FieldAnnualPlan, .8
		}
	}
}

// isPlanTitle reports whether a title is about what is planned, not about what was done.
func isPlanTitle(title string) bool {
	return containsAny(title, []string{"计划", "节点", "安排", "目标"}) && !saysProgress(title) &&
		!containsAny(title, []string{"进度表", "调度"})
}

// saysProgress reports whether a title is clearly about what was done.
func saysProgress(title string) bool {
	return containsAny(title, []string{"完成情况", "进展情况", "月报", "执行情况"})
}
