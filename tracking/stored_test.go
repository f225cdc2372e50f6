package tracking_test

import (
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

var closing = models.ChangePlanCommand{Change: models.PlanClose, Reason: "合同终止"}

// away makes the processes unreachable.
func (h *env) engineAway(away bool) {
	h.runs.away = nil
	if away {
		h.runs.away = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
	}
}

func (h *env) resend() (settled, waiting int) {
	h.t.Helper()
	*h.clock = h.clock.Add(time.Minute)
	r, err := h.ResendStored(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return r.Settled, r.Waiting
}

// What was answered 202 is in the database, whatever became of the engine: it is sent again until it is done or
// refused, in the order of its project, and who asked sees which.
func TestWhatWasAcceptedIsCarriedOut(t *testing.T) {
	s := newFixture(t)
	s.engineAway(true)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	for i, ask := range []func() (bool, error){
		func() (bool, error) {
			r, err := s.SubmitMilestone(t.Context(), owner, "k0", s.own.Code, 0,
				models.SubmitMilestoneCommand{Milestone: s.openMilestone(), DoneOn: s.clock.Date()})
			return r.Pending, err
		},
		func() (bool, error) { // the same once more: it waits already
			r, err := s.SubmitMilestone(t.Context(), owner, "k1", s.own.Code, 0,
				models.SubmitMilestoneCommand{Milestone: s.openMilestone(), DoneOn: s.clock.Date()})
			return r.Pending, err
		},
	} {
		if pending, err := ask(); err != nil || !pending {
			t.Fatalf("%d: pending %t, %v", i, pending, err)
		}
		*s.clock = s.clock.Add(time.Second)
	}
	if settled, waiting := s.resend(); settled != 0 || waiting != 2 {
		t.Errorf("with the engine away: %d settled, %d waiting", settled, waiting)
	}
	if r, err := s.Acknowledged(t.Context(), owner, "k0"); err != nil || !r.Pending || r.Status != models.StoredWaiting {
		t.Errorf("while it waits: %+v, %v", r, err)
	}
	s.engineAway(false)
	if settled, waiting := s.resend(); settled != 2 || waiting != 0 {
		t.Errorf("%d settled, %d waiting", settled, waiting)
	}
	if r, err := s.Acknowledged(t.Context(), owner, "k0"); err != nil || r.Status != models.StoredDone ||
		r.Object != models.SubmissionID("k0") {
		t.Errorf("done: %+v, %v", r, err)
	}
	refused, err := s.Acknowledged(t.Context(), owner, "k1")
	if err != nil || refused.Status != models.StoredRefused || refused.Refusal == nil ||
		refused.Refusal.Code != "already_waiting" || refused.Pending {
		t.Errorf("refused: %+v, %v", refused, err)
	}
	_, err = s.SubmitMilestone(t.Context(), owner, "k1", s.own.Code, 0,
		models.SubmitMilestoneCommand{Milestone: s.openMilestone(), DoneOn: s.clock.Date()})
	wantCode(t, err, models.KindConflict, "already_waiting")
	if r, err := s.Acknowledged(t.Context(), models.Operator, "k1"); err != nil || r.Status != models.StoredRefused {
		t.Errorf("to the operator: %+v, %v", r, err)
	}
	for name, c := range map[string]struct {
		by  models.Actor
		key string
	}{"another person": {models.Actor{ID: "stranger", Roles: owner.Roles}, "k0"}, "a key of no one": {owner, "nobody's"},
		"nobody": {models.Actor{Roles: owner.Roles}, "k0"}} {
		if _, err := s.Acknowledged(t.Context(), c.by, c.key); models.KindOf(err) != models.KindNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The database brought back from before a command, the engine not: the same key is carried out and on record, and that
// the database is the older one is noted, said, and confirmed by the operator.
func TestAKeyResentAfterTheDatabaseWasRestored(t *testing.T) {
	for name, storedBefore := range map[string]bool{"from before it was stored": false,
		"from between storing and carrying out": true} {
		t.Run(name, func(t *testing.T) {
			s := newFixture(t)
			if storedBefore {
				s.engineAway(true)
				if r, err := s.ChangePlan(t.Context(), office, "key", s.own.Code, 0, closing); err != nil || !r.Pending {
					t.Fatalf("%+v, %v", r, err)
				}
				s.engineAway(false)
			}
			before := s.env.copy(t)
			if _, err := s.ChangePlan(t.Context(), office, "key", s.own.Code, 0, closing); err != nil {
				t.Fatal(err)
			}
			before.runs.remembers = s.runs.remembers // the engine goes on
			*before.clock = s.clock.Add(time.Minute)
			r, err := before.ChangePlan(t.Context(), office, "key", s.own.Code, 0, closing)
			if err != nil || r.Pending || r.Status != models.StoredDone {
				t.Fatalf("%+v, %v", r, err)
			}
			storetest.Read(t, before.Store, func(tx *store.Tx) error {
				if _, found, err := tx.Command("key"); !found || err != nil {
					t.Errorf("it is not on record: %v", err)
				}
				p, err := tx.Project(s.own.ID)
				if p.Status != models.ProjectClosed {
					t.Errorf("it was not carried out: %+v", p.Status)
				}
				return err
			})
			newer, err := before.EngineNewer(t.Context())
			if err != nil || (len(newer) > 0) != storedBefore {
				t.Errorf("said: %q, %v", newer, err)
			}
			if _, err := before.Reconcile(t.Context(), models.Operator); err != nil {
				t.Fatal(err)
			}
			if newer, err := before.EngineNewer(t.Context()); err != nil || len(newer) != 0 {
				t.Errorf("after the operator looked into it: %q, %v", newer, err)
			}
		})
	}
}

// A person may correct what was refused under the same key; no one else may use it, and nothing else may be put under a
// key that waits.
func TestWhatWasRefusedMayBeCorrected(t *testing.T) {
	s := newFixture(t)
	c := models.ChangePlanCommand{Change: models.PlanResume, Date: s.clock.Date(), Reason: "应急解除"}
	_, err := s.ChangePlan(t.Context(), office, "key", s.own.Code, 0, c)
	wantCode(t, err, models.KindConflict, "not_paused")
	colleague := office
	colleague.ID = "office-2"
	corrected := models.ChangePlanCommand{Change: models.PlanPause, MovesDue: models.No, Date: s.clock.Date(),
		Reason: "重污染天气"}
	_, err = s.ChangePlan(t.Context(), colleague, "key", s.own.Code, 0, corrected)
	wantCode(t, err, models.KindInvalid, "key_reused")
	if _, err := s.ChangePlan(t.Context(), office, "key", s.own.Code, 0, corrected); err != nil {
		t.Errorf("corrected: %v", err)
	}
	s.engineAway(true)
	if r, err := s.ChangePlan(t.Context(), office, "waits", s.own.Code, 0, closing); err != nil || !r.Pending {
		t.Fatalf("%+v, %v", r, err)
	}
	_, err = s.ChangePlan(t.Context(), office, "waits", s.own.Code, 0, corrected)
	wantCode(t, err, models.KindInvalid, "key_reused")
}

// Runs of an earlier protocol are asked once to go on by the newest.
func TestReconcileAsksEarlierRunsToUpgrade(t *testing.T) {
	h := planned(t, 3)
	open := h.open()
	h.runs.old = map[contract.ProjectRef]bool{refOf(open[0]): true, refOf(open[2]): true}
	h.runs.calls = nil
	for range 2 {
		if _, err := h.Reconcile(t.Context(), models.System); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(h.runs.calls); got != 2 || h.runs.calls[0] != "upgrade "+open[0].Code || h.runs.calls[1] != "upgrade "+
		open[2].Code {
		t.Errorf("calls %v", h.runs.calls)
	}
}
