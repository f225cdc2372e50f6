package tracking_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

func vitals(s fixture, a models.Actor) error {
	_, err := s.Vitals(s.t.Context(), a)
	return err
}

func TestVitalsCountWhatWaits(t *testing.T) {
	h := newEnv(t)
	now := *h.clock
	message := func(key string, status models.OutboxStatus, notBefore models.Instant) models.OutboxMessage {
		return models.OutboxMessage{Key: key, Status: status, CreatedAt: now.Add(-time.Hour), NotBefore: notBefore,
			LastError: "x"}
	}
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		_, err := tx.InsertOutbox(message("a", models.OutboxPending, now.Add(-10*time.Minute)),
			message("b", models.OutboxPending, now.Add(time.Hour)),
			message("c", models.OutboxFailed, 0), message("d", models.OutboxDelivered, 0))
		return err
	})
	before := store.Failures()
	got, err := h.Vitals(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	want := tracking.Vitals{Pending: 2, Oldest: 10 * time.Minute, Undeliverable: 1, DatabaseErrors: before}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	broken := newEnv(t)
	if err := broken.Store.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := broken.Vitals(t.Context(), models.Operator); err == nil {
		t.Error("a house without a database is well")
	}
	if store.Failures() == before {
		t.Error("a database that does not answer is not counted")
	}
}
