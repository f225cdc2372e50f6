package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// Programmes loads every programme, the newest year first.
func (tx *Tx) Programmes() ([]models.Programme, error) {
	return list[models.Programme](tx, "year DESC, id", "1 = 1")
}

// ProgrammeByID loads a programme by its row key. Errors: KindNotFound.
func (tx *Tx) ProgrammeByID(id string) (models.Programme, error) {
	return first[models.Programme](tx, noProgramme(id), "id = ?", id)
}

func noProgramme(text string) *models.Error { return models.NoProgramme(text) }

// FindProgramme finds a programme, see models.FindProgramme.
func (tx *Tx) FindProgramme(text string) (models.Programme, error) {
	all, err := tx.Programmes()
	if err != nil {
		return models.Programme{}, err
	}
	return models.FindProgramme(all, text)
}

// SetLiveFrom sets the first day on which messages are sent for a programme; 0 is trial running. Errors: KindConflict
// "stale_version" when the programme's version is not the expected one.
func (tx *Tx) SetLiveFrom(id string, day models.Date, expected int) error {
	done := update[models.Programme](tx, map[string]any{"live_from": day, "version": expected + 1},
		"id = ? AND version = ?", id, expected)
	if err := changedOne(done, func() error {
		p, err := tx.ProgrammeByID(id)
		if err != nil {
			return err
		}
		return models.Errorf(models.KindConflict, "stale_version", "项目清单“%s”已被他人修改，请刷新后再改", p.Name)
	}, "set live from", id); err != nil {
		return err
	}
	return tx.MarkRounds(id)
}

// Indicators loads the targets of a programme, by key.
func (tx *Tx) Indicators(programmeID string) ([]models.Indicator, error) {
	return list[models.Indicator](tx, `"key"`, "programme_id = ?", programmeID)
}

// SetIndicator inserts or replaces one target of a programme.
func (tx *Tx) SetIndicator(i models.Indicator) error {
	conflict := clause.OnConflict{
		Columns:   []clause.Column{{Name: "programme_id"}, {Name: "key"}},
		DoUpdates: clause.AssignmentColumns([]string{"name", "unit", "target"}),
	}
	return failed(tx.db.Clauses(conflict).Create(&i).Error, "set indicator", i.ProgrammeID, i.Key)
}

// MembershipsOf loads the memberships of a programme in the order of the list, dropped ones included.
func (tx *Tx) MembershipsOf(programmeID string) ([]models.Membership, error) {
	return hotMemberships.list(tx, "position, project_id", "programme_id = ?", programmeID)
}
