package web

import "net/http"

// testChannel sends a test and shows its result.
func (h *handlers) testChannel(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	line, err := h.t.TestChannel(r.Context(), actorOf(r), f.Key, r.PathValue("channel"), "")
	if err != nil {
		return err
	}
	return h.writeChannels(w, r, http.StatusOK, newForm(r), &line)
}
