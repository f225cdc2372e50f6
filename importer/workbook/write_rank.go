package workbook

import "strconv"

// ranks gives for each column that ranks its lines the formula of a row; nil for the other columns. Lines without a
// place have none.
func (g *grid) ranks(lines [][]any, row int) []func(i int) (formula string) {
	all := make([]func(int) string, len(g.columns))
	for col, c := range g.columns {
		if c.rank == nil {
			continue
		}
		by := g.index[c.rank.by]
		name := g.names[by]
		span := "$" + name + "$" + strconv.Itoa(row) + ":$" + name + "$" + strconv.Itoa(row+len(lines)-1)
		all[col] = func(i int) string {
			if lines[i][col] == nil {
				return ""
			}
			return "RANK(" + g.ref(by, row+i) + "," + span + ")"
		}
	}
	return all
}
