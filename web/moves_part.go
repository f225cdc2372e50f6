package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// movesPart is the part to show of what a change of the rules moves; counts are of the whole.
type movesPart struct {
	tracking.Moves
	Shown     []models.MovedItem
	ItemPager pager
	Recorded  []tracking.MovedMoment // projects whose rungs go on record at once
	Pager     pager                  // of Recorded
	Left      int                    // items and projects that are left out, where they cannot be paged through
}

const movesPerPage = 100

func movesOf(r *http.Request, m tracking.Moves) movesPart {
	p := movesPart{Moves: m}
	for _, moved := range m.Moved {
		if moved.Rungs > 0 {
			p.Recorded = append(p.Recorded, moved)
		}
	}
	p.Shown, p.ItemPager = part(r, listing{"page", "moved-items", "变动的事项", movesPerPage}, m.Items)
	p.Recorded, p.Pager = part(r, listing{"rungs", "moved-rungs", "随即记入督办的项目", movesPerPage}, p.Recorded)
	return p
}

// firstMoves is movesOf for the answer to a form, which has no address to page through: it shows the first ones.
func firstMoves(r *http.Request, m tracking.Moves) movesPart {
	p := movesOf(r, m)
	p.Left = p.ItemPager.Total - len(p.Shown) + p.Pager.Total - len(p.Recorded)
	p.ItemPager, p.Pager = pager{}, pager{}
	return p
}
