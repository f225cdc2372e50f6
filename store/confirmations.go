package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// DocumentTemplates loads every version of the office's template, by version.
func (tx *Tx) DocumentTemplates() ([]models.DocumentTemplate, error) {
	return list[models.DocumentTemplate](tx, "version", "1 = 1")
}

// InsertDocumentTemplate adds a version.
func (tx *Tx) InsertDocumentTemplate(t models.DocumentTemplate) error {
	return insert(tx, []models.DocumentTemplate{t}, "document template")
}

// ConfirmationsOf loads what is on record about 形象进度确认单 of a month, of every month for 0, by time.
func (tx *Tx) ConfirmationsOf(programmeID string, month models.Month) ([]models.Confirmation, error) {
	if month == 0 {
		return list[models.Confirmation](tx, `"at", id`, "programme_id = ?", programmeID)
	}
	return list[models.Confirmation](tx, `"at", id`, "programme_id = ? AND month = ?", programmeID, month)
}

// ConfirmationsOfProject loads what is on record about 形象进度确认单 of a project, by time.
func (tx *Tx) ConfirmationsOfProject(projectID string) ([]models.Confirmation, error) {
	return list[models.Confirmation](tx, `"at", id`, "project_id = ?", projectID)
}

// AskedConfirmations loads what was asked for and is not there, of the projects of owners, by time.
func (tx *Tx) AskedConfirmations(owners []string) ([]models.Confirmation, error) {
	return list[models.Confirmation](tx, `"at", id`, `kind = ? AND project_id IN
		(SELECT id FROM projects WHERE owner_id IN ? AND status = ?) AND NOT EXISTS (SELECT 1 FROM confirmations s
		WHERE s.kind = ? AND s.project_id = confirmations.project_id AND s.month = confirmations.month)`,
		models.ConfirmationAsked, owners, models.ProjectOpen, models.ConfirmationSigned)
}

// InsertConfirmations adds rows about 形象进度确认单.
func (tx *Tx) InsertConfirmations(rows ...models.Confirmation) error {
	return insert(tx, rows, "confirmations")
}

// ConfirmationRule loads a programme's rule: what its office set, or the default.
func (tx *Tx) ConfirmationRule(programmeID string) (models.ConfirmationRule, error) {
	r, found, err := find[models.ConfirmationRule](tx, "programme_id = ?", programmeID)
	if err != nil || found {
		return r, err
	}
	return models.DefaultConfirmationRule(programmeID), nil
}

// SetConfirmationRule stores a programme's rule.
func (tx *Tx) SetConfirmationRule(r models.ConfirmationRule) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error, "confirmation rule", r.ProgrammeID)
}
