package workbook

import (
	"slices"
	"strconv"
)

// ranks returns for each ranking column the function that gives the i-th line's cell; nil for the other columns. Lines
// without a value are not ranked, equal values have the same rank.
func (g *grid) ranks(lines [][]any, row int) []func(i int) (formula string, value any) {
	all := make([]func(int) (string, any), len(g.columns))
	for col, c := range g.columns {
		if c.rank == nil {
			continue
		}
		by := g.index[c.rank.by]
		values, known := make([]float64, len(lines)), make([]bool, len(lines))
		var sorted []float64
		for i, line := range lines {
			if values[i], known[i] = g.number(by, line); known[i] {
				sorted = append(sorted, values[i])
			}
		}
		slices.Sort(sorted)
		name := g.names[by]
		span := "$" + name + "$" + strconv.Itoa(row) + ":$" + name + "$" + strconv.Itoa(row+len(lines)-1)
		all[col] = func(i int) (string, any) {
			if !known[i] {
				return "", nil
			}
			above, _ := slices.BinarySearch(sorted, values[i])
			for above < len(sorted) && sorted[above] == values[i] {
				above++
			}
			return "RANK(" + g.ref(by, row+i) + "," + span + ")", len(sorted) - above + 1
		}
	}
	return all
}

// number returns the value of a line's cell.
func (g *grid) number(col int, line []any) (float64, bool) {
	c := g.columns[col]
	if c.ratio != nil {
		_, value, ok := g.ratioOf(*c.ratio, line)
		return value, ok
	}
	raw, ok := rawOf(line[col])
	return c.inUnit(raw), ok
}
