package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestEscalationsExistOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		urging, yellow := sampleRung(projects[0], models.Urging), sampleRung(projects[0], models.Yellow)
		repeated := urging
		repeated.At, repeated.RecordedAt, repeated.To = noon+5, noon+5, nil
		same := yellow
		same.ID = "another-id" // the unique key decides, not the ID
		for _, step := range []struct{ in, fresh []models.Escalation }{
			{[]models.Escalation{urging}, []models.Escalation{urging}},
			{[]models.Escalation{repeated, yellow, same}, []models.Escalation{yellow}},
			{[]models.Escalation{repeated, yellow}, nil},
		} {
			var fresh []models.Escalation
			write(t, s, func(tx *Tx) (err error) {
				fresh, err = tx.InsertEscalations(step.in...)
				return err
			})
			if diff := cmp.Diff(step.fresh, fresh); diff != "" {
				t.Errorf("new ones:\n%s", diff)
			}
		}
		if diff := cmp.Diff([]models.Escalation{yellow, urging}, escalations(t, s)); diff != "" {
			t.Errorf("on record:\n%s", diff)
		}
	})
}

// escalations returns all rungs and reminders on record, by step.
func escalations(t *testing.T, s *Store) []models.Escalation {
	t.Helper()
	return get(t, s, func(tx *Tx) ([]models.Escalation, error) {
		return list[models.Escalation](tx, "step DESC, due_version", "1 = 1")
	})
}

func TestClosingAnEscalationAgainChangesNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		urging, red := sampleRung(projects[0], models.Urging), sampleRung(projects[0], models.Red)
		later := red
		later.ID, later.DueVersion = "later", 2
		write(t, s, func(tx *Tx) error {
			_, err := tx.InsertEscalations(urging, red, later)
			return err
		})
		for at := noon; at < noon+2; at++ {
			write(t, s, func(tx *Tx) error {
				return errors.Join(tx.CloseEscalation(urging.ID, at, "节点已完成"), tx.CloseEscalation(red.ID, at, "节点已完成"))
			})
		}
		urging.ClosedAt, urging.CloseReason = noon, "节点已完成"
		red.ClosedAt, red.CloseReason = noon, "节点已完成"
		if diff := cmp.Diff([]models.Escalation{urging, red, later}, escalations(t, s)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOutboxDeliversOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		message := func(key string, notBefore models.Instant) models.OutboxMessage {
			return models.OutboxMessage{Key: key, Audience: models.ToOffice, Title: "题", Body: "文", CreatedAt: noon,
				NotBefore: notBefore, Status: models.OutboxPending}
		}
		write(t, s, func(tx *Tx) error {
			if _, some, err := tx.NextOutbox(); some || err != nil {
				t.Errorf("an empty outbox has something next (%v)", err)
			}
			fresh, err := tx.InsertOutbox(message("b", noon+10), message("a", noon), message("c", noon), message("a", noon))
			if len(fresh) != 3 {
				t.Errorf("new: %v", fresh)
			}
			return err
		})
		due := func(now models.Instant, limit int) (keys []string) {
			for _, m := range get(t, s, func(tx *Tx) ([]models.OutboxMessage, error) { return tx.DueOutbox(now, limit) }) {
				keys = append(keys, m.Key)
			}
			return keys
		}
		if diff := cmp.Diff([][]string{nil, {"a"}, {"a", "c"}, {"a", "c", "b"}}, [][]string{due(noon-1, 9), due(noon, 1),
			due(noon, 9), due(noon+10, 9)}); diff != "" {
			t.Error(diff)
		}
		deliver := func() error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.MarkDelivered("a", 1, noon+1) })
		}
		if err := deliver(); err != nil {
			t.Fatal(err)
		}
		wantKind(t, deliver(), models.KindConflict, "message_settled")
		write(t, s, func(tx *Tx) error {
			return tx.FailOutbox("c", "收件人不存在", 3)
		})
		wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.FailOutbox("a", "x", 1) }), models.KindConflict,
			"message_settled")
		next := get(t, s, func(tx *Tx) (models.Instant, error) { at, _, err := tx.NextOutbox(); return at, err })
		if next != noon+10 {
			t.Errorf("next at %v", next)
		}
		write(t, s, func(tx *Tx) error { return tx.DropMessage("b", "节点已完成", noon+2) })
		got := get(t, s, func(tx *Tx) (models.OutboxMessage, error) { return tx.OutboxMessage("b") })
		if got.Status != models.OutboxDropped || got.LastError != "节点已完成" || got.DeliveredAt != noon+2 {
			t.Errorf("dropped: %+v", got)
		}
	})
}

func TestAuditIsAppendOnly(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		events := []models.AuditEvent{{ProjectID: "p", Action: "a", At: noon}, {ProjectID: "p", Action: "b", At: noon}}
		write(t, s, func(tx *Tx) error { return tx.InsertAudit(events...) })
		for _, statement := range []string{"UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"} {
			if err := s.write.Exec(statement).Error; err == nil {
				t.Errorf("%s succeeded", statement)
			}
		}
		got := get(t, s, func(tx *Tx) ([]models.AuditEvent, error) { return tx.AuditOf("p") })
		if len(got) != 2 || got[0].Action != "a" || got[1].Action != "b" || got[0].ID >= got[1].ID {
			t.Errorf("record: %v", got)
		}
		tail := get(t, s, func(tx *Tx) ([]models.AuditEvent, error) { return tx.AuditAfter(got[0].ID, 9) })
		if diff := cmp.Diff(got[1:], tail); diff != "" {
			t.Error(diff)
		}
	})
}
