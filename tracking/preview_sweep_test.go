package tracking_test

import (
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// Previews that are not committed do not stay for good; one that was committed, or is awaited, does.
func TestPreviewsThatAreNotCommittedExpire(t *testing.T) {
	h := newEnv(t)
	kept := h.preview("kept", planBook(t, first(5)))
	h.commit(kept.Batch)
	old := h.preview("old", planBook(t, first(6)))
	asked := h.preview("asked", planBook(t, first(7)))
	storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.RequestCommit(asked.Batch, office, *h.clock) })
	*h.clock = h.clock.Add(models.PreviewLifetime)
	fresh := h.preview("fresh", planBook(t, first(8)))
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.Previews != 0 {
		t.Fatalf("on the last day: %+v, %v", swept, err)
	}
	*h.clock = h.clock.Add(time.Minute)
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.Previews != 1 {
		t.Fatalf("a month later: %+v, %v", swept, err)
	}
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.Previews != 0 {
		t.Errorf("again: %+v, %v", swept, err)
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		for _, batch := range []string{kept.Batch, asked.Batch, fresh.Batch} {
			if rows, err := tx.BatchRows(batch); err != nil || len(rows) == 0 {
				t.Errorf("%s is gone: %v", batch, err)
			}
		}
		rows, err := tx.BatchRows(old.Batch)
		if len(rows) != 0 {
			t.Errorf("%d rows of the old one stay", len(rows))
		}
		return err
	})
	if _, err := h.CommitImport(t.Context(), office, old.Batch); models.AsError(err).Code != "no_batch" {
		t.Errorf("committed after it was deleted: %v", err)
	}
	h.commit(fresh.Batch)
	h.sealed()
}

// Sessions of longer ago than an address counts as known are forgotten; later ones say which addresses are known.
func TestOldSessionsAreForgotten(t *testing.T) {
	h := newEnv(t)
	clerk, err := h.CreateAccount(t.Context(), models.Operator, "clerk", tracking.NewAccount{Login: "clerk", Name: "王芳",
		RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}})
	if err != nil {
		t.Fatal(err)
	}
	logIn := func(address string) models.Instant {
		if _, err := h.LogIn(t.Context(), clerk.Login, clerk.Password, address, ""); err != nil {
			t.Fatal(err)
		}
		return *h.clock
	}
	begun := logIn("10.0.0.1")
	*h.clock = h.clock.Add(time.Hour)
	logIn("10.0.0.2")
	*h.clock = begun.Add(models.AddressKnownFor)
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.Sessions != 0 {
		t.Fatalf("while the address is known: %+v, %v", swept, err)
	}
	*h.clock = h.clock.Add(time.Second)
	if swept, err := h.SweepUploads(t.Context()); err != nil || swept.Sessions != 1 {
		t.Fatalf("afterwards: %+v, %v", swept, err)
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		rows, err := tx.SessionsOf(clerk.ID, 10)
		if len(rows) != 1 || rows[0].Address != "10.0.0.2" {
			t.Errorf("left: %+v", rows)
		}
		return err
	})
}
