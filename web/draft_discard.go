package web

import "net/http"

// discardDraft discards an uploaded workbook that was not committed.
func (h *handlers) discardDraft(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.DiscardDraft(r.Context(), actorOf(r), key(r), r.PathValue("draft")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/imports", "已取消，没有改动任何数据")
}
