package store

import (
	"duban/models"
)

// InsertPerson adds somebody; KindConflict when the ID is taken.
func (tx *Tx) InsertPerson(p models.Person) error {
	fresh, err := insertOnce(tx, p, "person", p.ID)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "person_exists", "用户「%s」已存在，请换一个账号", p.ID)
	}
	return err
}

// Person loads a person by ID; KindNotFound when there is none.
func (tx *Tx) Person(id string) (models.Person, error) {
	return first[models.Person](tx, models.Errorf(models.KindNotFound, "no_person", "未找到用户「%s」，请核对账号", id), "id = ?", id)
}

// FindPerson loads a person by ID and reports whether there is one.
func (tx *Tx) FindPerson(id string) (models.Person, bool, error) {
	return find[models.Person](tx, "id = ?", id)
}

// People loads everybody, by ID.
func (tx *Tx) People() ([]models.Person, error) {
	return list[models.Person](tx, "id", "1 = 1")
}

// SetDisabled takes a person's access away or gives it back; KindNotFound when there is no such person.
func (tx *Tx) SetDisabled(id string, disabled bool) error {
	done := update[models.Person](tx, map[string]any{"disabled": disabled}, "id = ?", id)
	return changedOne(done, func() error {
		_, err := tx.Person(id)
		return err
	}, "disable person", id)
}

// InsertRole gives a person a role; giving it again changes nothing.
func (tx *Tx) InsertRole(r models.Role) error {
	_, err := insertOnce(tx, r, "role", r.PersonID, r.Role)
	return err
}

// RolesOf loads what a person may be.
func (tx *Tx) RolesOf(personID string) ([]models.Role, error) {
	return list[models.Role](tx, "role, organisation_id, post_id", "person_id = ?", personID)
}

// DeleteRole takes a role away; taking away what is not there changes nothing.
func (tx *Tx) DeleteRole(r models.Role) error {
	done := tx.db.Where("person_id = ? AND role = ? AND organisation_id = ? AND post_id = ?", r.PersonID, r.Role,
		r.OrganisationID, r.PostID).
		Delete(&models.Role{})
	return failed(done.Error, "delete role", r.PersonID, r.Role)
}

// InsertToken adds a token; KindConflict when its hash is known.
func (tx *Tx) InsertToken(t models.Token) error {
	return insert(tx, []models.Token{t}, "token")
}

// TokenByHash loads a token, revoked or not, and reports whether it is known.
func (tx *Tx) TokenByHash(hash string) (models.Token, bool, error) {
	return find[models.Token](tx, "hash = ?", hash)
}

// TokensOf loads a person's tokens, oldest first.
func (tx *Tx) TokensOf(personID string) ([]models.Token, error) {
	return list[models.Token](tx, "created_at, hash", "person_id = ?", personID)
}

// RevokeToken ends a token; KindConflict when it is revoked already or was never given.
func (tx *Tx) RevokeToken(hash string, at models.Instant) error {
	done := update[models.Token](tx, map[string]any{"revoked_at": at}, "hash = ? AND revoked_at = 0", hash)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "token_revoked", "该令牌不存在或已作废")
	}, "revoke token")
}
