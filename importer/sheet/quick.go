package sheet

import (
	"bytes"
	"unicode/utf8"
)

// The strict reader reads a workbook token by token. Most cells of a large workbook are written in the same way by
// every program; quickCells reads those at once from the strict reader's buffer. Anything that looks different,
// including damage, is left to the strict reader at its position. Both readers give the same result for a cell.

// quickWindow is longer than the start tag of any cell that is read here; with fewer bytes the strict reader takes
// over.
const quickWindow = 128

// quickCells reads cells of the open row until one needs the strict reader.
func (r *sheetReader) quickCells() error {
	x := r.x
	if x.empty {
		return nil
	}
	for {
		if r.column >= MaxColumn {
			return nil
		}
		if len(x.buf)-x.pos < 8*quickWindow && x.err == nil {
			x.fill()
		}
		c, n := r.quickCell(x.buf[x.pos:])
		if n == 0 {
			return nil
		}
		x.pos += n
		r.column = c.Column
		if err := r.keepCell(c); err != nil {
			return err
		}
	}
}

// Types of cells, as given by their attribute t.
const (
	quickNumber = iota
	quickShared
	quickText
)

// quickCell reads the cell at the start of the bytes; n is its length, 0 when it needs the strict reader.
func (r *sheetReader) quickCell(b []byte) (c Cell, n int) {
	if len(b) < quickWindow || b[0] != '<' || b[1] != 'c' || b[2] != ' ' {
		return c, 0
	}
	column, style, kind := 0, -1, -1
	i := 3
tag:
	for {
		if b[i+1] != '=' || b[i+2] != '"' {
			return c, 0
		}
		name := b[i]
		i += 3
		switch {
		case name == 'r' && column == 0:
			row := 0
			column, row, i = quickRef(b, i)
			if row != r.row || column < 1 || column > MaxColumn {
				return c, 0
			}
		case name == 's' && style < 0:
			style, i = quickDigits(b, i)
			if style < 0 {
				return c, 0
			}
		case name == 't' && kind < 0:
			kind, i = quickKind(b, i)
			if kind < 0 {
				return c, 0
			}
		default:
			return c, 0
		}
		if b[i] != '"' {
			return c, 0
		}
		switch i += 2; b[i-1] {
		case ' ':
		case '>':
			break tag
		case '/':
			if b[i] != '>' {
				return c, 0
			}
			c.Column = r.columnAt(column)
			return c, i + 1
		default:
			return c, 0
		}
	}
	c.Column = r.columnAt(column)
	if style >= 0 && style < len(r.styles) {
		c.Format = r.styles[style]
	}
	return r.quickValue(c, kind, b, i)
}

// columnAt returns the column that a cell names, or the next one when it names none.
func (r *sheetReader) columnAt(named int) int {
	if named == 0 {
		return r.column + 1
	}
	return named
}

func quickRef(b []byte, i int) (column, row, next int) {
	for ; b[i] >= 'A' && b[i] <= 'Z' && column <= MaxColumn; i++ {
		column = column*26 + int(b[i]-'A') + 1
	}
	if b[i] == '0' {
		return 0, 0, i
	}
	row, i = quickDigits(b, i)
	return column, row, i
}

// quickDigits reads up to seven digits; -1 when there is none.
func quickDigits(b []byte, i int) (value, next int) {
	start := i
	for ; b[i] >= '0' && b[i] <= '9' && i-start < 7; i++ {
		value = value*10 + int(b[i]-'0')
	}
	if i == start {
		return -1, i
	}
	return value, i
}

func quickKind(b []byte, i int) (kind, next int) {
	switch {
	case b[i+1] == '"' && b[i] == 's':
		return quickShared, i + 1
	case b[i+1] == '"' && b[i] == 'n':
		return quickNumber, i + 1
	case string(b[i:i+3]) == "str":
		return quickText, i + 3
	case string(b[i:i+9]) == "inlineStr":
		return quickText, i + 9
	}
	return -1, i
}

var (
	quickFormula     = []byte("<f>")
	quickFormulaAsIs = []byte(`<f aca="false">`) // LibreOffice
	quickFormulaEnd  = []byte("</f>")
	quickValueStart  = []byte("<v>")
	quickValueEnd    = []byte("</v></c>")
	quickInline      = []byte("<is><t>")
	quickInlineSpace = []byte(`<is><t xml:space="preserve">`)
	quickInlineEnd   = []byte("</t></is></c>")
)

// quickValue reads the value between the tags of a cell.
func (r *sheetReader) quickValue(c Cell, kind int, b []byte, i int) (Cell, int) {
	formula := 0
	if bytes.HasPrefix(b[i:], quickFormula) {
		formula = len(quickFormula)
	} else if bytes.HasPrefix(b[i:], quickFormulaAsIs) {
		formula = len(quickFormulaAsIs)
	}
	if formula > 0 {
		i += formula
		end, _ := textRun(b[i:])
		if end < 0 || !bytes.HasPrefix(b[i+end:], quickFormulaEnd) {
			return c, 0
		}
		i += end + len(quickFormulaEnd)
		c.Formula = true
	}
	stop := quickValueEnd
	switch {
	case bytes.HasPrefix(b[i:], quickValueStart):
		i += len(quickValueStart)
	case kind == quickText && bytes.HasPrefix(b[i:], quickInline):
		i, stop = i+len(quickInline), quickInlineEnd
	case kind == quickText && bytes.HasPrefix(b[i:], quickInlineSpace):
		i, stop = i+len(quickInlineSpace), quickInlineEnd
	default:
		return c, 0
	}
	if kind == quickText {
		end, plain := textRun(b[i:])
		if end < 0 || !bytes.HasPrefix(b[i+end:], stop) || bytes.IndexByte(b[i:i+end], '_') >= 0 {
			return c, 0
		}
		if end > 0 {
			c.Kind, c.Plain, c.Text = Text, plain, r.texts.of(b[i:i+end])
		}
		return c, i + end + len(stop)
	}
	if kind == quickShared {
		index, end := 0, i
		if len(b)-i > 16 {
			index, end = quickDigits(b, i)
		}
		if end == i || index >= len(r.strings) || !bytes.HasPrefix(b[end:], stop) {
			return c, 0
		}
		if s := r.strings[index]; s != "" {
			c.Kind, c.Plain, c.Text = Text, r.plain[index], s
		}
		return c, end + len(stop)
	}
	end := quickDecimal(b[i:])
	if end == 0 || !bytes.HasPrefix(b[i+end:], stop) {
		return c, 0
	}
	c.Kind, c.Plain, c.Text = Number, true, r.numbers.of(b[i:i+end])
	return c, i + end + len(stop)
}

// quickDecimal returns the length of a decimal number without an exponent at the start of the bytes.
func quickDecimal(b []byte) int {
	i, digits := 0, 0
	if len(b) > 0 && b[0] == '-' {
		i = 1
	}
	start := i
	for point := false; i < len(b); i++ {
		switch {
		case b[i] >= '0' && b[i] <= '9':
			digits++
		case b[i] == '.' && !point && i > start:
			point = true
		case digits > 0 && b[i-1] != '.':
			return i
		default:
			return 0
		}
	}
	return 0
}

// textRun returns the length of the character data at the start of the bytes, which must end there at a tag. It returns
// -1 when it does not, or when it contains anything that needs the strict reader: references, characters that are not
// allowed, the end of a CDATA section. plain is that of Cell; it may be false for a text that is plain.
func textRun(b []byte) (n int, plain bool) {
	plain = true
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c > ' ' && c < 0x7f:
			switch c {
			case '<':
				return i, plain
			case '&', ']':
				return -1, false
			}
			i++
		case c >= 0xe3 && c <= 0xec: // Chinese, mostly: three bytes, none of them forbidden
			if i+2 >= len(b) || b[i+1]&0xc0 != 0x80 || b[i+2]&0xc0 != 0x80 {
				return -1, false
			}
			if c == 0xe3 && b[i+1] == 0x80 && b[i+2] == 0x80 { // the ideographic space
				plain = false
			}
			i += 3
		default:
			r, size := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && size <= 1 || !legalRune(r) {
				return -1, false
			}
			plain = plain && !foldsRune(r) && !IsStray(r)
			i += size
		}
	}
	return -1, false
}
