package tracking

import (
	"cmp"
	"slices"
)

// RoundUnit is one responsible unit's part of a round.
type RoundUnit struct {
	Unit     string      `json:"responsible_unit"` // "" where a project names none
	Projects int         `json:"projects"`
	Approved int         `json:"approved"`
	Waiting  int         `json:"waiting"`
	Open     int         `json:"open"` // not reported or returned, pauses left out
	Lines    []RoundLine `json:"lines"`
	Text     string      `json:"text"` // reminds this unit alone
}

// byUnit groups the board by unit: the one with the most missing reports first, then in the order of the list.
func (b RoundBoard) byUnit() []RoundUnit {
	units := []RoundUnit{}
	for _, line := range b.Lines {
		at := slices.IndexFunc(units, func(u RoundUnit) bool { return u.Unit == line.Unit })
		if at < 0 {
			at, units = len(units), append(units, RoundUnit{Unit: line.Unit})
		}
		units[at].Lines = append(units[at].Lines, line)
	}
	for i := range units {
		u := &units[i]
		part := b
		part.Lines = u.Lines
		part.count()
		u.Projects, u.Approved, u.Waiting, u.Text = part.Projects, part.Approved, part.Waiting, part.chase()
		u.Open = part.Missing + part.Returned - part.Paused
	}
	slices.SortStableFunc(units, func(a, b RoundUnit) int { return cmp.Compare(b.Open, a.Open) })
	return units
}

// count counts the lines by state.
func (b *RoundBoard) count() {
	b.Projects, b.Approved, b.Waiting, b.Returned, b.Missing, b.Paused = len(b.Lines), 0, 0, 0, 0, 0
	for _, line := range b.Lines {
		switch line.State {
		case RoundApproved:
			b.Approved++
		case RoundWaiting:
			b.Waiting++
		case RoundReturned:
			b.Returned++
		case RoundMissing:
			b.Missing++
		}
		if line.Paused {
			b.Paused++
		}
	}
}
