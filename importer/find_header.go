package importer

import (
	"strings"

	"duban/importer/sheet"
)

const (
	headerSearchRows = 30 // rows with content in which a header may begin
	headerMaxHeight  = 4
	headerMaxColumns = 400
)

// headerBlock is a possible header: its rows, and the fields of its columns.
type headerBlock struct {
	first, last int // rows, 1-based
	guesses     []guess
	score       float64
}

// headerSearch looks for the header of one table.
type headerSearch struct {
	sheet    *sheet.Grid
	top      []sheet.Row // the rows in which the header may begin
	columns  int
	cover    coverMap
	words    map[string]headerWord // header cells normalised so far: blocks overlap
	joints   joints
	nameless bool // a header without a column of names is accepted
}

func newHeaderSearch(s *sheet.Grid, top []sheet.Row) *headerSearch {
	h := &headerSearch{sheet: s, top: top, columns: min(s.LastColumn(), headerMaxColumns), words: map[string]headerWord{},
		joints: joints{}}
	if len(top) > 0 {
		from, to := top[0].Number, top[len(top)-1].Number+headerMaxHeight
		h.cover = coverOf(s.Merges, func(m sheet.Range) bool { return m.Bottom >= from && m.Top <= to })
	}
	return h
}

// findHeader scores every block of one to four rows near the top and returns the best; false when none looks like the
// header of a list. A header without a column of names is accepted only if no block has one.
func findHeader(s *sheet.Grid) (headerBlock, bool) {
	h := newHeaderSearch(s, s.Rows[:min(len(s.Rows), headerSearchRows)])
	if b, ok := h.best(); ok {
		return b, true
	}
	h.nameless = true
	return h.best()
}

func (h *headerSearch) best() (headerBlock, bool) {
	var best headerBlock
	found := false
	for i := range h.top {
		row := &h.top[i]
		if h.isTitleRow(row) {
			continue
		}
		for height := 1; height <= headerMaxHeight; height++ {
			last := row.Number + height - 1
			if height > 1 {
				if j, ok := h.sheet.Index(last); ok && h.isBanner(&h.sheet.Rows[j]) {
					break
				}
			}
			b, ok := h.scoreBlock(row.Number, last)
			if ok && (!found || b.score > best.score) {
				best, found = b, true
			}
		}
	}
	if found {
		h.fill(&best)
		h.grow(&best)
	}
	return best, found
}

// mayHead reports whether the rows of a block may be a header at all: some cell may name the column of projects, or
// that of amounts where names are not demanded. Mapping the columns of every block of a wide sheet of texts takes long.
func (h *headerSearch) mayHead(first, last int) bool {
	signs := "名称项工Nn"
	if h.nameless {
		signs = "投资额月划完累"
	}
	for r := first; r <= last; r++ {
		i, ok := h.sheet.Index(r)
		if !ok {
			continue
		}
		for _, c := range h.sheet.Rows[i].Cells {
			if c.Kind == sheet.Text && len(c.Text) < 1000 && strings.ContainsAny(c.Text, signs) {
				return true
			}
		}
	}
	return false
}

// fill describes the columns of the block that was chosen.
func (h *headerSearch) fill(b *headerBlock) {
	b.guesses = make([]guess, h.columns+1)
	for c := 1; c <= h.columns; c++ {
		b.guesses[c] = guessColumn(h.pathOf(b.first, b.last, c))
	}
}

// coverMap maps a cell to the merged range that covers it.
type coverMap map[[2]int]sheet.Range

// coverOf maps the cells of the merged ranges that matter. A hostile merged range is cut to the size that a header can
// have.
func coverOf(merges []sheet.Range, wanted func(sheet.Range) bool) coverMap {
	cover := coverMap{}
	for _, m := range merges {
		if !wanted(m) {
			continue
		}
		for r := m.Top; r <= min(m.Bottom, m.Top+headerMaxHeight+2); r++ {
			for c := m.Left; c <= min(m.Right, headerMaxColumns); c++ {
				cover[[2]int{r, c}] = m
			}
		}
	}
	return cover
}

// isBanner reports whether a row holds one text merged over most columns, with at most one more text: a title, a note.
func (h *headerSearch) isBanner(row *sheet.Row) bool {
	if len(row.Cells) > 2 {
		return false
	}
	for _, c := range row.Cells {
		m, ok := h.cover[[2]int{row.Number, c.Column}]
		if ok && m.Top == row.Number && m.Right-m.Left+1 > h.columns*6/10 && h.columns >= 4 {
			return true
		}
	}
	return false
}

// isTitleRow reports whether no header can begin in a row: it is a banner, or has only one cell.
func (h *headerSearch) isTitleRow(row *sheet.Row) bool {
	if len(row.Cells) == 0 {
		return false
	}
	if h.isBanner(row) {
		return true
	}
	if len(row.Cells) > 1 {
		return false
	}
	// A single text can only be the parent of a merged group; then a cell must be merged into this row from its left.
	_, merged := h.cover[[2]int{row.Number, row.Cells[0].Column}]
	return !merged
}

// scoreBlock maps each column of a block: Σ confidence − 0.5 × numeric cells − 0.3 × unknown − 0.15 × height. ok is
// false without a column of names and two more known columns; a nameless header must have four, including amounts.
func (h *headerSearch) scoreBlock(first, last int) (headerBlock, bool) {
	b := headerBlock{first: first, last: last, score: -.15 * float64(last-first+1)}
	if !h.mayHead(first, last) {
		return b, false
	}
	seen := map[Field]bool{}
	known, named, amounts, described := 0, h.nameless, false, false
	for c := 1; c <= h.columns; c++ {
		path := h.pathOf(first, last, c)
		var g guess
		if len(path) > 0 {
			g.field, g.confidence = h.joints.mapPath(path)
		}
		switch {
		case len(path) == 0:
		case g.field == FieldNone:
			b.score -= .3
		case !seen[g.field] || g.field.repeated():
			b.score += g.confidence
			seen[g.field] = true
			if g.field != FieldOther {
				known++
			}
			named = named || g.field == FieldName && g.confidence >= .8
			amounts = amounts || g.field.Money()
			described = described || g.field.describes()
		}
	}
	for r := first; r <= last; r++ {
		if i, ok := h.sheet.Index(r); ok {
			for _, c := range h.sheet.Rows[i].Cells {
				if c.Kind != sheet.Text {
					b.score -= .5
				}
			}
		}
	}
	if h.nameless && !(known >= 4 && amounts && described) {
		return b, false
	}
	return b, named && known >= 3 && b.score > 0
}

// describes reports whether only a list of projects has a column of this field.
func (f Field) describes() bool {
	switch f {
	case FieldOwner, FieldScale, FieldPlace, FieldPeriod, FieldGoal, FieldPlannedStart, FieldPlannedFinish, FieldPhysical,
		FieldResponsibleUnit:
		return true
	}
	return false
}

// repeated reports whether a header may name the field in several columns.
func (f Field) repeated() bool {
	switch f {
	case FieldOther, FieldMonthPlan, FieldQuarterPlan, FieldMonthAmount, FieldTenDays, FieldMilestoneDate,
		FieldMilestoneText, FieldContact:
		return true
	}
	return false
}

// pathOf returns the header cells above a column from the top down. Merged cells count once. A parent that was typed
// into its first column only, without a merge, also applies to the columns to its right that have a cell of their own.
func (h *headerSearch) pathOf(first, last, column int) []headerWord {
	s, cover := h.sheet, h.cover
	var path []headerWord
	var before sheet.Range
	for r := first; r <= last; r++ {
		at := [2]int{r, column}
		if m, merged := cover[at]; merged {
			if m == before {
				continue
			}
			before = m
			at = [2]int{m.Top, m.Left}
			if m.Top < first {
				continue
			}
		} else if r < last && column > 1 && s.At(r, column).Kind == sheet.Blank && s.At(last, column).Kind != sheet.Blank {
			left := column - 1
			for left > 0 && s.At(r, left).Kind == sheet.Blank && cover[[2]int{r, left}] == (sheet.Range{}) {
				left--
			}
			if m, merged := cover[[2]int{r, left}]; left == 0 || merged && (m.Bottom > m.Top || m.Right > m.Left) ||
				s.At(last, left).Kind == sheet.Blank {
				continue
			}
			at = [2]int{r, left}
		}
		if c := s.At(at[0], at[1]); c.Kind == sheet.Text || c.Kind == sheet.Number {
			word, known := h.words[c.Text]
			if !known {
				word = headerWordOf(c.Text)
				h.words[c.Text] = word
			}
			if word.raw != "" {
				path = append(path, word)
			}
		}
	}
	return path
}

// grow extends the block by the rows into which a header cell is merged down, and by rows with only lower header words:
// 小计 under 2021年计划投资, where nothing is merged.
func (h *headerSearch) grow(b *headerBlock) {
	last := b.last
	for c := 1; c <= h.columns; c++ {
		if m, ok := h.cover[[2]int{b.last, c}]; ok && m.Top >= b.first && m.Bottom > last && m.Bottom < b.first+
			headerMaxHeight+2 {
			last = m.Bottom
		}
	}
	if last == b.last && last-b.first+1 < headerMaxHeight && h.isLower(b, last+1) {
		last++
	}
	if last > b.last {
		if grown, ok := h.scoreBlock(b.first, last); ok {
			*b = grown
			h.fill(b)
		}
	}
}

// isLower reports whether every cell of a row names a part of a column of amounts, or only its unit.
func (h *headerSearch) isLower(b *headerBlock, number int) bool {
	i, ok := h.sheet.Index(number)
	if !ok || h.isBanner(&h.sheet.Rows[i]) {
		return false
	}
	for _, c := range h.sheet.Rows[i].Cells {
		if c.Kind != sheet.Text || c.Column >= len(b.guesses) {
			return false
		}
		above := b.guesses[c.Column].field
		word := headerWordOf(c.Text)
		if above != FieldNone && above != FieldOther && !above.Money() || word.field == FieldNone && word.word != "" &&
			!totalWords[word.word] && word.month == 0 && word.quarter == 0 {
			return false
		}
	}
	return len(h.sheet.Rows[i].Cells) > 0
}
