package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// townsPage shows the district by towns, a tile each. A tile leads to the town's projects.
type townsPage struct {
	basePage
	tracking.Ranking
	Tiles  []townTile
	NoList bool
}

// townTile is one town; Name "" is the projects that name none.
type townTile struct {
	tracking.RankedGroup
	Address string
	Hues    []colourCount
	Done    int // approved and scheduled as per mille of the annual plan, at most 1000
	Due     int
}

func (h *handlers) showTowns(w http.ResponseWriter, r *http.Request) error {
	year := r.URL.Query().Get("year")
	ranking, err := h.t.Ranking(r.Context(), actorOf(r), tracking.RankingFilter{Programme: year, By: tracking.ByTown})
	noList := year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := townsPage{basePage: h.base(w, r), Ranking: ranking, NoList: noList}
	for _, g := range ranking.Groups {
		tile := townTile{RankedGroup: g, Address: "/projects?" + url.Values{"town": {g.Name}}.Encode()}
		for _, c := range worstFirst {
			if n := g.Colours[c]; n > 0 {
				tile.Hues = append(tile.Hues, colourCount{Colour: c, Count: n})
			}
		}
		if g.Name == "" {
			tile.Address = "/rankings?by=town&group="
		}
		if year != "" {
			tile.Address += "&year=" + url.QueryEscape(year)
		}
		if g.Plan > 0 {
			tile.Done = min(1000, max(0, int(g.Approved.Share(1000, int64(g.Plan)))))
			tile.Due = min(1000, max(0, int(g.Scheduled.Share(1000, int64(g.Plan)))))
		}
		p.Tiles = append(p.Tiles, tile)
	}
	p.add([]string{"towns.css"}, nil)
	h.write(w, r, http.StatusOK, "towns", "page", p)
	return nil
}
