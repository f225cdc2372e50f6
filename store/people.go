package store

import (
	"duban/models"
)

// InsertPerson adds a person. Errors: KindConflict "person_exists".
func (tx *Tx) InsertPerson(p models.Person) error {
	fresh, err := insertOnce(tx, p, "person", p.ID)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "person_exists", "用户“%s”已存在，请换一个账号", p.ID)
	}
	return err
}

// Person loads a person by ID. Errors: KindNotFound.
func (tx *Tx) Person(id string) (models.Person, error) {
	return first[models.Person](tx, models.Errorf(models.KindNotFound, "no_person", "未找到用户“%s”，请核对账号", id), "id = ?", id)
}

// FindPerson loads a person by ID and reports whether they exist.
func (tx *Tx) FindPerson(id string) (models.Person, bool, error) {
	return find[models.Person](tx, "id = ?", id)
}

// People loads every person, by ID.
func (tx *Tx) People() ([]models.Person, error) {
	return list[models.Person](tx, "id", "1 = 1")
}

// SetDisabled disables or enables a person. Errors: KindNotFound.
func (tx *Tx) SetDisabled(id string, disabled bool) error {
	done := update[models.Person](tx, map[string]any{"disabled": disabled}, "id = ?", id)
	return changedOne(done, func() error {
		_, err := tx.Person(id)
		return err
	}, "disable person", id)
}

// RolesOf loads the roles of a person.
func (tx *Tx) RolesOf(personID string) ([]models.Role, error) {
	return list[models.Role](tx, "role, organisation_id, post_id", "person_id = ?", personID)
}

// DeleteRole deletes a role; a missing one changes nothing.
func (tx *Tx) DeleteRole(r models.Role) error {
	done := tx.db.Where("person_id = ? AND role = ? AND organisation_id = ? AND post_id = ?", r.PersonID, r.Role,
		r.OrganisationID, r.PostID).
		Delete(&models.Role{})
	return failed(done.Error, "delete role", r.PersonID, r.Role)
}

// InsertToken adds a token. Errors: KindConflict when its hash exists.
func (tx *Tx) InsertToken(t models.Token) error {
	return insert(tx, []models.Token{t}, "token")
}

// TokenByHash loads a token, revoked or not, and reports whether it exists.
func (tx *Tx) TokenByHash(hash string) (models.Token, bool, error) {
	return find[models.Token](tx, "hash = ?", hash)
}

// TokensOf loads a person's tokens, oldest first.
func (tx *Tx) TokensOf(personID string) ([]models.Token, error) {
	return list[models.Token](tx, "created_at, hash", "person_id = ?", personID)
}

// RevokeToken ends a token. Errors: KindConflict "token_revoked" when it is revoked or does not exist.
func (tx *Tx) RevokeToken(hash string, at models.Instant) error {
	done := update[models.Token](tx, map[string]any{"revoked_at": at}, "hash = ? AND revoked_at = 0", hash)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "token_revoked", "该令牌不存在或已作废")
	}, "revoke token")
}
