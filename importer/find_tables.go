package importer

import (
	"slices"

	"duban/importer/sheet"
)

// region is one table of a sheet: its rows, including title and header.
type region struct {
	raw    *sheet.Grid
	header headerBlock
}

const (
	maxTables     = 50  // of one sheet
	maxCandidates = 200 // rows tested as a further header: a hostile sheet may consist of such rows
)

// findTables finds the tables of a sheet. Another header begins a new table. So does a repetition of the same header
// under a title or a unit line of its own; a plain repetition, and one on a further page, belongs to the table above.
func findTables(s *sheet.Grid) []region {
	header, ok := findHeader(s)
	if !ok {
		return nil
	}
	return furtherTables(region{s, header})
}

// furtherTables splits a sheet at the headers below its first one.
func furtherTables(first region) []region {
	tables := []region{first}
	for len(tables) < maxTables {
		above := &tables[len(tables)-1]
		at := above.nextHeader()
		if at < 0 {
			return tables
		}
		rows := above.raw.Rows
		begin := above.beginOf(at)
		below := *above.raw
		below.Rows = rows[begin:]
		next, ok := findHeader(&below)
		if !ok {
			return tables
		}
		upper := *above.raw
		upper.Rows = rows[:begin:begin]
		above.raw = &upper
		tables = append(tables, region{&below, next})
	}
	return tables
}

// nextHeader returns the index of the first row below the header that begins another table, or -1.
func (t *region) nextHeader() int {
	first, _ := t.raw.Index(t.header.last + 1)
	looked := 0
	for i := first; i < len(t.raw.Rows) && looked < maxCandidates; i++ {
		row := &t.raw.Rows[i]
		if !headsNames(row) || t.header.repeats(row) && !t.opensAnother(i) {
			continue
		}
		looked++
		search := newHeaderSearch(t.raw, t.raw.Rows[i:min(len(t.raw.Rows), i+headerMaxHeight)])
		if _, ok := search.best(); ok {
			return i
		}
	}
	return -1
}

// headsNames reports whether a row consists of texts and one of them is the header of a column of names. It is called
// for every row, so it tests cheaply before it folds texts.
func headsNames(row *sheet.Row) bool {
	if len(row.Cells) < 3 {
		return false
	}
	found := false
	for _, c := range row.Cells {
		if c.Kind != sheet.Text {
			return false
		}
		found = found || len(c.Text) <= 60 && wordFields[sheet.Fold(c.Text)] == FieldName
	}
	return found
}

// repeats reports whether most texts of a row equal the header's texts in the same columns.
func (b headerBlock) repeats(row *sheet.Row) bool {
	same, texts := b.same(row)
	return same >= 2 && same*10 >= texts*8
}

// continues reports whether a row is a lower row of the header, directly below the upper one.
func (b headerBlock) continues(row *sheet.Row) bool {
	same, texts := b.same(row)
	return same > 0 && same == texts
}

// same counts the cells of a row that equal the header's in the same columns, and the cells with content.
func (b headerBlock) same(row *sheet.Row) (same, texts int) {
	for _, c := range row.Cells {
		text := sheet.Fold(c.Text)
		if text == "" {
			continue
		}
		texts++
		if c.Kind == sheet.Text && c.Column < len(b.guesses) && b.guesses[c.Column].heads(text) {
			same++
		}
	}
	return same, texts
}

// heads reports whether a text is one of the header cells over the column.
func (g guess) heads(folded string) bool {
	return slices.Contains(g.words, folded)
}

// beginOf returns where the table of a header begins: it includes the titles and unit lines directly above.
func (t *region) beginOf(header int) int {
	for header > 0 {
		row := &t.raw.Rows[header-1]
		if row.Number <= t.header.last || !heading(row) {
			break
		}
		header--
	}
	return header
}

// heading reports whether a row is a title or a unit line and not a row of the table above: one or two texts, no
// number, no footnote, no total.
func heading(row *sheet.Row) bool {
	texts := 0
	for _, c := range row.Cells {
		text := sheet.Fold(c.Text)
		switch {
		case text == "":
		case c.Kind != sheet.Text, footnote.MatchString(text), totalWord.MatchString(text), headsNamesWord(text):
			return false
		default:
			texts++
		}
	}
	return texts <= 2
}

func headsNamesWord(folded string) bool { return wordFields[folded] == FieldName }
