package web

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
)

// refreshing is the state of a page that polls itself every minute.
type refreshing struct {
	Digest  string // of Content
	Refresh string // address the page polls
	Content template.HTML
}

// writeRefreshing renders the part "content" of a page and answers with fullPart, or a poll with "refreshed". When the
// content is as the open page has it, a poll gets only the line with the time ("as-of").
func (h *handlers) writeRefreshing(w http.ResponseWriter, r *http.Request, name, fullPart string, state *refreshing,
	page func() any) error {
	content, err := h.render(languageOf(r), name, "content", page())
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content.Bytes())
	state.Digest, state.Content = hex.EncodeToString(sum[:8]),
		template.HTML(content.String()) //nolint:gosec // rendered by html/template above
	state.Refresh = with(r.URL, "seen", "")
	part := fullPart
	if isFragment(r) {
		part = "refreshed"
		if r.URL.Query().Get("seen") == state.Digest {
			part = "as-of"
			w.Header().Set("HX-Retarget", "#as-of")
			w.Header().Set("HX-Reswap", "outerHTML")
		}
	}
	h.write(w, r, http.StatusOK, name, part, page())
	return nil
}
