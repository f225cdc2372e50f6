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

// ForgetPeopleForms deletes the rows of forms that were uploaded before a moment and not imported.
func (tx *Tx) ForgetPeopleForms(before models.Instant) error {
	done := update[models.PeopleImport](tx, map[string]any{"rows": "", "answers": ""},
		`"at" < ? AND committed_at = 0 AND "rows" <> ''`, before)
	return failed(done.Error, "forget people forms")
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

// DeleteUnusedPlaces deletes organisations and posts that no role, project or audience names.
func (tx *Tx) DeleteUnusedPlaces(organisations, posts []string) error {
	err := tx.db.Where("id IN ?", organisations).
		Where("NOT EXISTS (SELECT 1 FROM roles r WHERE r.organisation_id = organisations.id)").
		Where("NOT EXISTS (SELECT 1 FROM past_roles r WHERE r.organisation_id = organisations.id)").
		Where("NOT EXISTS (SELECT 1 FROM projects p WHERE p.owner_id = organisations.id OR " +
			"p.responsible_unit_id = organisations.id)").
		Where(
			"NOT EXISTS (SELECT 1 FROM problems p WHERE p.department_id = organisations.id OR p.raised_for_id = " +
				"organisations.id)").
		Delete(&models.Organisation{}).Error
	if err != nil {
		return failed(err, "delete organisations")
	}
	err = tx.db.Where("id IN ?", posts).
		Where("NOT EXISTS (SELECT 1 FROM roles r WHERE r.post_id = posts.id)").
		Where("NOT EXISTS (SELECT 1 FROM past_roles r WHERE r.post_id = posts.id)").
		Where("NOT EXISTS (SELECT 1 FROM projects p WHERE p.sponsor_post_id = posts.id)").
		Where("NOT EXISTS (SELECT 1 FROM audience_posts a WHERE a.post_id = posts.id)").
		Delete(&models.Post{}).Error
	return failed(err, "delete posts")
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
