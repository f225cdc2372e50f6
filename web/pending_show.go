package web

import (
	"net/http"

	"duban/tracking"
)

// pendingPage shows a command that was accepted and is not yet saved, or why it was refused.
type pendingPage struct {
	basePage
	Receipt tracking.Receipt
	Refused string // reason; "": it is still being saved
	Next    string // address once it is saved
}

// showPending redirects once the command is saved. Until then the browser reloads the page every three seconds.
func (h *handlers) showPending(w http.ResponseWriter, r *http.Request) error {
	receipt, err := h.t.Acknowledged(r.Context(), actorOf(r), r.PathValue("key"))
	if err != nil {
		return err
	}
	page := pendingPage{basePage: h.base(w, r), Receipt: receipt, Next: localPath(r.URL.Query().Get("next"))}
	switch {
	case receipt.Refusal != nil:
		page.Refused = languageOf(r).say(receipt.Refusal.Message)
	case !receipt.Pending:
		return h.redirectWithReceipt(w, r, receipt, page.Next)
	default:
		w.Header().Set("Refresh", "3")
	}
	h.write(w, r, http.StatusOK, "sent", "page", page)
	return nil
}
