package web

import (
	"mime"
	"net/http"
	"path"
	"strings"
)

// showDraftErrors gives the workbook back with everything wrong in it marked.
func (h *handlers) showDraftErrors(w http.ResponseWriter, r *http.Request) error {
	name, content, err := h.t.DraftErrors(r.Context(), actorOf(r), r.PathValue("draft"))
	return sendDownload(w, name, content, err)
}

// mediaTypes are those of the files the pages make, by their extension.
var mediaTypes = map[string]string{
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".zip":  "application/zip",
}

// sendDownload sends a file to be kept under its name.
func sendDownload(w http.ResponseWriter, name string, content []byte, err error) error {
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaTypes[strings.ToLower(path.Ext(name))])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = w.Write(content) // the client has gone; there is nobody to tell
	return nil
}
