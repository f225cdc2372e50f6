package web

import "net/http"

// cancelBatch cancels an import that is staged and not committed.
func (h *handlers) cancelBatch(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.t.CancelImport(r.Context(), actorOf(r), key(r), r.PathValue("batch")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/imports", "已取消，没有改动任何数据")
}
