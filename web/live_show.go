package web

import (
	"net/http"

	"duban/tracking"
)

// livePage shows what was sent, waits and is held, by kind of receiver.
type livePage struct {
	basePage
	tracking.LiveState
}

func (h *handlers) showLive(w http.ResponseWriter, r *http.Request) error {
	state, err := h.t.LiveState(r.Context(), actorOf(r), r.URL.Query().Get("year"))
	if err != nil {
		return err
	}
	p := livePage{h.base(w, r), state}
	p.add([]string{"trial.css"}, nil)
	h.write(w, r, http.StatusOK, "live", "page", p)
	return nil
}
