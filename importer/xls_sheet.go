package importer

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// xlsReader reads the cells of one sheet into a rawSheet.
type xlsReader struct {
	*xlsBook
	sheet   *rawSheet
	rows    map[int]int // where in sheet.rows a row number is
	hidden  map[int]bool
	row     int  // the last one named, from 1
	stale   bool // formulas were not computed before the file was saved
	pending bool // the last cell is a formula whose text is in the STRING record behind it
}

// readSheet reads one sheet up to its EOF; nil for one that is not a table of cells. Errors are *models.Error.
func (b *xlsBook) readSheet(s xlsSheet) (*rawSheet, error) {
	r := &xlsReader{xlsBook: b, sheet: &rawSheet{name: s.name}, rows: map[int]int{}, hidden: map[int]bool{}}
	table, err := r.read(s)
	if err == nil && table {
		err = r.finish()
	}
	if err != nil {
		if refusal := refusalIn(err); refusal != nil {
			return nil, refusal
		}
		return nil, damagedSheet(s.name, r.row, err)
	}
	if !table {
		return nil, nil
	}
	return r.sheet, nil
}

// read steps through the sheet's records; charts inside it are parts of their own, between BOF and EOF. It reports
// whether the sheet is a table of cells.
func (r *xlsReader) read(s xlsSheet) (table bool, err error) {
	if s.at < 0 || s.at >= len(r.stream) {
		return false, brokenBIFF("sheet at byte %d", s.at)
	}
	r.at = s.at
	_, kind, err := r.begin()
	if err != nil {
		return false, err
	}
	table = s.part != "" && kind == biffWorksheet
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
		if right < left || len(r.sheet.hiddenColumns) > maxColumn {
			return brokenBIFF("columns %d to %d", left, right)
		}
		if data[8]&1 != 0 {
			r.sheet.hiddenColumns = append(r.sheet.hiddenColumns, cellRange{left: left, right: min(right, xlsColumns)})
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

// add keeps a cell; row and column count from 0, as records do.
func (r *xlsReader) add(row, column int, c rawCell) error {
	r.row = row + 1
	if column >= xlsColumns {
		return brokenBIFF("cell %s", cellName(row+1, column+1))
	}
	if r.cells++; r.cells > r.limits.cells {
		return tooManyCells(r.limits)
	}
	i, ok := r.rows[r.row]
	if !ok {
		if r.filled++; r.filled > r.limits.rows {
			return tooManyRows(r.limits)
		}
		i = len(r.sheet.rows)
		r.rows[r.row] = i
		r.sheet.rows = append(r.sheet.rows, rawRow{number: r.row})
	}
	c.column = column + 1
	r.sheet.rows[i].cells = append(r.sheet.rows[i].cells, c)
	return nil
}

// finish puts the rows and cells in order and drops those without content.
func (r *xlsReader) finish() error {
	s := r.sheet
	s.epoch = r.epoch
	slices.SortFunc(s.rows, func(a, b rawRow) int { return cmp.Compare(a.number, b.number) })
	for i := range s.rows {
		row := &s.rows[i]
		row.hidden = r.hidden[row.number]
		slices.SortStableFunc(row.cells, func(a, b rawCell) int { return cmp.Compare(a.column, b.column) })
		for j := 1; j < len(row.cells); j++ {
			if row.cells[j].column == row.cells[j-1].column {
				r.row = row.number
				return brokenBIFF("cell %s twice", cellName(row.number, row.cells[j].column))
			}
		}
		row.cells = slices.DeleteFunc(row.cells, func(c rawCell) bool { return c.kind == kindBlank })
		for j := range row.cells {
			if c := &row.cells[j]; r.stale && c.formula {
				c.kind, c.text = kindUnknown, ""
			}
		}
	}
	s.rows = slices.DeleteFunc(s.rows, func(row rawRow) bool { return len(row.cells) == 0 })
	last := 0
	if n := len(s.rows); n > 0 {
		last = s.rows[n-1].number
	}
	return s.checkMerges(last, r.limits)
}

func (r *xlsReader) readMerges(data []byte) error {
	t := r.text(data)
	for range t.number(2) {
		top, bottom, left, right := t.number(2)+1, t.number(2)+1, t.number(2)+1, t.number(2)+1
		if t.err != nil || bottom < top || right < left || right > xlsColumns {
			return brokenBIFF("merge of rows %d to %d, columns %d to %d", top, bottom, left, right)
		}
		if err := r.sheet.merge(cellRange{top, left, bottom, right}, r.limits); err != nil {
			return err
		}
	}
	return t.err
}
