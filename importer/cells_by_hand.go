package importer

import (
	"maps"
	"slices"
	"strings"

	"duban/importer/sheet"
)

// CellFix is what a person wrote over a cell.
type CellFix struct{ Was, Now string }

// withCells returns the grid with cells that a person corrected, and what was replaced, by cell. The text is read as if
// it had been typed into the cell; "" empties it.
func withCells(s *sheet.Grid, said map[string]string) (*sheet.Grid, map[string]CellFix) {
	if len(said) == 0 {
		return s, nil
	}
	fixed := *s
	fixed.Rows = slices.Clone(s.Rows)
	fixes := map[string]CellFix{}
	for _, name := range slices.Sorted(maps.Keys(said)) {
		row, column, ok := sheet.ParseCell(name)
		i, there := fixed.Index(row)
		if !ok || !there {
			continue
		}
		was := fixed.Rows[i].At(column)
		fixes[sheet.CellName(row, column)] = CellFix{sheet.Display(was), said[name]}
		cells := slices.DeleteFunc(slices.Clone(fixed.Rows[i].Cells), func(c sheet.Cell) bool { return c.Column == column })
		if text := strings.TrimSpace(said[name]); text != "" {
			at, _ := slices.BinarySearchFunc(cells, column, func(c sheet.Cell, n int) int { return c.Column - n })
			cells = slices.Insert(cells, at, sheet.Cell{Column: column, Kind: sheet.Text, Text: text})
		}
		fixed.Rows[i].Cells = cells
	}
	return &fixed, fixes
}

// sayFixes notes the corrected cells of a table's rows.
func (l *listing) sayFixes(fixes map[string]CellFix) {
	for _, cell := range slices.Sorted(maps.Keys(fixes)) {
		row, _, _ := sheet.ParseCell(cell)
		if _, inside := l.raw.Index(row); inside {
			f := fixes[cell]
			l.find(SeverityNotice, "cell_corrected", cell, "%s 由“%s”更正为“%s”（导入时更正，原文件未改）", cell, sheet.Clip(f.Was),
				sheet.Clip(f.Now))
		}
	}
}
