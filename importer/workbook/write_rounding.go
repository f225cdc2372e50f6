package workbook

import (
	"slices"

	"duban/models"
)

// noteRounding adds the note on rounding where the printed parts of a column do not come to their printed sum: the unit
// of a column stands in its head and is the same in every month.
func (t *table) noteRounding() {
	if slices.ContainsFunc(t.columns, t.rounds) {
		t.notes = append(slices.Clip(t.notes), models.RoundingNote)
	}
}

// rounds reports whether the sums of a column are off as printed: of a section, or of the whole table.
func (t *table) rounds(c column) bool {
	if !c.sum || c.unit == models.UnitNone {
		return false
	}
	at := slices.IndexFunc(t.columns, func(other column) bool { return other.key == c.key })
	off := func(parts []models.Money) bool {
		total := models.Money(0)
		for _, p := range parts {
			total += p
		}
		use, note := models.PrintUnit(parts, total, c.unit)
		return use != c.unit || note != ""
	}
	var all, sections []models.Money
	for _, g := range t.groups {
		var parts []models.Money
		sum := models.Money(0)
		for _, line := range g.lines {
			if raw, ok := rawOf(line[at]); ok {
				parts = append(parts, models.Money(raw))
				sum += models.Money(raw)
			}
		}
		if g.title != "" && off(parts) {
			return true
		}
		all, sections = append(all, parts...), append(sections, sum)
	}
	return t.total != "" && (off(all) || off(sections))
}
