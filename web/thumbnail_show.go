package web

import "net/http"

// showThumbnail gives out a picture in small. It never changes, but who may see it does: it is asked for again.
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
