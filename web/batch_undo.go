package web

import (
	"net/http"

	"duban/tracking"
)

// undoBatch undoes an import.
func (h *handlers) undoBatch(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	undone, err := h.t.UndoImport(r.Context(), actorOf(r), f.Key, r.PathValue("batch"))
	if err == nil {
		return h.redirectWithMessage(w, r, batchAddress(r.PathValue("batch")), languageOf(r).undone(undone))
	}
	if !f.wrong(err, nil) {
		return err
	}
	return h.writeBatch(w, r, statusOf(err), newFormWith(r, f))
}

// keptNamed is how many of the projects that an undo left unchanged the message names.
const keptNamed = 4

// undone returns the message after an undo.
func (l lang) undone(u tracking.Undone) string {
	message := l.text("已撤销：%d 个项目恢复原样", u.Undone)
	if len(u.Kept) > 0 {
		message += l.text("，%d 个保留", len(u.Kept))
	}
	for i, k := range u.Kept {
		if i == keptNamed {
			return message + "…"
		}
		message += l.text("；%s：%s", k.Project, l.word(k.Reason))
	}
	return message
}
