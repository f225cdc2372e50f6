package web

import (
	"net/http"

	"duban/tracking"
)

// sentPage follows what was accepted until it is saved.
type sentPage struct {
	basePage
	Receipt tracking.Receipt
}

// showSent leads on once it is saved. Until then the browser asks again by itself.
func (h *handlers) showSent(w http.ResponseWriter, r *http.Request) error {
	receipt, err := h.t.Acknowledged(r.Context(), actorOf(r), r.PathValue("key"))
	if err != nil {
		return err
	}
	if !receipt.Pending {
		next := local(r.URL.Query().Get("next"))
		return h.handedIn(w, r, receipt, next)
	}
	w.Header().Set("Refresh", "3")
	h.write(w, r, http.StatusOK, "sent", "page", sentPage{h.base(w, r), receipt})
	return nil
}
