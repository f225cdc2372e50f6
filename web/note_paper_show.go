package web

import "net/http"

// showNotePaper gives out the scan of a paper a note was entered from.
func (h *handlers) showNotePaper(w http.ResponseWriter, r *http.Request) error {
	e, err := h.t.OpenNotePaper(r.Context(), actorOf(r), r.PathValue("note"))
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}
