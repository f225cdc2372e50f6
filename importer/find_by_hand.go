package importer

import (
	"strconv"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// tableByHand returns the table under a header that a person chose: for this workbook, or earlier for a workbook of the
// same sender. Without a chosen row it is the likely header, if a person said which of its columns holds the names.
func tableByHand(s *sheet.Grid, name string, o Options) (headerBlock, bool) {
	if rows, chosen := o.headerOf(name); chosen {
		return blockAt(s, rows.First, max(rows.First, rows.Last)), true
	}
	if len(o.Answers) == 0 {
		return headerBlock{}, false
	}
	for _, row := range s.Rows[:min(len(s.Rows), headerSearchRows)] {
		for height := range headerMaxHeight {
			if !o.anyHeader() {
				break
			}
			b := blockAt(s, row.Number, row.Number+height)
			if a, known := o.Answers[fingerprintOf(b.guesses)]; known && a.Header {
				return b, true
			}
		}
	}
	return headerBlock{}, false
}

// ParseHeaderRows parses the rows of a header: "3" or "3-4". Errors: KindInvalid.
func ParseHeaderRows(text string) (HeaderRows, error) {
	from, to, several := strings.Cut(strings.TrimSpace(text), "-")
	first, err := strconv.Atoi(from)
	last := first
	if err == nil && several {
		last, err = strconv.Atoi(to)
	}
	if err != nil || first < 1 || last < first || last-first >= headerMaxHeight {
		return HeaderRows{}, models.Errorf(models.KindInvalid, "bad_header", "表头的行号“%s”应写成 3 或 3-4，最多 %d 行", text,
			headerMaxHeight)
	}
	return HeaderRows{first, last}, nil
}

// headerOf returns the rows that a person chose as the header of a sheet.
func (o Options) headerOf(name string) (HeaderRows, bool) {
	rows, ok := o.Headers[name]
	if !ok {
		rows, ok = o.Headers[""]
	}
	return rows, ok && rows.First > 0 && rows.Last-rows.First < headerMaxHeight
}

// anyHeader reports whether a person chose the header of any sheet before.
func (o Options) anyHeader() bool {
	for _, a := range o.Answers {
		if a.Header {
			return true
		}
	}
	return false
}

// blockAt describes rows as a header.
func blockAt(s *sheet.Grid, first, last int) headerBlock {
	from, _ := s.Index(first)
	to, found := s.Index(last)
	if found {
		to++
	}
	h := newHeaderSearch(s, s.Rows[min(from, len(s.Rows)):max(from, to)])
	b := headerBlock{first: first, last: last, guesses: make([]guess, h.columns+1)}
	for c := 1; c <= h.columns; c++ {
		b.guesses[c] = guessColumn(h.pathOf(first, last, c))
	}
	return b
}

// likelyHeader returns the first row that looks like the header of some table: texts only, over rows that fill most of
// its columns.
func likelyHeader(s *sheet.Grid) (headerBlock, bool) {
	h := newHeaderSearch(s, s.Rows[:min(len(s.Rows), headerSearchRows)])
	widest := 0
	for _, row := range h.top {
		widest = max(widest, len(row.Cells))
	}
	for i := range h.top {
		row := &h.top[i]
		if len(row.Cells) < 2 || len(row.Cells)*10 < widest*6 || h.isTitleRow(row) || !onlyTexts(row) || i+1 >= len(s.Rows) {
			continue
		}
		below := 0
		for _, next := range s.Rows[i+1 : min(len(s.Rows), i+4)] {
			filled := 0
			for _, c := range row.Cells {
				if next.At(c.Column).Kind != sheet.Blank {
					filled++
				}
			}
			below = max(below, filled)
		}
		if below >= 2 && below*2 >= len(row.Cells) {
			return blockAt(s, row.Number, row.Number), true
		}
	}
	return headerBlock{}, false
}

// onlyTexts reports whether all cells of a row are short texts that are no numbers.
func onlyTexts(row *sheet.Row) bool {
	for _, c := range row.Cells {
		if c.Kind != sheet.Text || isPlainNumber(c.Fold()) || len([]rune(c.Text)) > 2*headerLongest {
			return false
		}
	}
	return true
}

// unknownTable returns a sheet without a known header. Its likely header is described, so that a person can say what
// its columns are.
func unknownTable(s *sheet.Grid, one Sheet) Sheet {
	b, ok := likelyHeader(s)
	if !ok {
		return one.skip(models.Messagef("前 %d 行内没有找到带“项目名称”的表头", headerSearchRows))
	}
	one.Fingerprint, one.Header = fingerprintOf(b.guesses), &HeaderRows{b.first, b.last}
	for i, g := range b.guesses {
		if g.header != "" {
			one.Columns = append(one.Columns, columnOf(i, g))
		}
	}
	return one.skip(models.Messagef("前 %d 行内没有找到带“项目名称”的表头；第 %d 行如是表头，请指明哪一列是项目名称%s", headerSearchRows, b.first,
		models.CommandHint("（命令行：--map 'B=项目名称'）")))
}

// columnOf describes how a column was mapped.
func columnOf(i int, g guess) Column {
	return Column{sheet.ColumnName(i), g.header, g.field, g.unit, g.confidence, g.year, g.month, g.quarter, g.key,
		g.answered}
}

// names reports whether a column of an unlikely header holds the names, by its word or by a person's answers.
func (o Options) names(b headerBlock) bool {
	l := &listing{columns: append([]guess(nil), b.guesses...), answers: o.answersFor(fingerprintOf(b.guesses))}
	l.applyAnswers()
	return l.count(FieldName) > 0
}

// tablesOf returns the tables of a sheet; chosen reports whether a person chose the header.
func tablesOf(s *sheet.Grid, name string, o Options) (tables []region, chosen bool) {
	if b, ok := tableByHand(s, name, o); ok {
		return furtherTables(region{s, b}), true
	}
	if tables = findTables(s); len(tables) > 0 {
		return tables, false
	}
	if b, ok := likelyHeader(s); ok && o.names(b) {
		return []region{{s, b}}, false
	}
	return nil, false
}

// refused returns the keys of the columns that a person of this sender refused in any sheet: they are not asked again.
func (o Options) refused() map[string]bool {
	var keys map[string]bool
	for fingerprint, a := range o.Answers {
		for key, answer := range a.Columns {
			if answer.Field == FieldNone && fingerprint != "" {
				if keys == nil {
					keys = map[string]bool{}
				}
				keys[key] = true
			}
		}
	}
	return keys
}

// refuseAgain leaves out unknown columns that a person refused in another sheet of this sender.
func (l *listing) refuseAgain() {
	for i := range l.columns {
		g := &l.columns[i]
		if !g.answered && l.refused[g.key] && g.key != "" && (g.field == FieldNone || g.confidence < sureEnough) {
			g.field, g.confidence, g.answered = FieldNone, 1, true
		}
	}
}
