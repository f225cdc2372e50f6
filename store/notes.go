package store

import (
	"duban/models"
)

// Escalation loads an escalation by its row key. Errors: KindNotFound.
func (tx *Tx) Escalation(id string) (models.Escalation, error) {
	return first[models.Escalation](tx, models.Errorf(models.KindNotFound, "no_escalation", "没有这条督办记录，请从督办事项列表打开"),
		"id = ?", id)
}

// InsertNote adds a note to an escalation. Errors: KindConflict "signed_already" when the post or organisation has
// acknowledged it; the sentence says who and when.
func (tx *Tx) InsertNote(n models.EscalationNote) error {
	fresh, err := insertOnce(tx, n, "escalation note", n.ID)
	if err != nil || fresh {
		return err
	}
	before, _, err := find[models.EscalationNote](tx, "escalation_id = ? AND party_id = ? AND kind = ?", n.EscalationID,
		n.PartyID, models.NoteAcknowledged)
	if err != nil {
		return err
	}
	return models.Errorf(models.KindConflict, "signed_already", "%s已由%s于%s签收", before.Party, before.ByName,
		before.At.Minute())
}

// Note loads a note by its row key. Errors: KindNotFound.
func (tx *Tx) Note(id string) (models.EscalationNote, error) {
	return first[models.EscalationNote](tx, models.Errorf(models.KindNotFound, "no_note", "没有这条记录，请从督办事项页面打开"), "id = ?",
		id)
}

// NotesOf loads the notes on a project's escalations, oldest first.
func (tx *Tx) NotesOf(projectID string) ([]models.EscalationNote, error) {
	return list[models.EscalationNote](tx, `"at", id`, "project_id = ?", projectID)
}

// NotesOfYear loads the notes on all escalations of a year's projects, oldest first.
func (tx *Tx) NotesOfYear(year int) ([]models.EscalationNote, error) {
	return list[models.EscalationNote](tx, `"at", id`, "project_id IN (SELECT id FROM projects WHERE year = ?)", year)
}

// AudiencePosts loads the posts the office entered for audiences.
func (tx *Tx) AudiencePosts() ([]models.AudiencePost, error) {
	return list[models.AudiencePost](tx, "audience, post_id", "1 = 1")
}

// SetAudiencePosts replaces the posts of an audience; without posts they are found by title (see models.PostsOf).
func (tx *Tx) SetAudiencePosts(audience models.Audience, postIDs ...string) error {
	if err := tx.db.Where("audience = ?", audience).Delete(&models.AudiencePost{}).Error; err != nil {
		return failed(err, "audience posts", audience)
	}
	rows := make([]models.AudiencePost, 0, len(postIDs))
	for _, id := range postIDs {
		rows = append(rows, models.AudiencePost{Audience: audience, PostID: id})
	}
	return insert(tx, rows, "audience posts")
}
