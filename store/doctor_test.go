package store

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// questions are the doctor's queries, by name.
var questions = map[string]func(*Tx) ([]string, error){
	"SubmissionsWithoutCommand": (*Tx).SubmissionsWithoutCommand,
	"CommandsWithoutAudit":      (*Tx).CommandsWithoutAudit,
	"AuditWithoutCommand":       (*Tx).AuditWithoutCommand,
	"DecidedWithoutReview":      (*Tx).DecidedWithoutReview,
	"ReviewedButWaiting":        (*Tx).ReviewedButWaiting,
	"ReviewsOfOwnSubmission":    (*Tx).ReviewsOfOwnSubmission,
	"OutboxWithoutEscalation":   (*Tx).OutboxWithoutEscalation,
	"EscalationsWithoutMessage": (*Tx).EscalationsWithoutMessage,
	"DeliveredWithoutTrace":     (*Tx).DeliveredWithoutTrace,
	"EscalationsAfterDone":      (*Tx).EscalationsAfterDone,
	"OpenEscalationsOfSettled":  (*Tx).OpenEscalationsOfSettled,
	"DoneWithoutDay":            (*Tx).DoneWithoutDay,
	"MovedWithoutHistory":       (*Tx).MovedWithoutHistory,
	"UnknownReferences":         (*Tx).UnknownReferences,
}

// sound writes consistent rows: an accepted submission, and a rung that was sent and closed.
func sound(t testing.TB, s *Store) models.Project {
	_, projects := seed(t, s, 1)
	p := projects[0]
	submission, rung := sampleSubmission(p, "k", 1), sampleRung(p, models.Urging)
	message := models.OutboxMessage{Key: "m", ProjectID: p.ID, EscalationID: rung.ID, Status: models.OutboxPending}
	write(t, s, func(tx *Tx) error {
		if _, err := tx.InsertEscalations(rung); err != nil {
			return err
		}
		if _, err := tx.InsertOutbox(message); err != nil {
			return err
		}
		if _, err := tx.InsertInbox(models.InboxEntry{ID: "i", PersonID: "p", MessageKey: message.Key, At: noon +
			2}); err != nil {
			return err
		}
		for _, err := range []error{
			tx.InsertCommand(models.Command{Key: "k"}),
			tx.InsertAudit(models.AuditEvent{CommandKey: "k", ProjectID: p.ID}),
			tx.InsertSubmission(submission),
			tx.InsertAttachments(models.Attachment{SubmissionID: submission.ID, Position: 1, SHA256: "f", Size: 3}),
			tx.DecideSubmission(submission.ID, models.SubmissionAccepted, noon+1),
			tx.InsertReview(models.Review{SubmissionID: submission.ID, Decision: models.Accept, ByID: "office", At: noon + 1}),
			tx.CompleteMilestone(submission.MilestoneID, 1, submission.DoneOn),
			tx.MarkDelivered(message.Key, 1, noon+2),
		} {
			if err != nil {
				return err
			}
		}
		return tx.CloseEscalation(rung.ID, noon+1, "节点已完成")
	})
	return p
}

func TestDoctorFindsNothingInSoundData(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		sound(t, s)
		for name, question := range questions {
			if found := get(t, s, question); len(found) != 0 {
				t.Errorf("%s found %v", name, found)
			}
		}
		if files := get(t, s, (*Tx).AllAttachments); len(files) != 1 || files[0].SHA256 != "f" {
			t.Errorf("attachments: %v", files)
		}
		if n := get(t, s, (*Tx).CommandsCount); n != 1 {
			t.Errorf("%d commands", n)
		}
	})
}

// Each fault is planted in sound data outside the store, and exactly the named queries find it.
func TestDoctorFindsPlantedFaults(t *testing.T) {
	for name, fault := range map[string]struct {
		statement string
		found     []string
	}{
		"a command lost": {"DELETE FROM commands", []string{"AuditWithoutCommand", "SubmissionsWithoutCommand"}},
		"an audit line lost": {"DROP TRIGGER audit_events_no_delete; DELETE FROM audit_events",
			[]string{"CommandsWithoutAudit"}},
		"a review lost":   {"DELETE FROM reviews", []string{"DecidedWithoutReview"}},
		"a review turned": {"UPDATE reviews SET decision = 'return'", []string{"DecidedWithoutReview"}},
		"a decision lost": {"UPDATE submissions SET status = 'waiting', decided_at = 9999999999999",
			[]string{"ReviewedButWaiting"}},
		"reviewed by the submitter": {"UPDATE reviews SET by_id = 'owner'", []string{"ReviewsOfOwnSubmission"}},
		"a rung lost":               {"DELETE FROM escalations", []string{"OutboxWithoutEscalation"}},
		"a message lost": {"DELETE FROM outbox_messages", []string{"DeliveredWithoutTrace",
			"EscalationsWithoutMessage"}},
		"failed without a reason": {"UPDATE outbox_messages SET status = 'failed'", []string{"DeliveredWithoutTrace"}},
		"a rung after the end": {"UPDATE escalations SET recorded_at = 9999999999999",
			[]string{"EscalationsAfterDone"}},
		"a rung after closing": {"UPDATE projects SET status = 'closed', closed_at = 1",
			[]string{"EscalationsAfterDone"}},
		"a rung left open":           {"UPDATE escalations SET closed_at = 0", []string{"OpenEscalationsOfSettled"}},
		"done on no day":             {"UPDATE milestones SET done_on = ''", []string{"DoneWithoutDay"}},
		"moved without a history":    {"UPDATE milestones SET due_version = 2", []string{"MovedWithoutHistory"}},
		"owned by nobody":            {"UPDATE projects SET owner_id = 'org-x'", []string{"UnknownReferences"}},
		"a milestone open again":     {"UPDATE milestones SET status = 'open'", []string{"DoneWithoutDay"}},
		"a delivery without an hour": {"UPDATE outbox_messages SET delivered_at = 0", []string{"DeliveredWithoutTrace"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "duban.db")
			s := open(t, path)
			sound(t, s)
			vandalise(t, path, fault.statement)
			want := map[string]bool{}
			for _, q := range fault.found {
				want[q] = true
			}
			got := map[string]bool{}
			for q, question := range questions {
				if found := get(t, s, question); len(found) > 0 {
					got[q] = true
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("questions that should find it (-) and that did (+):\n%s", diff)
			}
		})
	}
}
