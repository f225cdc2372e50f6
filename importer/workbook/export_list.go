package workbook

import (
	"io"

	"duban/models"
)

// ListKind is the kind of a list's column.
type ListKind int

// The kinds. Amounts are in 万元.
const (
	ListText ListKind = iota
	ListAmount
	ListCount
	ListPercent
	ListDate
)

// ListColumn is one column of a list.
type ListColumn struct {
	Head string
	Kind ListKind
}

// List is a list as a page shows it. A line has a value for each column: string, models.Money or *models.Money, int,
// float64 (a share of 1), models.Date, or nil for blank.
type List struct {
	Title   string
	Made    string // who took it, when, and by what filter
	Columns []ListColumn
	Lines   [][]any
}

// The widths of a text column: what its cells need, within limits.
const leastListWidth, mostListWidth = 9, 42

// WriteList writes a list as one sheet, which an import leaves alone. Errors are KindInternal.
func WriteList(w io.Writer, l List) error {
	t := &table{sheet: "列表", title: l.Title, preparedBy: l.Made, lineHeight: 20, readOnly: true, figures: true}
	amounts := false
	g := group{}
	for i, c := range l.Columns {
		one := column{key: c.Head, head: c.Head, width: 13}
		switch c.Kind {
		case ListText:
			one.width = leastListWidth
			for _, line := range l.Lines {
				if s, is := line[i].(string); is {
					one.width = min(mostListWidth, max(one.width, textWidth(s)+2))
				}
			}
		case ListAmount:
			one.show, one.unit, amounts = showAmount, models.WanYuan, true
		case ListCount:
			one.show, one.width = showCount, 10
		case ListPercent:
			one.show = showPercent
		case ListDate:
			one.show = showDate
		}
		t.columns = append(t.columns, one)
	}
	if amounts {
		t.unit = "单位：万元"
	}
	for _, line := range l.Lines {
		g.lines = append(g.lines, listCells(line))
	}
	t.groups = []group{g}
	return writeBook(w, l.Title, t)
}

func listCells(line []any) []any {
	cells := make([]any, len(line))
	for i, value := range line {
		switch v := value.(type) {
		case string:
			cells[i] = text(v)
		case *models.Money:
			cells[i] = amount(v)
		case models.Date:
			cells[i] = realDate(v, formatISODate)
		case float64:
			cells[i] = plain(v)
		default:
			cells[i] = v
		}
	}
	return cells
}

// textWidth is the width of a text's longest line: a Chinese character is two digits wide.
func textWidth(s string) float64 {
	longest, width := 0.0, 0.0
	for _, r := range s {
		switch {
		case r == '\n':
			width = 0
		case r < 0x2000:
			width++
		default:
			width += 2
		}
		longest = max(longest, width)
	}
	return longest
}
