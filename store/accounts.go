package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// InsertAccount stores a person's account. Errors: KindConflict "login_taken" when the login name is taken or the
// person has an account.
func (tx *Tx) InsertAccount(a models.Account) error {
	fresh, err := insertOnce(tx, a, "account", a.Login)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "login_taken", "账号「%s」已有人使用，请换一个", a.Login)
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

// RoleHolders loads every role with the name, login and state of its person, by person.
func (tx *Tx) RoleHolders() ([]models.RoleHolder, error) {
	roles, err := tx.AllRoles()
	if err != nil {
		return nil, err
	}
	people, err := tx.People()
	if err != nil {
		return nil, err
	}
	accounts, err := tx.Accounts()
	if err != nil {
		return nil, err
	}
	person, login := map[string]models.Person{}, map[string]string{}
	for _, p := range people {
		person[p.ID] = p
	}
	for _, a := range accounts {
		login[a.PersonID] = a.Login
	}
	holders := make([]models.RoleHolder, 0, len(roles))
	for _, r := range roles {
		p := person[r.PersonID]
		holders = append(holders, models.RoleHolder{Role: r, Name: p.Name, Login: login[p.ID], Disabled: p.Disabled})
	}
	return holders, nil
}
