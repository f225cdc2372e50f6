package tracking

import (
	"cmp"
	"slices"

	"duban/models"
)

// RoundUnit is one responsible unit's part of a round.
type RoundUnit struct {
	Unit     string `json:"responsible_unit"` // "" where a project names none
	Projects int    `json:"projects"`
	models.RoundCount
	Open  int         `json:"open"` // not reported, or returned
	Lines []RoundLine `json:"lines"`
	Text  string      `json:"text"` // reminds this unit alone
}

// byUnit groups the board by unit: the one with the most missing reports first, then in the order of the list.
func (b RoundBoard) byUnit() []RoundUnit {
	units, place := []RoundUnit{}, map[string]int{}
	for _, line := range b.Lines {
		at, known := place[line.Unit]
		if !known {
			at, units = len(units), append(units, RoundUnit{Unit: line.Unit})
			place[line.Unit] = at
		}
		units[at].Lines = append(units[at].Lines, line)
	}
	for i := range units {
		u := &units[i]
		part := b
		part.Lines = u.Lines
		part.count()
		u.Projects, u.RoundCount, u.Open, u.Text = part.Projects, part.RoundCount, part.Outstanding(), part.chase()
	}
	slices.SortStableFunc(units, func(a, b RoundUnit) int { return cmp.Compare(b.Open, a.Open) })
	return units
}

// count counts the lines by state.
func (b *RoundBoard) count() {
	b.Projects, b.RoundCount = len(b.Lines), models.RoundCount{}
	for _, line := range b.Lines {
		b.Add(line.State)
	}
}
