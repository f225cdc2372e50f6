package importer

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"duban/models"
)

// cellKind is the type of a cell's value.
type cellKind uint8

const (
	kindBlank   cellKind = iota
	kindText             // text, with what it says
	kindNumber           // text is the stored decimal
	kindBool             // text is "1" or "0"
	kindFailed           // an error value; text is "#REF!"
	kindUnknown          // a formula without a stored value
)

// rawCell is one cell with content.
type rawCell struct {
	column  int // from 1
	kind    cellKind
	formula bool
	plain   bool // the text is known to be what fold makes of it, with no stray character in it
	format  cellFormat
	text    string
}

// fold returns the cell's text without spaces and in narrow letters, for matching words.
func (c *rawCell) fold() string {
	if c.plain {
		return c.text
	}
	return fold(c.text)
}

// bare reports whether the cell's text is nothing but spaces.
func (c *rawCell) bare() bool {
	return c.text == "" || everyday(c.text) == 0 && c.fold() == ""
}

// rawRow is one row with content.
type rawRow struct {
	number int // from 1
	hidden bool
	cells  []rawCell // by column
}

// cellRange is a merged block, corners included.
type cellRange struct{ top, left, bottom, right int }

// rawSheet is a sheet's cells as stored. Cells without content are not kept.
type rawSheet struct {
	name          string
	epoch         int // 1462 days when dates count from 1904, else 0
	rows          []rawRow
	merges        []cellRange
	hiddenColumns []cellRange // only left and right count
}

// index returns the position of a row number in rows, or where it would stand.
func (s *rawSheet) index(number int) (int, bool) {
	if len(s.rows) > 0 { // most sheets have every row
		if i := number - s.rows[0].number; i >= 0 && i < len(s.rows) && s.rows[i].number == number {
			return i, true
		}
	}
	return slices.BinarySearchFunc(s.rows, number, func(r rawRow, n int) int { return r.number - n })
}

// at returns a cell; a blank one where there is nothing.
func (s *rawSheet) at(row, column int) rawCell {
	if i, ok := s.index(row); ok {
		return s.rows[i].at(column)
	}
	return rawCell{column: column}
}

func (r *rawRow) at(column int) rawCell {
	if len(r.cells) == 0 {
		return rawCell{column: column}
	}
	i := column - r.cells[0].column // the place of the cell in a row without gaps; with gaps it stands further left
	if i < 0 {
		return rawCell{column: column}
	}
	for i = min(i, len(r.cells)-1); i > 0 && r.cells[i].column > column; {
		i--
	}
	if r.cells[i].column == column {
		return r.cells[i]
	}
	return rawCell{column: column}
}

// columns returns the last column with content.
func (s *rawSheet) columns() int {
	last := 0
	for _, r := range s.rows {
		if n := len(r.cells); n > 0 {
			last = max(last, r.cells[n-1].column)
		}
	}
	return last
}

// date returns the day a number cell with a date format shows.
func (c rawCell) date(epoch int) (models.Date, bool) {
	serial, err := strconv.ParseFloat(c.text, 64)
	if err != nil || c.kind != kindNumber {
		return 0, false
	}
	return serialDate(int(math.Floor(serial)), epoch)
}

// serialDate turns a day number into a day. Only 1954–2119 are days a project can have; a number outside is no date.
func serialDate(serial, epoch int) (models.Date, bool) {
	serial += epoch
	if serial < 20_000 || serial > 80_000 {
		return 0, false
	}
	return models.DateOf(1899, 12, 30) + models.Date(serial), true
}

const (
	maxRow    = 1_048_576
	maxColumn = 16_384
)

// cellName writes "D12".
func cellName(row, column int) string {
	var name [24]byte
	return string(strconv.AppendInt(appendColumn(name[:0], column), int64(row), 10))
}

// columnName writes "D".
func columnName(column int) string {
	var name [8]byte
	return string(appendColumn(name[:0], column))
}

func appendColumn(name []byte, column int) []byte {
	from := len(name)
	for ; column > 0; column = (column - 1) / 26 {
		name = append(name, byte('A'+(column-1)%26))
	}
	slices.Reverse(name[from:])
	return name
}

// parseCell reads "D12" or "$d$12"; false when it is no cell of a sheet.
func parseCell(ref string) (row, column int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		b := ref[i] | 0x20
		if b < 'a' || b > 'z' {
			break
		}
		column = column*26 + int(b-'a') + 1
	}
	digits := ref[i:]
	if i == 0 || digits == "" || digits[0] == '0' || len(digits) > 7 {
		return 0, 0, false
	}
	for _, d := range []byte(digits) {
		if d < '0' || d > '9' {
			return 0, 0, false
		}
		row = row*10 + int(d-'0')
	}
	return row, column, row <= maxRow && column <= maxColumn
}

// parseRange reads "A1:D12" or "A1".
func parseRange(ref string) (cellRange, bool) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	top, left, ok1 := parseCell(first)
	bottom, right, ok2 := parseCell(last)
	return cellRange{top, left, bottom, right}, ok1 && ok2 && top <= bottom && left <= right
}
