package sheet

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"duban/models"
)

// Kind is the type of a cell's value.
type Kind uint8

// The types of a cell's value.
const (
	Blank   Kind = iota
	Text         // text
	Number       // text is the stored decimal
	Bool         // text is "1" or "0"
	Failed       // an error value; text is "#REF!"
	Unknown      // a formula without a stored value
)

// Cell is one cell with content.
type Cell struct {
	Column  int // from 1
	Kind    Kind
	Formula bool
	Plain   bool // Fold would not change the text, and it has no stray character
	Format  NumberFormat
	Text    string
}

// Fold returns the cell's text without spaces and in half-width letters, for comparing words.
func (c *Cell) Fold() string {
	if c.Plain {
		return c.Text
	}
	return Fold(c.Text)
}

// IsBare reports whether the cell's text consists of spaces.
func (c *Cell) IsBare() bool {
	return c.Text == "" || PlainRuneLen(c.Text) == 0 && c.Fold() == ""
}

// Row is one row with content.
type Row struct {
	Number int // from 1
	Hidden bool
	Cells  []Cell // by column
}

// Range is a merged block, corners included.
type Range struct{ Top, Left, Bottom, Right int }

// Grid is a sheet's cells as stored. Cells without content are not kept.
type Grid struct {
	Name          string
	Epoch         int // 1462 days when dates count from 1904, else 0
	Rows          []Row
	Merges        []Range
	HiddenColumns []Range // only left and right count
}

// Index returns the position of a row number in rows, or where it would be inserted.
func (s *Grid) Index(number int) (int, bool) {
	if len(s.Rows) > 0 { // most sheets have no gaps between rows
		if i := number - s.Rows[0].Number; i >= 0 && i < len(s.Rows) && s.Rows[i].Number == number {
			return i, true
		}
	}
	return slices.BinarySearchFunc(s.Rows, number, func(r Row, n int) int { return r.Number - n })
}

// At returns a cell; a blank one if the cell has no content.
func (s *Grid) At(row, column int) Cell {
	if i, ok := s.Index(row); ok {
		return s.Rows[i].At(column)
	}
	return Cell{Column: column}
}

// At returns the cell of a column, counted from 1; a blank one where the row has none.
func (r *Row) At(column int) Cell {
	if len(r.Cells) == 0 {
		return Cell{Column: column}
	}
	i := column - r.Cells[0].Column // the cell's index in a row without gaps; with gaps it is smaller
	if i < 0 {
		return Cell{Column: column}
	}
	for i = min(i, len(r.Cells)-1); i > 0 && r.Cells[i].Column > column; {
		i--
	}
	if r.Cells[i].Column == column {
		return r.Cells[i]
	}
	return Cell{Column: column}
}

// LastColumn returns the last column with content.
func (s *Grid) LastColumn() int {
	last := 0
	for _, r := range s.Rows {
		if n := len(r.Cells); n > 0 {
			last = max(last, r.Cells[n-1].Column)
		}
	}
	return last
}

// Date returns the day of a number cell with a date format.
func (c Cell) Date(epoch int) (models.Date, bool) {
	serial, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || c.Kind != Number {
		return 0, false
	}
	return SerialDate(int(math.Floor(serial)), epoch)
}

// SerialDate converts a day number to a day. Only 1954–2119 are plausible days of a project; any other number is not a
// date.
func SerialDate(serial, epoch int) (models.Date, bool) {
	serial += epoch
	if serial < 20_000 || serial > 80_000 {
		return 0, false
	}
	return models.DateOf(1899, 12, 30) + models.Date(serial), true
}

// The size of an .xlsx sheet.
const (
	maxRow    = 1_048_576
	MaxColumn = 16_384
)

// CellName returns the name of a cell, such as "D12".
func CellName(row, column int) string {
	var name [24]byte
	return string(strconv.AppendInt(appendColumn(name[:0], column), int64(row), 10))
}

// ColumnName returns the name of a column, such as "D".
func ColumnName(column int) string {
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

// ParseCell parses "D12" or "$d$12"; false if it is not a cell of a sheet.
func ParseCell(ref string) (row, column int, ok bool) {
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
	return row, column, row <= maxRow && column <= MaxColumn
}

// parseRange parses "A1:D12" or "A1".
func parseRange(ref string) (Range, bool) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	top, left, ok1 := ParseCell(first)
	bottom, right, ok2 := ParseCell(last)
	return Range{top, left, bottom, right}, ok1 && ok2 && top <= bottom && left <= right
}
