package web

import (
	"mime"
	"net/http"
	"strconv"
	"time"

	"duban/models"
	"duban/tracking"
)

// inlineTypes are the media types that browsers display safely; all others are sent as downloads.
var inlineTypes = map[string]bool{"application/pdf": true, "image/jpeg": true, "image/png": true}

// showEvidence sends one evidence file. Its type was detected from its content at upload; the browser may not guess
// another, and its content security policy allows the file nothing.
func (h *handlers) showEvidence(w http.ResponseWriter, r *http.Request) error {
	position, err := positionOf(r)
	if err != nil {
		return err
	}
	e, err := h.t.OpenEvidence(r.Context(), actorOf(r), r.PathValue("submission"), position)
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}

// serveFile sends a file and closes it.
func serveFile(w http.ResponseWriter, r *http.Request, e tracking.OpenedEvidence) {
	defer e.Content.Close()
	disposition := "attachment"
	if inlineTypes[e.MediaType] {
		disposition = "inline"
	}
	w.Header().Set("Content-Type", e.MediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": e.Name}))
	rules := "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
	if e.MediaType != "application/pdf" { // Chromium shows no PDF in a sandbox
		rules += "; sandbox"
	}
	w.Header().Set("Content-Security-Policy", rules)
	w.Header().Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", time.Time{}, e.Content)
}

func positionOf(r *http.Request) (int, error) {
	n, err := strconv.Atoi(r.PathValue("position"))
	if err != nil {
		return 0, models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请从项目页面打开")
	}
	return n, nil
}
