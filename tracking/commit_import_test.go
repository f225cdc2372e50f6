package tracking_test

import (
	"testing"

	"duban/models"
)

// The engine has carried an import out, and the database was put back as it was before: the person is told to preview
// again, and nothing is said to be imported that is not there.
func TestAnImportThatOnlyTheEngineKnows(t *testing.T) {
	h := newEnv(t)
	p := h.preview("plan", planBook(t, data))
	if p.Batch == "" {
		t.Fatalf("%+v", p)
	}
	h.runs.imports[p.Batch] = imported{}
	_, err := h.CommitImport(t.Context(), office, p.Batch)
	wantCode(t, err, models.KindConflict, "batch_not_written")
	again := h.preview("plan again", planBook(t, data))
	if done := h.commit(again.Batch); !done.Committed {
		t.Errorf("%+v", done)
	}
}
