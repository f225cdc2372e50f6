package sheet

import (
	"encoding/binary"
	"math"
	"strconv"
)

// cellSizes are the least and the most bytes of a record after row, column and style.
var cellSizes = map[int]struct{ least, most int }{
	biffStringCell: {4, 4}, biffNumber: {8, 8}, biffRK: {4, 4}, biffBoolOrError: {2, 2},
	biffLabel: {2, biffLimit}, biffRichString: {2, biffLimit}, biffFormula: {8, biffLimit},
}

// readCell reads a record of one cell: row, column, style, and the value.
func (r *xlsReader) readCell(id int, data []byte) error {
	if len(data) < 6 {
		return brokenBIFF("cell of %d bytes", len(data))
	}
	row, column := int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:]))
	r.row, r.pending = row+1, false
	c := Cell{Format: r.format(int(binary.LittleEndian.Uint16(data[4:])))}
	held := data[6:]
	if size := cellSizes[id]; len(held) < size.least || len(held) > size.most {
		return brokenBIFF("cell %s of %d bytes", CellName(row+1, column+1), len(data))
	}
	var err error
	switch id {
	case biffStringCell:
		i := binary.LittleEndian.Uint32(held)
		if int64(i) >= int64(len(r.strings)) {
			return brokenBIFF("cell %s refers to text %d that does not exist", CellName(row+1, column+1), i)
		}
		c.SetText(r.strings[i])
	case biffNumber:
		err = c.SetNumber(math.Float64frombits(binary.LittleEndian.Uint64(held)))
	case biffRK:
		err = c.SetNumber(numberOfRK(binary.LittleEndian.Uint32(held)))
	case biffLabel, biffRichString:
		err = r.setLabel(&c, held)
	case biffBoolOrError:
		err = c.SetBoolOrError(held[0], held[1] != 0)
	case biffFormula:
		c.Formula = true
		err = r.setResult(&c, held)
	}
	if err != nil {
		return err
	}
	return r.add(row, column, c)
}

func (r *xlsReader) readManyRK(data []byte) error {
	r.pending = false
	if len(data) < 6 || len(data)%6 != 0 {
		return brokenBIFF("row of numbers of %d bytes", len(data))
	}
	row, first, last := int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:])),
		int(binary.LittleEndian.Uint16(data[len(data)-2:]))
	if n := len(data)/6 - 1; last-first+1 != n {
		return brokenBIFF("%d numbers in columns %d to %d", n, first, last)
	}
	for i, at := 0, 4; at < len(data)-2; i, at = i+1, at+6 {
		c := Cell{Format: r.format(int(binary.LittleEndian.Uint16(data[at:])))}
		if err := c.SetNumber(numberOfRK(binary.LittleEndian.Uint32(data[at+2:]))); err != nil {
			return err
		}
		if err := r.add(row, first+i, c); err != nil {
			return err
		}
	}
	return nil
}

// setLabel reads a text that is in the cell's own record.
func (r *xlsReader) setLabel(c *Cell, held []byte) error {
	parts, err := r.continued(held)
	if err != nil {
		return err
	}
	t := &biffText{parts: parts}
	text, err := r.string(t, t.number(2))
	c.SetText(text)
	return err
}

// setResult reads the result of a formula: a number, or another value marked by two bytes with which no number ends.
func (r *xlsReader) setResult(c *Cell, held []byte) error {
	if held[6] != 0xFF || held[7] != 0xFF {
		return c.SetNumber(math.Float64frombits(binary.LittleEndian.Uint64(held)))
	}
	switch held[0] {
	case 0: // in the STRING record after it; without one there is no result
		c.Kind, r.pending = Unknown, true
		return nil
	case 1, 2:
		return c.SetBoolOrError(held[2], held[0] == 2)
	case 3: // the empty text
		return nil
	}
	return brokenBIFF("result of kind %d", held[0])
}

// readString reads the text result of the formula before it.
func (r *xlsReader) readString(data []byte) error {
	parts, err := r.continued(data)
	if err != nil || !r.pending {
		return err
	}
	r.pending = false
	t := &biffText{parts: parts}
	text, err := r.string(t, t.number(2))
	if err != nil {
		return err
	}
	cells := r.sheet.Rows[r.rows[r.row]].Cells
	cells[len(cells)-1].SetText(text)
	return nil
}

// SetText makes the cell a text; an empty one makes it blank.
func (c *Cell) SetText(text string) {
	c.Kind, c.Text = Text, text
	if text == "" {
		c.Kind = Blank
	}
}

// SetNumber sets a number as an .xlsx part stores it: the shortest decimal with the same value.
func (c *Cell) SetNumber(n float64) error {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return brokenBIFF("a number that is none")
	}
	form := byte('f')
	if size := math.Abs(n); size != 0 && (size < 1e-5 || size >= 1e21) {
		form = 'E'
	}
	c.Kind, c.Text = Number, strconv.FormatFloat(n, form, -1, 64)
	return nil
}

// errorNames are Excel's error values by their number in a file.
var errorNames = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
	0x2B: "#GETTING_DATA",
}

// SetBoolOrError makes the cell a truth value, or an error value by its number in the file.
func (c *Cell) SetBoolOrError(value byte, failed bool) error {
	if !failed {
		if value > 1 {
			return brokenBIFF("truth value %d", value)
		}
		c.Kind, c.Text = Bool, strconv.Itoa(int(value))
		return nil
	}
	name, ok := errorNames[value]
	if !ok {
		return brokenBIFF("error value %d", value)
	}
	c.Kind, c.Text = Failed, name
	return nil
}

// numberOfRK expands a number packed into 30 bits: the upper bits of a float, or an integer, possibly in hundredths.
func numberOfRK(packed uint32) float64 {
	n := float64(int32(packed) >> 2)
	if packed&2 == 0 {
		n = math.Float64frombits(uint64(packed&^3) << 32)
	}
	if packed&1 != 0 {
		n /= 100
	}
	return n
}
