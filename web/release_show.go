package web

import (
	"net/http"

	"duban/tracking"
)

// releasePage lists the digests to leaders that wait for the office.
type releasePage struct {
	basePage
	tracking.ReleaseList
	Form form
}

func (h *handlers) showRelease(w http.ResponseWriter, r *http.Request) error {
	return h.writeRelease(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeRelease(w http.ResponseWriter, r *http.Request, status int, f form) error {
	list, err := h.t.ReleaseList(r.Context(), actorOf(r), r.URL.Query().Get("programme"))
	if err != nil {
		return err
	}
	p := releasePage{basePage: h.base(w, r), ReleaseList: list, Form: f}
	p.add([]string{"inbox.css"}, nil)
	h.write(w, r, status, "release", "page", p)
	return nil
}
