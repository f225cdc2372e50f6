package sheet

import (
	"slices"

	"duban/models"
)

// View selects a part of a workbook.
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

// WindowRow is one row of a sheet. Cells covered by a merged range are left out: its first cell represents it.
type WindowRow struct {
	Row    int          `json:"row"`
	Hidden bool         `json:"hidden,omitempty"`
	Cells  []WindowCell `json:"cells"`
}

// WindowCell is a cell approximately as people see it. Across and Down are how many shown columns and rows it spans.
type WindowCell struct {
	Cell   string `json:"cell"` // "D12"
	Text   string `json:"text"`
	Number bool   `json:"number,omitempty"`
	Across int    `json:"across"`
	Down   int    `json:"down"`
}

// widest is how many columns of a sheet are shown at most.
const widest = 80

// Look returns a part of a sheet as it is stored. Errors are those of Read, and KindNotFound for a sheet that does not
// exist.
func Look(name string, content []byte, v View) (Window, error) {
	sheets, err := Read(name, content, DefaultLimits)
	if err != nil {
		return Window{}, err
	}
	for _, s := range sheets {
		if s.Name == v.Sheet {
			return s.window(v.Rows), nil
		}
	}
	return Window{}, models.Errorf(models.KindNotFound, "no_sheet", "工作簿中没有工作表“%s”", v.Sheet)
}

func (s Sheet) window(wanted []int) Window {
	w := Window{Columns: []string{}, Rows: []WindowRow{}}
	if s.Grid == nil || len(s.Grid.Rows) == 0 {
		return w
	}
	w.Last = s.Grid.Rows[len(s.Grid.Rows)-1].Number
	width := min(s.Grid.LastColumn(), widest)
	for column := range width {
		w.Columns = append(w.Columns, ColumnName(column+1))
	}
	rows := slices.Clone(wanted)
	slices.Sort(rows)
	rows = slices.DeleteFunc(slices.Compact(rows), func(n int) bool { return n < 1 || n > w.Last })
	for i, number := range rows {
		w.Rows = append(w.Rows, s.Grid.WindowRow(number, width, together(rows[i:]), i > 0 && rows[i-1] == number-1))
	}
	return w
}

// together counts the rows at the start of a list that are consecutive.
func together(rows []int) int {
	n := 1
	for n < len(rows) && rows[n] == rows[n-1]+1 {
		n++
	}
	return n
}

// WindowRow returns a row with its merged ranges. below is how many consecutive shown rows follow, including itself;
// joined reports whether the row directly above is shown too.
func (s *Grid) WindowRow(number, width, below int, joined bool) WindowRow {
	row := WindowRow{Row: number, Cells: make([]WindowCell, 0, width)}
	i, there := s.Index(number)
	row.Hidden = there && s.Rows[i].Hidden
	var blocks []Range
	for _, m := range s.Merges {
		if m.Top <= number && number <= m.Bottom {
			blocks = append(blocks, m)
		}
	}
	for column := 1; column <= width; column++ {
		cell := WindowCell{Cell: CellName(number, column), Across: 1, Down: 1}
		from := number
		if k := slices.IndexFunc(blocks, func(m Range) bool { return m.Left <= column && column <= m.Right }); k >= 0 {
			m := blocks[k]
			if m.Left < column || m.Top < number && joined {
				continue // the range is in its first cell
			}
			from = m.Top
			cell.Across, cell.Down = min(m.Right, width)-m.Left+1, min(m.Bottom-number+1, below)
		}
		c := s.At(from, column)
		if c.Kind != Blank {
			cell.Text, cell.Number = Display(c), c.Kind == Number && !c.Format.Date
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}
