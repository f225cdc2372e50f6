package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"duban/models"
)

// HandedIn loads the decisions on the submissions of projects and the files that were handed in with them: a project's
// decisions in their order, its files by submission and position.
func (tx *Tx) HandedIn(projects ...string) (reviews []models.Review, attachments []models.Attachment, err error) {
	decided := map[string]bool{}
	for _, part := range parts(projects) {
		err = tx.ask(func(rows *sql.Rows) error {
			var r models.Review
			var a models.Attachment
			var reviewed, attached sql.NullString
			err := rows.Scan(&reviewed, &r.Level, &r.Decision, &r.Reason, &r.ByID, &r.ByName, &r.OnBehalfOf, &r.Paper, &r.At,
				&attached, &a.Position, &a.SHA256, &a.Name, &a.MediaType, &a.Size)
			r.SubmissionID, a.SubmissionID = reviewed.String, attached.String
			if reviewed.Valid && !decided[r.SubmissionID] {
				decided[r.SubmissionID] = true
				reviews = append(reviews, r)
			}
			if attached.Valid {
				attachments = append(attachments, a)
			}
			return err
		}, fmt.Sprintf(askHandedIn, marks(len(part))), anys(part)...)
		if err != nil {
			return nil, nil, failed(err, "handed in")
		}
	}
	slices.SortFunc(reviews, func(a, b models.Review) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.SubmissionID, b.SubmissionID))
	})
	return reviews, attachments, nil
}
