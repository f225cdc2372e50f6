package sheet

import (
	"slices"
	"strconv"
	"strings"

	"duban/models"
)

// sheetReader reads one sheet part into a Grid.
type sheetReader struct {
	*workbook
	x      *xmlReader
	sheet  *Grid
	row    int // being read
	column int
	text   []byte
	cells  []Cell // memory for the rows' cells
	slab   []Cell // where the rows' cells are kept
}

// readSheet reads a sheet's cells and merges. Errors are *models.Error: damage names the sheet and the row.
func (w *workbook) readSheet(s sheetPart) (*Grid, error) {
	r := &sheetReader{workbook: w, sheet: &Grid{Name: s.Name, Epoch: w.epoch}}
	err := w.parse(s.Part, func(x *xmlReader) error {
		r.x = x
		return r.read()
	})
	if err == nil {
		err = r.sheet.CheckMerges(r.row, r.limits)
	}
	if err != nil {
		if refusal := refusalIn(err); refusal != nil {
			return nil, refusal
		}
		return nil, damagedSheet(s.Name, r.row, err)
	}
	return r.sheet, nil
}

func (r *sheetReader) read() error {
	for {
		token, err := r.x.next()
		if err != nil {
			return err
		}
		if token == xmlEnd {
			return nil
		}
		if token != xmlOpen {
			continue
		}
		depth := len(r.x.stack)
		switch {
		case depth == 1 && r.x.name != "worksheet":
			return malformed("root %s is no worksheet", r.x.name)
		case depth == 3 && r.x.name == "row" && local(r.x.stack[1]) == "sheetData":
			err = r.readRow()
		case depth == 3 && r.x.name == "mergeCell":
			err = r.readMerge()
		case depth == 3 && r.x.name == "col":
			err = r.readColumn()
		}
		if err != nil {
			return err
		}
	}
}

func (r *sheetReader) readMerge() error {
	ref, _ := r.x.attr("ref")
	block, ok := parseRange(ref)
	if !ok {
		return malformed("merge of %.20q", ref)
	}
	return r.sheet.Merge(block, r.limits)
}

func (r *sheetReader) readColumn() error {
	hidden, _ := r.x.attr("hidden")
	if hidden != "1" && hidden != "true" {
		return nil
	}
	from, _ := r.x.attr("min")
	to, _ := r.x.attr("max")
	left, err1 := strconv.Atoi(from)
	right, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || left < 1 || right < left || len(r.sheet.HiddenColumns) > MaxColumn {
		return malformed("columns %.20q to %.20q", from, to)
	}
	r.sheet.HiddenColumns = append(r.sheet.HiddenColumns, Range{Left: left, Right: right})
	return nil
}

func (r *sheetReader) readRow() error {
	number := r.row + 1
	if ref, ok := r.x.attr("r"); ok {
		n, err := strconv.Atoi(ref)
		if err != nil || n < 1 || n > maxRow {
			return malformed("row number %.20q", ref)
		}
		if n <= r.row {
			return malformed("row %d after row %d", n, r.row)
		}
		number = n
	}
	if number > maxRow {
		return malformed("row %d", number)
	}
	r.row, r.column = number, 0
	hidden, _ := r.x.attr("hidden")
	row := Row{Number: number, Hidden: hidden == "1" || hidden == "true"}
	r.cells = r.cells[:0]
	for {
		if err := r.quickCells(); err != nil {
			return err
		}
		token, err := r.x.next()
		if err != nil {
			return err
		}
		if token == xmlClose {
			break
		}
		if token != xmlOpen {
			continue
		}
		if r.x.name != "c" {
			if err := r.x.skip(); err != nil {
				return err
			}
			continue
		}
		cell, err := r.readCell()
		if err != nil {
			return err
		}
		if err := r.keepCell(cell); err != nil {
			return err
		}
	}
	if len(r.cells) == 0 {
		return nil
	}
	for i := 1; i < len(r.cells); i++ {
		if r.cells[i].Column <= r.cells[i-1].Column {
			slices.SortFunc(r.cells, func(a, b Cell) int { return a.Column - b.Column })
			break
		}
	}
	for i := 1; i < len(r.cells); i++ {
		if r.cells[i].Column == r.cells[i-1].Column {
			return malformed("cell %s twice", CellName(number, r.cells[i].Column))
		}
	}
	if r.filled++; r.filled > r.limits.Rows {
		return tooManyRows(r.limits)
	}
	row.Cells = r.keepRow()
	// Double the capacity: append would add a quarter, and copy more often.
	if len(r.sheet.Rows) == cap(r.sheet.Rows) {
		r.sheet.Rows = slices.Grow(r.sheet.Rows, max(len(r.sheet.Rows), 64))
	}
	r.sheet.Rows = append(r.sheet.Rows, row)
	return nil
}

// keepCell adds a cell to the row being read.
func (r *sheetReader) keepCell(c Cell) error {
	if c.Kind == Blank {
		return nil
	}
	if r.count++; r.count > r.limits.Cells {
		return tooManyCells(r.limits)
	}
	r.cells = append(r.cells, c)
	return nil
}

// keepRow copies the row's cells into memory shared by many rows.
func (r *sheetReader) keepRow() []Cell {
	if cap(r.slab)-len(r.slab) < len(r.cells) {
		r.slab = make([]Cell, 0, max(min(2*cap(r.slab), 1<<14), len(r.cells), 256))
	}
	from := len(r.slab)
	r.slab = append(r.slab, r.cells...)
	return r.slab[from:len(r.slab):len(r.slab)]
}

func (r *sheetReader) readCell() (Cell, error) {
	r.column++
	if ref, ok := r.x.attr("r"); ok {
		row, column, ok := ParseCell(ref)
		if !ok || row != r.row {
			return Cell{}, malformed("cell %.20q in row %d", ref, r.row)
		}
		r.column = column
	}
	if r.column > MaxColumn {
		return Cell{}, malformed("column %d", r.column)
	}
	c := Cell{Column: r.column}
	if style, ok := r.x.attr("s"); ok {
		n, err := strconv.Atoi(style)
		if err != nil || n < 0 {
			return c, malformed("style %.20q", style)
		}
		if n < len(r.styles) {
			c.Format = r.styles[n]
		}
	}
	kind, _ := r.x.attr("t")
	value, inline, hasInline := "", "", false
	for {
		token, err := r.x.next()
		if err != nil {
			return c, err
		}
		if token == xmlClose {
			break
		}
		if token != xmlOpen {
			continue
		}
		switch r.x.name {
		case "v":
			value, err = r.content()
		case "f":
			c.Formula = true
			err = r.x.skip()
		case "is":
			hasInline = true
			inline, err = richText(r.x)
		default:
			err = r.x.skip()
		}
		if err != nil {
			return c, err
		}
	}
	if hasInline && (kind == "inlineStr" || value == "") {
		kind, value = "inlineStr", inline
	}
	return r.typed(c, kind, value)
}

// content returns the text of the element whose start tag was just read.
func (r *sheetReader) content() (string, error) {
	r.text = r.text[:0]
	for {
		token, err := r.x.next()
		if err != nil {
			return "", err
		}
		switch token {
		case xmlText:
			if r.text = append(r.text, r.x.text...); len(r.text) > 1<<20 {
				return "", malformed("cell with more than a megabyte")
			}
		case xmlClose:
			return string(r.text), nil
		case xmlOpen:
			return "", malformed("element %s inside a value", r.x.name)
		}
	}
}

// typed sets a cell's kind and value.
func (r *sheetReader) typed(c Cell, kind, value string) (Cell, error) {
	switch kind {
	case "s":
		if value == "" {
			return c, nil
		}
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(r.strings) {
			return c, malformed("cell %s refers to text %.20q that does not exist", CellName(r.row, c.Column), value)
		}
		c.Kind, c.Plain, c.Text = Text, r.plain[i], r.strings[i]
	case "str":
		c.Kind, c.Text = Text, unescapeText(value)
	case "inlineStr":
		c.Kind, c.Text = Text, value // richText resolved it
	case "b":
		c.Kind, c.Text = Bool, strings.TrimSpace(value)
		if c.Text == "true" {
			c.Text = "1"
		}
		if c.Text == "false" {
			c.Text = "0"
		}
		if c.Text != "0" && c.Text != "1" && c.Text != "" {
			return c, malformed("truth value %.20q in %s", value, CellName(r.row, c.Column))
		}
	case "e":
		c.Kind, c.Text = Failed, strings.TrimSpace(value)
		if c.Text == "" {
			c.Text = "#VALUE!"
		}
		return c, nil
	case "d":
		date, err := models.ParseDate(value[:min(len(value), len("2021-06-30"))])
		if err != nil || date == 0 {
			c.Kind, c.Text = Text, value // a time of day
			break
		}
		c.Kind, c.Text = Number, strconv.Itoa(int(date-models.DateOf(1899, 12, 30))-r.epoch)
		c.Format = NumberFormat{Date: true}
		return c, nil
	case "", "n":
		value = strings.TrimSpace(value)
		if value == "" {
			if c.Formula {
				c.Kind = Unknown
			}
			return c, nil
		}
		if _, err := strconv.ParseFloat(value, 64); err != nil || strings.ContainsAny(value, "xXpPnNiI_") {
			return c, malformed("number %.40q in %s", value, CellName(r.row, c.Column))
		}
		c.Kind, c.Text = Number, value
		return c, nil
	default:
		return c, malformed("cell type %.20q in %s", kind, CellName(r.row, c.Column))
	}
	if c.Text == "" {
		c.Kind = Blank
	}
	return c, nil
}

// richText joins the runs of a string item whose start tag was just read, without phonetic hints (rPh).
func richText(x *xmlReader) (string, error) {
	var text []byte
	inside := len(x.stack)
	keep := false
	for {
		token, err := x.next()
		if err != nil {
			return "", err
		}
		switch {
		case token == xmlClose && len(x.stack) < inside:
			return unescapeText(string(text)), nil
		case token == xmlOpen && x.name == "rPh":
			if err := x.skip(); err != nil {
				return "", err
			}
		case token == xmlOpen:
			keep = x.name == "t"
		case token == xmlClose:
			keep = false
		case token == xmlText && keep:
			if text = append(text, x.text...); len(text) > 1<<20 {
				return "", malformed("text of more than a megabyte")
			}
		}
	}
}
