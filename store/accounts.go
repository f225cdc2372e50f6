package store

import (
	"database/sql"

	"gorm.io/gorm/clause"

	"duban/models"
)

// InsertAccount stores a person's account. Errors: KindConflict "login_taken" when the login name is taken or the
// person has an account.
func (tx *Tx) InsertAccount(a models.Account) error {
	fresh, err := insertOnce(tx, a, "account", a.Login)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "login_taken", "账号“%s”已有人使用，请换一个", a.Login)
	}
	return err
}

// AccountByLogin loads an account by its folded login name and reports whether it exists.
func (tx *Tx) AccountByLogin(login string) (models.Account, bool, error) {
	return find[models.Account](tx, "login = ?", login)
}

// AccountOf loads a person's account and reports whether it exists.
func (tx *Tx) AccountOf(personID string) (models.Account, bool, error) {
	return find[models.Account](tx, "person_id = ?", personID)
}

// Accounts loads every account, by login name.
func (tx *Tx) Accounts() ([]models.Account, error) {
	return list[models.Account](tx, "login", "1 = 1")
}

// SetPassword replaces a password. Errors: KindNotFound when the person has no account.
func (tx *Tx) SetPassword(personID, hash string, mustChange bool, at models.Instant) error {
	done := update[models.Account](tx, map[string]any{"password_hash": hash, "must_change": mustChange, "password_at": at},
		"person_id = ?", personID)
	return changedOne(done, noAccount, "set password", personID)
}

// SetPasswordGiven stores that another person set the password, and who. Errors: KindNotFound when the person has no
// account.
func (tx *Tx) SetPasswordGiven(personID, by string, at models.Instant) error {
	done := update[models.Account](tx, map[string]any{"given_at": at, "given_by": by}, "person_id = ?", personID)
	return changedOne(done, noAccount, "set password given", personID)
}

// SetLoggedIn stores when an account was last used. Errors: KindNotFound when the person has no account.
func (tx *Tx) SetLoggedIn(personID string, at models.Instant) error {
	done := update[models.Account](tx, map[string]any{"last_log_in_at": at}, "person_id = ?", personID)
	return changedOne(done, noAccount, "set log-in", personID)
}

func noAccount() error {
	return models.Errorf(models.KindNotFound, "no_account", "没有找到该账号，请核对")
}

// PutRole stores a role of a person, or replaces its first and last day.
func (tx *Tx) PutRole(r models.Role) error {
	err := tx.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "person_id"}, {Name: "role"}, {Name: "organisation_id"}, {Name: "post_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"since", "until", "capacity"}),
	}).Create(&r).Error
	return failed(err, "role", r.PersonID, r.Role)
}

// AllRoles loads every role, by person.
func (tx *Tx) AllRoles() ([]models.Role, error) {
	return list[models.Role](tx, "person_id, role, organisation_id, post_id", "1 = 1")
}

const askRoleHolders = `SELECT r.person_id, r.role, r.organisation_id, r.post_id, r.since, r.until, r.capacity,
	COALESCE(p.name, ''), COALESCE(p.disabled, ?), COALESCE(a.login, '')
	FROM roles r LEFT JOIN people p ON p.id = r.person_id LEFT JOIN accounts a ON a.person_id = r.person_id
	ORDER BY r.person_id, r.role, r.organisation_id, r.post_id`

// RoleHolders loads every role with the name, login and state of its person in one statement, by person.
func (tx *Tx) RoleHolders() (holders []models.RoleHolder, err error) {
	holders = []models.RoleHolder{}
	err = tx.ask(func(rows *sql.Rows) error {
		var h models.RoleHolder
		err := rows.Scan(&h.PersonID, &h.Role.Role, &h.OrganisationID, &h.PostID, &h.Since, &h.Until, &h.Capacity, &h.Name,
			&h.Disabled, &h.Login)
		holders = append(holders, h)
		return err
	}, askRoleHolders, false)
	return holders, failed(err, "role holders")
}
