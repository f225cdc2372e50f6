package importer

import (
	"slices"

	"duban/models"
)

// View says which part of a workbook is to be seen.
type View struct {
	Sheet string
	Rows  []int // row numbers, from 1; those without content may be among them
}

// Window is a part of a sheet as it is stored.
type Window struct {
	Columns []string    `json:"columns"` // "A", "B" … up to the last with content
	Last    int         `json:"last"`    // number of the last row with content
	Rows    []WindowRow `json:"rows"`    // in order
}

// WindowRow is one row of a sheet. Cells under a merged block are left out: the block stands in its first cell.
type WindowRow struct {
	Row    int          `json:"row"`
	Hidden bool         `json:"hidden,omitempty"`
	Cells  []WindowCell `json:"cells"`
}

// WindowCell is a cell as people see it, near enough. Across and Down are how many shown columns and rows it takes.
type WindowCell struct {
	Cell   string `json:"cell"` // "D12"
	Text   string `json:"text"`
	Number bool   `json:"number,omitempty"`
	Across int    `json:"across"`
	Down   int    `json:"down"`
}

// widest is how many columns of a sheet are shown: more than any bureau's sheet has.
const widest = 80

// Look gives a part of a sheet as it is stored. Errors are those of Inspect, and KindNotFound for a sheet that is not
// there.
func Look(name string, content []byte, v View) (Window, error) {
	sheets, err := readBook(name, content, defaultLimits)
	if err != nil {
		return Window{}, err
	}
	for _, s := range sheets {
		if s.name == v.Sheet {
			return s.window(v.Rows), nil
		}
	}
	return Window{}, models.Errorf(models.KindNotFound, "no_sheet", "工作簿中没有工作表「%s」", v.Sheet)
}

func (s storedSheet) window(wanted []int) Window {
	w := Window{Columns: []string{}, Rows: []WindowRow{}}
	if s.raw == nil || len(s.raw.rows) == 0 {
		return w
	}
	w.Last = s.raw.rows[len(s.raw.rows)-1].number
	width := min(s.raw.columns(), widest)
	for column := range width {
		w.Columns = append(w.Columns, columnName(column+1))
	}
	rows := slices.Clone(wanted)
	slices.Sort(rows)
	rows = slices.DeleteFunc(slices.Compact(rows), func(n int) bool { return n < 1 || n > w.Last })
	for i, number := range rows {
		w.Rows = append(w.Rows, s.raw.windowRow(number, width, together(rows[i:]), i > 0 && rows[i-1] == number-1))
	}
	return w
}

// together counts the rows at the head of a list that follow each other without a gap.
func together(rows []int) int {
	n := 1
	for n < len(rows) && rows[n] == rows[n-1]+1 {
		n++
	}
	return n
}

// windowRow is a row with what is merged: below is how many shown rows follow without a gap, itself among them; joined
// tells that the row right above is shown too.
func (s *rawSheet) windowRow(number, width, below int, joined bool) WindowRow {
	row := WindowRow{Row: number, Cells: make([]WindowCell, 0, width)}
	i, there := s.index(number)
	row.Hidden = there && s.rows[i].hidden
	var blocks []cellRange
	for _, m := range s.merges {
		if m.top <= number && number <= m.bottom {
			blocks = append(blocks, m)
		}
	}
	for column := 1; column <= width; column++ {
		cell := WindowCell{Cell: cellName(number, column), Across: 1, Down: 1}
		from := number
		if k := slices.IndexFunc(blocks, func(m cellRange) bool { return m.left <= column && column <= m.right }); k >= 0 {
			m := blocks[k]
			if m.left < column || m.top < number && joined {
				continue // the block stands in its first cell
			}
			from = m.top
			cell.Across, cell.Down = min(m.right, width)-m.left+1, min(m.bottom-number+1, below)
		}
		c := s.at(from, column)
		if c.kind != kindBlank {
			cell.Text, cell.Number = display(c), c.kind == kindNumber && !c.format.date
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}
