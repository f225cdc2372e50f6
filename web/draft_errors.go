package web

import (
	"mime"
	"net/http"
	"path"
	"strings"
)

// showDraftErrors sends the workbook with every finding marked in it.
func (h *handlers) showDraftErrors(w http.ResponseWriter, r *http.Request) error {
	name, content, err := h.t.DraftErrors(r.Context(), actorOf(r), r.PathValue("draft"))
	return sendDownload(w, name, content, err)
}

// mediaTypes are the media types of generated files, by extension.
var mediaTypes = map[string]string{
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".zip":  "application/zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// sendDownload sends a file as a download, or returns err.
func sendDownload(w http.ResponseWriter, name string, content []byte, err error) error {
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaTypes[strings.ToLower(path.Ext(name))])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = w.Write(content) // fails only when the client has gone
	return nil
}
