package web

import (
	"net/http"

	"duban/models"
)

// commitDraft commits the batch staged from a workbook. Sent twice it is the same import.
func (h *handlers) commitDraft(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	d, err := h.t.ShowDraft(r.Context(), actorOf(r), r.PathValue("draft"))
	if err != nil {
		return err
	}
	if d.Preview.Batch == "" {
		err = models.Errorf(models.KindConflict, "not_ready", "这份文件还不能导入，请先处理页面上列出的问题")
	} else if batch := f.Value("batch"); batch != d.Preview.Batch {
		err = models.Errorf(models.KindConflict, "stale_preview", "这份文件刚被重新读取，请核对现在的预览后再导入")
	} else {
		err = h.commit(w, r, batch)
	}
	if err == nil || !f.wrong(err, nil) {
		return err
	}
	return h.writeDraft(w, r, statusOf(err), d, newFormWith(r, f))
}

// newFormWith returns an empty form with a new key that shows the errors of the one before.
func newFormWith(r *http.Request, before form) form {
	f := newForm(r)
	f.errors = before.errors
	return f
}
