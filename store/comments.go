package store

import "duban/models"

// InsertComment stores a comment.
func (tx *Tx) InsertComment(c models.Comment) error {
	return insert(tx, []models.Comment{c}, "comment")
}

// Comment loads a comment and reports whether it exists.
func (tx *Tx) Comment(id string) (models.Comment, bool, error) {
	return find[models.Comment](tx, "id = ?", id)
}

// CommentsOf loads the comments on a project, the newest first, at most limit.
func (tx *Tx) CommentsOf(project string, limit int) (rows []models.Comment, err error) {
	err = tx.db.Where("project_id = ?", project).Order(`"at" DESC, id`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "comments", project)
}

// WithdrawComment records that a comment was withdrawn. Errors: KindConflict "withdrawn".
func (tx *Tx) WithdrawComment(c models.Comment) error {
	done := update[models.Comment](tx, map[string]any{"withdrawn_at": c.WithdrawnAt}, "id = ? AND withdrawn_at = 0", c.ID)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "withdrawn", "该留言已撤回，请刷新")
	}, "withdraw comment", c.ID)
}

// NamedRole is a role with the name of its holder and of what it is held for.
type NamedRole struct {
	models.Role
	Name  string // of the person
	Words string // of the organisation or the post; "" for neither
}

// RolesAround loads the roles of people who are not disabled for a project's organisations and sponsor, and those of
// the office, in the order of their names. Which of them belong to its circle is models.InCircle.
func (tx *Tx) RolesAround(p models.Project) (rows []NamedRole, err error) {
	err = tx.db.Raw(`SELECT r.*, p.name, COALESCE(o.name, t.title, '') AS words
		FROM roles r JOIN people p ON p.id = r.person_id AND p.disabled = ?
		LEFT JOIN organisations o ON o.id = r.organisation_id
		LEFT JOIN posts t ON t.id = r.post_id
		WHERE r.role = ? OR (r.organisation_id <> '' AND r.organisation_id IN (?, ?)) OR (r.post_id <> '' AND r.post_id = ?)
		ORDER BY p.name, r.person_id, r.role, r.organisation_id, r.post_id`,
		false, models.RoleOffice, p.OwnerID, p.ResponsibleUnitID, p.SponsorPostID).Scan(&rows).Error
	return rows, failed(err, "roles around", p.ID)
}
