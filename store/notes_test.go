package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestNotesAreStoredOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 2)
		p := projects[0]
		e := sampleRung(p, models.Red)
		note := func(id string, kind models.NoteKind, party string, at models.Instant) models.EscalationNote {
			return models.EscalationNote{ID: id, EscalationID: e.ID, ProjectID: p.ID, Kind: kind, PartyID: party, Party: party,
				Text: "抓紧", ByName: "张", At: at}
		}
		first, second := note("n1", models.NoteAcknowledged, "区长", noon), note("n2", models.NoteInstructed, "区长", noon+1)
		write(t, s, func(tx *Tx) error {
			if _, err := tx.InsertEscalations(e); err != nil {
				return err
			}
			if err := tx.InsertNote(second); err != nil {
				return err
			}
			return tx.InsertNote(first)
		})
		repeated := note("n3", models.NoteAcknowledged, "区长", noon+2)
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.InsertNote(repeated) })
		if got := models.AsError(err); err == nil || got.Code != "signed_already" {
			t.Errorf("signed twice: %v", err)
		}
		write(t, s, func(tx *Tx) error {
			return tx.InsertNote(note("n4", models.NoteAcknowledged, "分管副区长", noon+3))
		})
		want := []models.EscalationNote{first, second, note("n4", models.NoteAcknowledged, "分管副区长", noon+3)}
		for name, load := range map[string]func(*Tx) ([]models.EscalationNote, error){
			"project": func(tx *Tx) ([]models.EscalationNote, error) { return tx.NotesOf(p.ID) },
			"year":    func(tx *Tx) ([]models.EscalationNote, error) { return tx.NotesOfYear(p.Year) },
		} {
			if diff := cmp.Diff(want, get(t, s, load)); diff != "" {
				t.Errorf("%s:\n%s", name, diff)
			}
		}
		if other := get(t, s, func(tx *Tx) ([]models.EscalationNote, error) { return tx.NotesOf(projects[1].ID) }); len(
			other) != 0 {
			t.Errorf("of another project: %v", other)
		}
		for name, statement := range map[string]string{"change": "UPDATE escalation_notes SET text = 'x'",
			"removal": "DELETE FROM escalation_notes"} {
			if err := s.write.WithContext(t.Context()).Exec(statement).Error; err == nil {
				t.Errorf("a note's %s went through", name)
			}
		}
	})
}

func TestAudiencePostsAreReplaced(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		set := func(a models.Audience, posts ...string) {
			write(t, s, func(tx *Tx) error { return tx.SetAudiencePosts(a, posts...) })
		}
		set(models.ToDistrictHead, "p1", "p2")
		set(models.ToDeputyInCharge, "p3")
		set(models.ToDistrictHead, "p2")
		set(models.ToDeputyInCharge)
		want := []models.AudiencePost{{Audience: models.ToDistrictHead, PostID: "p2"}}
		if diff := cmp.Diff(want,
			get(t, s, func(tx *Tx) ([]models.AudiencePost, error) { return tx.AudiencePosts() })); diff != "" {
			t.Error(diff)
		}
	})
}

func TestPreReviewIsStoredOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		sub := sampleSubmission(projects[0], "k", 1)
		write(t, s, func(tx *Tx) error { return tx.InsertSubmission(sub) })
		sub.PreReviewedAt, sub.PreReviewedByID, sub.PreReviewedBy, sub.PreReviewNote = noon+1, "unit", "李", "属实"
		write(t, s, func(tx *Tx) error { return tx.PreReviewSubmission(sub) })
		if diff := cmp.Diff(sub,
			get(t, s, func(tx *Tx) (models.Submission, error) { return tx.Submission(sub.ID) })); diff != "" {
			t.Error(diff)
		}
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.PreReviewSubmission(sub) })
		if models.KindOf(err) != models.KindConflict {
			t.Errorf("passed on twice: %v", err)
		}
	})
}
