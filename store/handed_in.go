package store

import (
	"cmp"
	"database/sql"
	"slices"

	"duban/models"
)

// HandedIn loads the decisions on a project's submissions and their attachments in one statement, as ReviewsOf and
// AttachmentsOf list them.
func (tx *Tx) HandedIn(projectID string) (reviews []models.Review, attachments []models.Attachment, err error) {
	err = tx.ask(func(rows *sql.Rows) error {
		var r models.Review
		var a models.Attachment
		var reviewed, attached sql.NullString
		err := rows.Scan(&reviewed, &r.Level, &r.Decision, &r.Reason, &r.ByID, &r.ByName, &r.OnBehalfOf, &r.Paper, &r.At,
			&attached, &a.Position, &a.SHA256, &a.Name, &a.MediaType, &a.Size)
		r.SubmissionID, a.SubmissionID = reviewed.String, attached.String
		if reviewed.Valid && !slices.ContainsFunc(reviews, func(b models.Review) bool {
			return b.SubmissionID == r.SubmissionID
		}) {
			reviews = append(reviews, r)
		}
		if attached.Valid {
			attachments = append(attachments, a)
		}
		return err
	}, askHandedIn, projectID)
	slices.SortFunc(reviews, func(a, b models.Review) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.SubmissionID, b.SubmissionID))
	})
	return reviews, attachments, failed(err, "handed in", projectID)
}
