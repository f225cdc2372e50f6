package workflows_test

import (
	"testing"
	"time"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/workflows"
	"duban/workflows/contract"
)

func TestOutboxWaitsForTheMorningAndDeliversOnce(t *testing.T) {
	b := setup(t)
	night := models.DateOf(2126, 3, 2).At(9, 0) // tomorrow: the environment starts on 1 March, 08:00
	b.write(func(tx *store.Tx) error {
		_, err := tx.InsertOutbox(
			models.OutboxMessage{Key: "now", ProjectID: projectID, Audience: models.ToOffice, Status: models.OutboxPending,
				NotBefore: models.InstantOf(start)},
			models.OutboxMessage{Key: "later", ProjectID: projectID, Audience: models.ToDistrictHead,
				Status: models.OutboxPending, NotBefore: night},
		)
		return err
	})
	suite := quietSuite()
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(start)
	env.SetTestTimeout(time.Minute)
	workflows.Register(env)
	(&activities.Activities{Store: b.store, Calendar: calendarWith}).Register(registry{env: env})
	env.RegisterDelayedCallback(func() { b.inbox("early", "now") }, time.Hour)
	env.RegisterDelayedCallback(func() {
		b.inbox("next day", "now", "later")
		env.SetContinueAsNewSuggested(true)
	}, 26*time.Hour)
	env.ExecuteWorkflow(contract.OutboxWorkflow)
	b.inbox("after", "now", "later")
	b.read(func(tx *store.Tx) error {
		m, err := tx.OutboxMessage("later")
		if m.DeliveredAt != night || m.Attempts != 1 {
			t.Errorf("delivered at %s after %d attempts", m.DeliveredAt, m.Attempts)
		}
		return err
	})
}

func (b *bench) inbox(when string, keys ...string) {
	b.t.Helper()
	b.read(func(tx *store.Tx) error {
		rows, err := tx.InboxOf(office.ID, 100, 0)
		got := map[string]bool{}
		for _, r := range rows {
			got[r.MessageKey] = true
		}
		for _, key := range keys {
			if !got[key] || len(rows) != len(keys) {
				b.t.Errorf("%s: inbox %v, want %v", when, got, keys)
			}
		}
		return err
	})
}
