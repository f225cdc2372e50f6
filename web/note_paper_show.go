package web

import "net/http"

// showNotePaper sends the scan of the paper a note was entered from.
func (h *handlers) showNotePaper(w http.ResponseWriter, r *http.Request) error {
	e, err := h.t.OpenNotePaper(r.Context(), actorOf(r), r.PathValue("note"))
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}
