package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// PutPeopleImport stores an uploaded form of people, or what became of it.
func (tx *Tx) PutPeopleImport(i models.PeopleImport) error {
	err := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&i).Error
	return failed(err, "people import", i.ID)
}

// PeopleImport loads an uploaded form of people and reports whether it exists.
func (tx *Tx) PeopleImport(id string) (models.PeopleImport, bool, error) {
	return find[models.PeopleImport](tx, "id = ?", id)
}

// PeopleImports loads the newest forms of people.
func (tx *Tx) PeopleImports(limit int) (rows []models.PeopleImport, err error) {
	err = tx.db.Order(`"at" DESC, id`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "people imports")
}

// ForgetPeopleForms deletes the rows of forms that were uploaded before a moment and not imported, and what undoing
// needs of those that were imported before another moment. It returns how many forms that were.
func (tx *Tx) ForgetPeopleForms(uploaded, imported models.Instant) (int, error) {
	forms := update[models.PeopleImport](tx, map[string]any{"rows": "", "answers": ""},
		`"at" < ? AND committed_at = 0 AND "rows" <> ''`, uploaded)
	if forms.Error != nil {
		return 0, failed(forms.Error, "forget people forms")
	}
	undoing := update[models.PeopleImport](tx, map[string]any{"done": ""},
		`committed_at <> 0 AND committed_at < ? AND "done" <> ''`, imported)
	return int(forms.RowsAffected + undoing.RowsAffected), failed(undoing.Error, "forget people imports")
}

// PastRolesOf loads the roles that a person held, by their first day.
func (tx *Tx) PastRolesOf(personID string) ([]models.PastRole, error) {
	return list[models.PastRole](tx, "since, id", "person_id = ?", personID)
}

// Depends reports whether anything rests on a person who was added at a moment: they acted, logged in, got a token, or
// took over a post by another change than the given ones.
func (tx *Tx) Depends(personID string, since models.Instant, changes []string) (bool, error) {
	if len(changes) == 0 {
		changes = []string{""}
	}
	for _, ask := range []struct {
		table, where string
		values       []any
	}{
		{"audit_events", `by_id = ? AND "at" >= ?`, []any{personID, since}},
		{"sessions", "person_id = ? AND created_at >= ?", []any{personID, since}},
		{"tokens", "person_id = ? AND created_at >= ?", []any{personID, since}},
		{"subject_links", "person_id = ?", []any{personID}},
		{"earlier_passwords", "person_id = ?", []any{personID}},
		{"accounts", "person_id = ? AND last_log_in_at <> 0", []any{personID}},
		{"successions", "(from_id = ? OR to_id = ?) AND id NOT IN ?", []any{personID, personID, changes}},
	} {
		var count int64
		if err := tx.db.Table(ask.table).Where(ask.where, ask.values...).Limit(1).Count(&count).Error; err != nil ||
			count > 0 {
			return count > 0, failed(err, "depends", ask.table)
		}
	}
	return false, nil
}

// Acts reports whether a person who was on record did anything since an import gave them a role, besides the import
// itself and logging in and out, or took part in another change of a post than the given ones.
func (tx *Tx) Acts(personID, importID string, since models.Instant, changes []string) (bool, error) {
	if len(changes) == 0 {
		changes = []string{""}
	}
	for _, ask := range []struct {
		table, where string
		values       []any
	}{
		{"audit_events", `by_id = ? AND "at" >= ? AND object <> ? AND action NOT IN ?`,
			[]any{personID, since, importID, []string{"account.log_in", "account.log_in_failed", "account.locked",
				"account.log_out", "account.log_out_everywhere"}}},
		{"successions", `(from_id = ? OR to_id = ?) AND "at" >= ? AND id NOT IN ?`,
			[]any{personID, personID, since, changes}},
	} {
		var count int64
		if err := tx.db.Table(ask.table).Where(ask.where, ask.values...).Limit(1).Count(&count).Error; err != nil ||
			count > 0 {
			return count > 0, failed(err, "acts", ask.table)
		}
	}
	return false, nil
}

// DeletePerson deletes a person on whom nothing depends, with their account, roles and phones.
func (tx *Tx) DeletePerson(id string) error {
	for _, row := range []any{&models.Account{}, &models.Contact{}, &models.Role{}, &models.PastRole{}} {
		if err := tx.db.Where("person_id = ?", id).Delete(row).Error; err != nil {
			return failed(err, "delete person", id)
		}
	}
	return failed(tx.db.Where("id = ?", id).Delete(&models.Person{}).Error, "delete person", id)
}

// DeleteAccount deletes a person's account.
func (tx *Tx) DeleteAccount(personID string) error {
	return failed(tx.db.Where("person_id = ?", personID).Delete(&models.Account{}).Error, "delete account", personID)
}

// DeleteSuccessions deletes changes of the person that were undone before anything followed from them.
func (tx *Tx) DeleteSuccessions(ids ...string) error {
	return failed(tx.db.Where("id IN ?", ids).Delete(&models.Succession{}).Error, "delete successions")
}

// ReplaceRoles gives a person exactly the given roles, held and past.
func (tx *Tx) ReplaceRoles(personID string, held []models.Role, past []models.PastRole) error {
	for _, row := range []any{&models.Role{}, &models.PastRole{}} {
		if err := tx.db.Where("person_id = ?", personID).Delete(row).Error; err != nil {
			return failed(err, "replace roles", personID)
		}
	}
	for _, r := range held {
		if err := tx.PutRole(r); err != nil {
			return err
		}
	}
	for _, p := range past {
		if err := tx.KeepPastRole(p); err != nil {
			return err
		}
	}
	return nil
}

// ProjectParties loads which organisations own projects, and which are responsible for some.
func (tx *Tx) ProjectParties() (owners, units map[string]bool, err error) {
	owners, units = map[string]bool{}, map[string]bool{}
	for column, into := range map[string]map[string]bool{"owner_id": owners, "responsible_unit_id": units} {
		var ids []string
		if err := tx.db.Model(&models.Project{}).Distinct().Pluck(column, &ids).Error; err != nil {
			return nil, nil, failed(err, "project parties")
		}
		for _, id := range ids {
			into[id] = id != ""
		}
	}
	return owners, units, nil
}
