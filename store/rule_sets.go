package store

import "duban/models"

// RuleSets loads every rule set: by name, the newest version first.
func (tx *Tx) RuleSets() ([]models.RuleSet, error) {
	return list[models.RuleSet](tx, "name_key, version DESC", "1 = 1")
}

// RuleSet loads a rule set and reports whether it exists.
func (tx *Tx) RuleSet(id string) (models.RuleSet, bool, error) {
	return find[models.RuleSet](tx, "id = ?", id)
}

// RuleSetNamed loads the newest version of a name and reports whether there is one.
func (tx *Tx) RuleSetNamed(name string) (models.RuleSet, bool, error) {
	rows, err := list[models.RuleSet](tx, "version DESC", "name_key = ?", models.NameKey(name))
	if err != nil || len(rows) == 0 {
		return models.RuleSet{}, false, err
	}
	return rows[0], true, nil
}

// InsertRuleSet stores a new draft.
func (tx *Tx) InsertRuleSet(s models.RuleSet) error {
	return insert(tx, []models.RuleSet{s}, "rule set")
}

// SetRuleSet stores a draft that was edited or adopted; s.Revision is one more than the one on record. Errors:
// KindConflict "stale_version".
func (tx *Tx) SetRuleSet(s models.RuleSet) error {
	done := update[models.RuleSet](tx, tx.values(&s, "id", "version", "name_key"),
		"id = ? AND revision = ? AND status = ?", s.ID, s.Revision-1, models.RulesDrafted)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "stale_version", "“%s”已被他人修改，请刷新后再改", s.Title())
	}, "set rule set", s.ID)
}

// DropRuleSet deletes a draft. Errors: KindConflict "stale_version".
func (tx *Tx) DropRuleSet(s models.RuleSet) error {
	done := tx.db.Where("id = ? AND revision = ? AND status = ?", s.ID, s.Revision, models.RulesDrafted).
		Delete(&models.RuleSet{})
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "stale_version", "“%s”已被他人修改，请刷新后再删", s.Title())
	}, "drop rule set", s.ID)
}
