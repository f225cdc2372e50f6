package sheet

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// xlsReader reads the cells of one sheet into a Grid.
type xlsReader struct {
	*xlsBook
	sheet   *Grid
	rows    map[int]int // where in sheet.rows a row number is
	hidden  map[int]bool
	row     int  // the latest row named, from 1
	stale   bool // formulas were not computed before the file was saved
	pending bool // the last cell is a formula whose text is in the STRING record behind it
}

// readSheet reads one sheet to its EOF record; nil for one that is not a table of cells. Errors are *models.Error.
func (b *xlsBook) readSheet(s xlsSheet) (*Grid, error) {
	r := &xlsReader{xlsBook: b, sheet: &Grid{Name: s.Name}, rows: map[int]int{}, hidden: map[int]bool{}}
	table, err := r.read(s)
	if err == nil && table {
		err = r.finish()
	}
	if err != nil {
		if refusal := refusalIn(err); refusal != nil {
			return nil, refusal
		}
		return nil, damagedSheet(s.Name, r.row, err)
	}
	if !table {
		return nil, nil
	}
	return r.sheet, nil
}

// read reads the sheet's records; embedded charts are parts of their own, between BOF and EOF. It reports whether the
// sheet is a table of cells.
func (r *xlsReader) read(s xlsSheet) (table bool, err error) {
	if s.at < 0 || s.at >= len(r.stream) {
		return false, brokenBIFF("sheet at byte %d", s.at)
	}
	r.at = s.at
	_, kind, err := r.begin()
	if err != nil {
		return false, err
	}
	table = s.Part != "" && kind == biffWorksheet
	for depth := 1; depth > 0; {
		id, data, err := r.next()
		if err != nil {
			return table, err
		}
		switch {
		case id == biffBegin:
			depth++
		case id == biffEnd:
			if depth--; depth == 0 {
				if r.walked += r.at - s.at; r.walked > len(r.stream) {
					return table, brokenBIFF("sheets lie in one another")
				}
			}
		case table && depth == 1:
			if err := r.record(id, data); err != nil {
				return table, err
			}
		}
	}
	return table, nil
}

func (r *xlsReader) record(id int, data []byte) error {
	switch id {
	case biffStringCell, biffNumber, biffRK, biffLabel, biffRichString, biffBoolOrError, biffFormula:
		return r.readCell(id, data)
	case biffManyRK:
		return r.readManyRK(data)
	case biffString:
		return r.readString(data)
	case biffRow:
		if len(data) < 16 {
			return brokenBIFF("row of %d bytes", len(data))
		}
		if data[12]&0x20 != 0 {
			r.hidden[int(binary.LittleEndian.Uint16(data))+1] = true
		}
	case biffColumn:
		if len(data) < 10 {
			return brokenBIFF("columns of %d bytes", len(data))
		}
		left, right := int(binary.LittleEndian.Uint16(data))+1, int(binary.LittleEndian.Uint16(data[2:]))+1
		if right < left || len(r.sheet.HiddenColumns) > MaxColumn {
			return brokenBIFF("columns %d to %d", left, right)
		}
		if data[8]&1 != 0 {
			r.sheet.HiddenColumns = append(r.sheet.HiddenColumns, Range{Left: left, Right: min(right, xlsColumns)})
		}
	case biffMerges:
		return r.readMerges(data)
	case biffUncalced:
		r.stale = true
	default:
		return r.readSetting(id, data)
	}
	return nil
}

const xlsColumns = 256

// add adds a cell; row and column count from 0, as in records.
func (r *xlsReader) add(row, column int, c Cell) error {
	r.row = row + 1
	if column >= xlsColumns {
		return brokenBIFF("cell %s", CellName(row+1, column+1))
	}
	if r.cells++; r.cells > r.Limits.Cells {
		return tooManyCells(r.Limits)
	}
	i, ok := r.rows[r.row]
	if !ok {
		if r.filled++; r.filled > r.Limits.Rows {
			return tooManyRows(r.Limits)
		}
		i = len(r.sheet.Rows)
		r.rows[r.row] = i
		r.sheet.Rows = append(r.sheet.Rows, Row{Number: r.row})
	}
	c.Column = column + 1
	r.sheet.Rows[i].Cells = append(r.sheet.Rows[i].Cells, c)
	return nil
}

// finish sorts the rows and cells and drops those without content.
func (r *xlsReader) finish() error {
	s := r.sheet
	s.Epoch = r.epoch
	slices.SortFunc(s.Rows, func(a, b Row) int { return cmp.Compare(a.Number, b.Number) })
	for i := range s.Rows {
		row := &s.Rows[i]
		row.Hidden = r.hidden[row.Number]
		slices.SortStableFunc(row.Cells, func(a, b Cell) int { return cmp.Compare(a.Column, b.Column) })
		for j := 1; j < len(row.Cells); j++ {
			if row.Cells[j].Column == row.Cells[j-1].Column {
				r.row = row.Number
				return brokenBIFF("cell %s twice", CellName(row.Number, row.Cells[j].Column))
			}
		}
		row.Cells = slices.DeleteFunc(row.Cells, func(c Cell) bool { return c.Kind == Blank })
		for j := range row.Cells {
			if c := &row.Cells[j]; r.stale && c.Formula {
				c.Kind, c.Text = Unknown, ""
			}
		}
	}
	s.Rows = slices.DeleteFunc(s.Rows, func(row Row) bool { return len(row.Cells) == 0 })
	last := 0
	if n := len(s.Rows); n > 0 {
		last = s.Rows[n-1].Number
	}
	return s.CheckMerges(last, r.Limits)
}

func (r *xlsReader) readMerges(data []byte) error {
	t := r.text(data)
	for range t.number(2) {
		top, bottom, left, right := t.number(2)+1, t.number(2)+1, t.number(2)+1, t.number(2)+1
		if t.err != nil || bottom < top || right < left || right > xlsColumns {
			return brokenBIFF("merge of rows %d to %d, columns %d to %d", top, bottom, left, right)
		}
		if err := r.sheet.Merge(Range{top, left, bottom, right}, r.Limits); err != nil {
			return err
		}
	}
	return t.err
}
