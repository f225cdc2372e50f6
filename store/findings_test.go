package store

import (
	"fmt"
	"testing"

	"duban/models"
)

// A matter to verify is kept as it stands, and a photograph that was handed in with two submissions is found with both
// of its uses; one that was returned does not count.
func TestFindingsAndRepeatedPhotographs(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, projects := seed(t, s, 2)
		f := models.Finding{ID: models.FindingID(projects[0].ID, models.FindingEqual, "2021-03"), ProjectID: projects[0].ID,
			Kind: models.FindingEqual, Basis: "2021-03", State: models.FindingAsked, AskedAt: noon, Due: noon.Date(),
			Ground:   models.StoredMessage{Message: models.Messagef("%s起各月相同", models.MonthOf(2021, 3))},
			Question: models.StoredMessage{Message: models.Messagef("请说明")}}
		for _, state := range []models.FindingState{models.FindingAsked, models.FindingExplained} {
			f.State = state
			write(t, s, func(tx *Tx) error { return tx.PutFinding(f) })
		}
		rows := get(t, s, func(tx *Tx) ([]models.Finding, error) { return tx.FindingsIn(programme.ID) })
		if len(rows) != 1 || rows[0].State != models.FindingExplained || rows[0].Ground.Format == "" {
			t.Errorf("%+v", rows)
		}
		if open := get(t, s, (*Tx).OpenFindings); len(open) != 1 || open[0].Due != f.Due {
			t.Errorf("%+v", open)
		}
		for i, status := range []models.SubmissionStatus{models.SubmissionReturned, models.SubmissionAccepted,
			models.SubmissionAccepted} {
			p := projects[i%2]
			sub := models.Submission{ID: models.Key("s", fmt.Sprint(i)), ProjectID: p.ID, Kind: models.SubmitReport, Sequence: i,
				Month: models.MonthOf(2021, 5), SubmittedAt: noon, Status: models.SubmissionWaiting}
			write(t, s, func(tx *Tx) error {
				for _, err := range []error{tx.InsertSubmission(sub),
					tx.InsertAttachments(models.Attachment{SubmissionID: sub.ID, Position: 1, SHA256: "f", Name: "现场.jpg",
						MediaType: "image/jpeg", Size: 3}),
					tx.DecideSubmission(sub.ID, status, noon+1)} {
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		uses := get(t, s, (*Tx).RepeatedPhotographs)
		if len(uses) != 2 || uses[0].Code == uses[1].Code || uses[0].Month != models.MonthOf(2021, 5) {
			t.Errorf("%+v", uses)
		}
	})
}
