package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
	"duban/workflows/contract"
)

// batchPage is one import: its changes, its status and what can be done with it.
type batchPage struct {
	basePage
	tracking.ImportPreview
	Form     form
	Running  *contract.Progress // while it is being committed; else nil
	Refresh  string             // address the page polls while running
	Findings []findingGroup
	Lines    []tracking.ImportChange // the first changesShown changes
}

func (h *handlers) showBatch(w http.ResponseWriter, r *http.Request) error {
	return h.writeBatch(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeBatch(w http.ResponseWriter, r *http.Request, status int, f form) error {
	batch := r.PathValue("batch")
	seen, err := h.t.ShowImport(r.Context(), actorOf(r), batch)
	if err != nil {
		return err
	}
	p := batchPage{basePage: h.base(w, r), ImportPreview: seen, Form: f}
	p.add([]string{"imports.css", "draft.css"}, []string{"imports.js"})
	if seen.Status != models.BatchUndone {
		progress, err := h.t.ImportProgress(r.Context(), actorOf(r), batch)
		if err == nil && (progress.Stage == "promoting" || progress.Stage == "starting") {
			p.Running, p.Refresh = &progress, r.URL.Path
		}
	}
	if isFragment(r) {
		if p.Running != nil {
			h.write(w, r, http.StatusOK, "batch", "running", p)
			return nil
		}
		w.Header().Set("HX-Refresh", "true")
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	p.Lines = seen.Changes[:min(len(seen.Changes), changesShown)]
	p.Findings = (&draftPage{basePage: p.basePage}).group(seen.Findings)
	h.write(w, r, status, "batch", "page", p)
	return nil
}
