package store

import "duban/models"

// SetColours sets the colour rule set of a programme. Errors: KindConflict "stale_version" when the programme's
// version is not the expected one.
func (tx *Tx) SetColours(id, rules string, expected int) error {
	return tx.setProgramme(id, "colours", rules, expected)
}

// SetRank sets the rule by which a programme's groups are ranked. Errors as SetColours.
func (tx *Tx) SetRank(id string, rule models.RankRule, expected int) error {
	return tx.setProgramme(id, "rank", string(rule), expected)
}

// SetPublishing sets what a programme's lists name when they hang on walls or go out. Errors as SetColours.
func (tx *Tx) SetPublishing(id string, c models.Publishing, expected int) error {
	return tx.setColumns(id, map[string]any{"private_amounts": c.PrivateAmounts, "black_document": c.BlackDocument},
		expected)
}

func (tx *Tx) setProgramme(id, column, value string, expected int) error {
	return tx.setColumns(id, map[string]any{column: value}, expected)
}

func (tx *Tx) setColumns(id string, columns map[string]any, expected int) error {
	columns["version"] = expected + 1
	done := update[models.Programme](tx, columns, "id = ? AND version = ?", id, expected)
	return changedOne(done, func() error {
		p, err := tx.ProgrammeByID(id)
		if err != nil {
			return err
		}
		return models.Errorf(models.KindConflict, "stale_version", "项目清单“%s”已被他人修改，请刷新后再改", p.Name)
	}, "set a programme's rules", id)
}
