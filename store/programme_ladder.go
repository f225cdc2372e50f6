package store

import "duban/models"

// SetLadder sets what a programme whose version is expected goes by: a ladder by its name, or the copy of a rule set
// under its ID, from a moment on, and has its rounds look at their days. Errors:
// KindConflict "stale_version" when the version is another one.
func (tx *Tx) SetLadder(id, ladder, rules string, since models.Instant, expected int) error {
	if err := tx.setColumns(id, map[string]any{"ladder": ladder, "rules": rules, "rules_since": since},
		expected); err != nil {
		return err
	}
	return tx.MarkRounds(id)
}

// SetCurve sets the schedule curve of a programme from a moment on. Errors as SetLadder.
func (tx *Tx) SetCurve(id, curve string, since models.Instant, expected int) error {
	return tx.setColumns(id, map[string]any{"curve": curve, "rules_since": since}, expected)
}
