package store

import "duban/models"

// SetLadder sets what a programme whose version is expected goes by: a ladder by its name, or the copy of a rule set
// under its ID, from a moment on. Errors: KindConflict "stale_version" when the version is another one.
func (tx *Tx) SetLadder(id, ladder, rules string, since models.Instant, expected int) error {
	done := update[models.Programme](tx, map[string]any{"ladder": ladder, "rules": rules, "rules_since": since,
		"version": expected + 1}, "id = ? AND version = ?", id, expected)
	return changedOne(done, func() error {
		p, err := tx.ProgrammeByID(id)
		if err != nil {
			return err
		}
		return models.Errorf(models.KindConflict, "stale_version", "项目清单「%s」已被他人修改，请刷新后再改", p.Name)
	}, "set ladder", id)
}

// SetCurve sets the schedule curve of a programme from a moment on. Errors as SetLadder.
func (tx *Tx) SetCurve(id, curve string, since models.Instant, expected int) error {
	return tx.setColumns(id, map[string]any{"curve": curve, "rules_since": since}, expected)
}
