package tracking_test

import (
	"bytes"
	"testing"
	"time"

	"duban/importer/workbook"
	"duban/models"
	"duban/tracking"
)

// A large import is answered when its data is written: its projects can be seen while their processes still start.
func TestALargeImportIsAnsweredWhenItIsWritten(t *testing.T) {
	h := newEnv(t)
	h.runs.slow, h.ImportWait = true, 20*time.Millisecond
	var plan bytes.Buffer
	if err := workbook.WritePlan(&plan, data.Plan()); err != nil {
		t.Fatal(err)
	}
	staged, err := h.PreviewImport(t.Context(), office, tracking.Upload{FileName: "plan.xlsx", Content: plan.Bytes(),
		Key: "large", LiveFrom: liveDay})
	if err != nil {
		t.Fatal(err)
	}
	done, err := h.CommitImport(t.Context(), office, staged.Batch)
	if err != nil || !done.Committed || !done.Starting || done.Message.Text == "" {
		t.Fatalf("%+v, %v", done, err)
	}
	s, err := h.Status(t.Context(), office, "")
	if err != nil || s.Projects != len(data.Projects) {
		t.Errorf("%d projects are seen, %v", s.Projects, err)
	}
	h.runs.slow = false
	if done, err = h.CommitImport(t.Context(), office, staged.Batch); err != nil || done.Starting {
		t.Errorf("asked again when it was done: %+v, %v", done, err)
	}
}

// Work in the background rests after each step, so that people's commands come first, and says how far it is.
func TestReconcileRestsBetweenProjectsAndSaysHowFarItIs(t *testing.T) {
	h := planned(t, 4)
	h.runs.running = nil
	var seen []string
	h.Pace.Rest = func(time.Duration) time.Duration {
		notes, err := h.Ready(t.Context())
		if err != nil || len(notes) != 1 {
			t.Errorf("%q, %v", notes, err)
		}
		seen = append(seen, notes...)
		return 0
	}
	if _, err := h.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	if want := "reconciling 0/4"; len(seen) != 4 || seen[0] != want {
		t.Errorf("%q", seen)
	}
	if notes, err := h.Ready(t.Context()); err != nil || len(notes) != 0 {
		t.Errorf("afterwards %q, %v", notes, err)
	}
}
