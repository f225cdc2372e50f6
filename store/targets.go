package store

import "duban/models"

// TargetDecisions loads every decision on a programme's targets, by indicator, kind and version.
func (tx *Tx) TargetDecisions(programmeID string) ([]models.TargetDecision, error) {
	return list[models.TargetDecision](tx, "indicator, kind DESC, version", "programme_id = ?", programmeID)
}

// InsertTargetDecision adds a decision; the decided target becomes the indicator's. Errors: KindConflict when that
// version exists already.
func (tx *Tx) InsertTargetDecision(d models.TargetDecision) error {
	added, err := insertOnce(tx, d, "insert target decision", d.ProgrammeID)
	if err != nil {
		return err
	}
	if !added {
		return models.Errorf(models.KindConflict, "target_changed", "%s刚刚已由他人登记，请刷新后再办理", d.Kind.Chinese())
	}
	if d.Kind != models.TargetDecided {
		return nil
	}
	return tx.SetIndicator(models.Indicator{ProgrammeID: d.ProgrammeID, Key: d.Indicator,
		Name: models.InvestmentName, Unit: "fen", Target: d.Amount})
}
