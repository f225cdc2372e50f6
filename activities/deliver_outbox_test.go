package activities_test

import (
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

// A message of the present second, put in after the moment of the delivery, is asked for at the next whole second: its
// own moment would read back as one that has passed, and the outbox would ask again and again.
func TestTheNextDeliveryIsAtAWholeSecond(t *testing.T) {
	b := newBench(t)
	now := models.DateOf(2021, 4, 20).At(10, 0)
	storetest.Write(t, b.store, func(tx *store.Tx) error {
		_, err := tx.InsertOutbox(models.OutboxMessage{Key: "m", ProjectID: projectID, Audience: models.ToOffice,
			CreatedAt: now + 8, NotBefore: now + 8, Status: models.OutboxPending})
		return err
	})
	out := must[contract.Delivered](b, contract.ActivityDeliverOutbox, contract.Deliver{Now: now})
	if want := now + 1000; out.Count != 0 || out.NextAt != want {
		t.Errorf("%d delivered, next at %v, want %v", out.Count, out.NextAt, want)
	}
	out = must[contract.Delivered](b, contract.ActivityDeliverOutbox, contract.Deliver{Now: now + 1000})
	if out.Count != 1 {
		t.Errorf("%d delivered a second later", out.Count)
	}
}
