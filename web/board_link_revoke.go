package web

import "net/http"

// revokeBoardLink revokes a link.
func (h *handlers) revokeBoardLink(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.TakeBoardDown(r.Context(), actorOf(r), key(r), r.PathValue("wall")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/walls", string(boardLinkRevoked))
}
