package tracking_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/workflows/contract"
)

// sleep puts what a project waits for at a moment, without anyone waking at it.
func (h *env) sleep(p models.Project, at models.Instant) {
	h.t.Helper()
	storetest.Write(h.t, h.Store, func(tx *store.Tx) error {
		_, err := tx.AdvanceProject(p.ID, p.Version, at, "催办", false)
		return err
	})
}

func TestReconcileDoesWhatIsNeededAndNothingElse(t *testing.T) {
	stray := contract.ProjectRef{Year: 2020, Code: "ZD-2020-007"}
	sound := planned(t, 6)
	sound.until(models.DateOf(2021, 3, 9).At(10, 0))
	for name, c := range map[string]struct {
		lay                     func(h *env, p []models.Project)
		started, poked, stopped int
		calls                   []string
	}{
		"nothing": {func(*env, []models.Project) {}, 0, 0, 0, nil},
		"one missing": {func(h *env, p []models.Project) { h.runs.end(refOf(p[2])) },
			1, 0, 0, []string{"start ZD-2021-003"}},
		"all missing": {func(h *env, _ []models.Project) { h.runs.running = nil },
			6, 0, 0, []string{"start ZD-2021-001", "start ZD-2021-002", "start ZD-2021-003", "start ZD-2021-004",
				"start ZD-2021-005", "start ZD-2021-006"}},
		"one asleep": {func(h *env, p []models.Project) { h.sleep(p[1], *h.clock-121_000) },
			0, 1, 0, []string{"poke ZD-2021-002"}},
		"one about to wake": {func(h *env, p []models.Project) { h.sleep(p[1], *h.clock-119_000) }, 0, 0, 0, nil},
		"nothing falls due": {func(h *env, p []models.Project) { h.sleep(p[1], 0) }, 0, 0, 0, nil},
		"a stray": {func(h *env, _ []models.Project) { h.runs.running = append(h.runs.running, stray) },
			0, 0, 1, []string{"stop ZD-2020-007"}},
		"closed and running": {func(h *env, p []models.Project) {
			storetest.Write(t, h.Store, func(tx *store.Tx) error {
				_, err := tx.CloseProject(p[4].ID, p[4].Version, *h.clock-120_000) // one just closed is left to end by itself
				return err
			})
		}, 0, 0, 1, []string{"stop ZD-2021-005"}},
		"everything at once": {func(h *env, p []models.Project) {
			h.runs.end(refOf(p[0]))
			h.runs.end(refOf(p[3]))
			h.sleep(p[3], *h.clock-600_000) // missing and late: started, once
			h.sleep(p[5], *h.clock-600_000)
			h.runs.running = append(h.runs.running, stray)
		}, 2, 1, 1, []string{"start ZD-2021-001", "start ZD-2021-004", "poke ZD-2021-006", "stop ZD-2020-007"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := sound.copy(t)
			projects := h.open()
			if len(projects) != 6 {
				t.Fatalf("%d projects", len(projects))
			}
			c.lay(h, projects)
			got, err := h.Reconcile(t.Context(), models.System)
			if err != nil {
				t.Fatal(err)
			}
			if got.Started != c.started || got.Poked != c.poked || got.Closed != c.stopped ||
				len(got.Differences) != len(c.calls) {
				t.Errorf("%+v", got)
			}
			if diff := cmp.Diff(c.calls, h.runs.calls); diff != "" {
				t.Errorf("calls:\n%s", diff)
			}
			h.runs.calls = nil
			second, err := h.Reconcile(t.Context(), models.Operator)
			if diff := cmp.Diff(tracking.Reconciliation{Differences: []string{}}, second); diff != "" || err != nil ||
				h.runs.calls != nil {
				t.Errorf("again: %v, %v\n%s", err, h.runs.calls, diff)
			}
			d, err := h.Doctor(t.Context(), models.Operator)
			if err != nil || slices.ContainsFunc(d.Checks, func(c tracking.Check) bool {
				return !c.OK && c.Name != afterDone &&
					c.Name != leftOpen
			}) {
				t.Errorf("the doctor afterwards: %+v, %v", d, err)
			}
		})
	}
}

// Temporal's store lost, ours kept: everything is rebuilt from the rows, and goes on from there.
func TestReconcileRebuildsWhatTemporalLost(t *testing.T) {
	kept, lost := planned(t, 4), planned(t, 4)
	day := models.DateOf(2021, 3, 9).At(10, 0)
	kept.until(day)
	lost.until(day)
	lost.runs.running = nil
	*lost.clock += 3600_000
	if _, err := lost.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	end := models.DateOf(2021, 8, 2).At(10, 0)
	kept.until(end)
	lost.until(end)
	if diff := cmp.Diff(kept.facts(district), lost.facts(district)); diff != "" {
		t.Errorf("kept (-) and rebuilt (+):\n%s", diff)
	}
}

func TestReconcileWithoutTemporalSaysSo(t *testing.T) {
	h := planned(t, 1)
	h.runs.away = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
	_, err := h.Reconcile(t.Context(), models.System)
	wantCode(t, err, models.KindUnavailable, "process_unavailable")
}
