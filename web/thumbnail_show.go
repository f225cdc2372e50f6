package web

import "net/http"

// showThumbnail sends a small version of a picture. Browsers cache it for five minutes only, because the permission to
// see it can change.
func (h *handlers) showThumbnail(w http.ResponseWriter, r *http.Request) error {
	position, err := positionOf(r)
	if err != nil {
		return err
	}
	small, err := h.t.Thumbnail(r.Context(), actorOf(r), r.PathValue("submission"), position)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "private, max-age=300")
	_, _ = w.Write(small)
	return nil
}
