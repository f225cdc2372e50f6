package store

import "duban/models"

// Directory loads who can be told something on a day: posts, the roles of people who are not disabled, and the
// audiences as the office entered them.
func (tx *Tx) Directory(day models.Date) (models.Directory, error) {
	d := models.Directory{Day: day}
	var err error
	if d.Posts, err = tx.AllPosts(); err != nil {
		return d, err
	}
	if d.Entered, err = tx.AudiencePosts(); err != nil {
		return d, err
	}
	d.Roles, err = list[models.Role](tx, "person_id, role, organisation_id, post_id",
		"NOT EXISTS (SELECT 1 FROM people p WHERE p.id = roles.person_id AND p.disabled = ?)", true)
	return d, err
}
