package web

import (
	"net/http"

	"duban/tracking"
)

// searchPage lists what a search finds.
type searchPage struct {
	basePage
	Typed string
	Found []tracking.Found
	Stars []tracking.Found // the projects that the person marked, when nothing is sought
}

// mostShown is how many results the page lists.
const mostShown = 50

var foundWords = map[string]phrase{"project": "项目", "milestone": "节点", "unit": "责任单位", "post": "岗位", "order": "督办单",
	"problem": "问题", "file": "附件"}

// Kind is the word for a kind of result.
func (p searchPage) Kind(f tracking.Found) string { return foundWords[f.Kind].in(p.Lang) }

// showSearch finds projects, milestones, units, posts, orders, problems and files. Without words it lists the projects
// that the person marked, on an open page (htmx) that list alone.
func (h *handlers) showSearch(w http.ResponseWriter, r *http.Request) error {
	typed := r.URL.Query().Get("q")
	found, err := h.t.Search(r.Context(), actorOf(r), typed, mostShown)
	if err != nil {
		return err
	}
	var stars []tracking.Found
	if typed == "" {
		if stars, err = h.t.Stars(r.Context(), actorOf(r)); err != nil {
			return err
		}
	}
	if isFragment(r) && typed == "" {
		h.write(w, r, http.StatusOK, "search", "stars", searchPage{Stars: stars})
		return nil
	}
	p := searchPage{basePage: h.base(w, r), Typed: typed, Found: found, Stars: stars}
	p.Sought = typed
	h.write(w, r, http.StatusOK, "search", "page", p)
	return nil
}
