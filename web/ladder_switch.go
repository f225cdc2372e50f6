package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// ladderPage shows what switching a programme to another ladder would move, with the form that does it.
type ladderPage struct {
	basePage
	tracking.LadderSwitch
	Form  form
	Query string // the programme as the address names it
	Shown movesPart
}

// showLadder previews a switch: ?ladder= names the ladder, ?programme= the list.
func (h *handlers) showLadder(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	ladder := query.Get("ladder")
	if ladder == "" {
		ladder = models.NewLadder
	}
	view, err := h.t.SetLadder(r.Context(), actorOf(r), "", query.Get("programme"), ladder, true)
	if err != nil {
		return err
	}
	p := ladderPage{basePage: h.base(w, r), LadderSwitch: view, Form: newForm(r), Query: query.Get("programme"),
		Shown: movesOf(r, view.Moves)}
	p.add([]string{"trial.css"}, nil)
	h.write(w, r, http.StatusOK, "ladder", "page", p)
	return nil
}

// setLadder lets a programme go by another ladder.
func (h *handlers) setLadder(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	done, err := h.t.SetLadder(r.Context(), actorOf(r), f.Key, f.Value("programme"), f.Value("ladder"), false)
	if err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/settings/live?year="+url.QueryEscape(f.Value("programme")),
		f.lang.text("已换用%s", f.lang.sayAny(done.Name)))
}
