package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"duban/models"
)

// commitWait is how long a request waits for an import. After it the batch's page shows the progress; the import goes
// on.
const commitWait = 8 * time.Second

func (h *handlers) commitBatch(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	err = h.commit(w, r, r.PathValue("batch"))
	if err == nil || !f.wrong(err, nil) {
		return err
	}
	return h.writeBatch(w, r, statusOf(err), newFormWith(r, f))
}

// commit commits a batch and redirects to its page.
func (h *handlers) commit(w http.ResponseWriter, r *http.Request, batch string) error {
	ctx, cancel := context.WithTimeout(r.Context(), commitWait)
	defer cancel()
	done, err := h.t.CommitImport(ctx, actorOf(r), batch)
	switch {
	case err == nil && done.Kind == models.BatchPlan:
		return h.redirectWithMessage(w, r, batchAddress(batch), "已导入年度计划，各项目开始跟踪")
	case err == nil:
		return h.redirectWithMessage(w, r, batchAddress(batch), "已导入")
	case errors.Is(ctx.Err(), context.DeadlineExceeded) && r.Context().Err() == nil:
		h.redirect(w, r, batchAddress(batch)) // the page shows the progress
		return nil
	}
	return err
}
