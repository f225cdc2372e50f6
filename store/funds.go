package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// FundSources loads the sources of money that the office set, in their order; none: the default ones hold.
func (tx *Tx) FundSources() ([]models.FundSource, error) {
	return list[models.FundSource](tx, "position", "1 = 1")
}

// SetFundSources replaces the list of sources.
func (tx *Tx) SetFundSources(sources []models.FundSource) error {
	if err := tx.db.Where("1 = 1").Delete(&models.FundSource{}).Error; err != nil {
		return failed(err, "fund sources")
	}
	return failed(tx.db.Create(&sources).Error, "fund sources")
}

// FundSourcesUsed loads the keys of the sources that are on record.
func (tx *Tx) FundSourcesUsed() (map[string]bool, error) {
	var keys []string
	err := tx.db.Model(&models.FundRecord{}).Distinct().Pluck("source_key", &keys).Error
	used := map[string]bool{}
	for _, k := range keys {
		used[k] = true
	}
	return used, failed(err, "fund sources used")
}

// FundRecordsOf loads the money of projects, by project, source and month.
func (tx *Tx) FundRecordsOf(projectIDs ...string) ([]models.FundRecord, error) {
	return list[models.FundRecord](tx, "project_id, source_key, month", "project_id IN ?", projectIDs)
}

// FundsWithSources loads the money of a project with the sources that it is from, in their order, in one statement.
func (tx *Tx) FundsWithSources(projectID string) (records []models.FundRecord, sources []models.FundSource, err error) {
	var rows []struct {
		models.FundRecord
		Name     *string
		Bond     *bool
		Position *int
	}
	err = tx.db.Table("fund_records").Select(`fund_records.*, s."name", s."bond", s."position"`).
		Joins(`LEFT JOIN fund_sources s ON s."key" = fund_records.source_key`).
		Where("project_id = ?", projectID).Order(`s."position", source_key, month`).Scan(&rows).Error
	for _, r := range rows {
		records = append(records, r.FundRecord)
		if n := len(sources); r.Name != nil && (n == 0 || sources[n-1].Key != r.SourceKey) {
			sources = append(sources, models.FundSource{Key: r.SourceKey, Name: *r.Name, Bond: *r.Bond, Position: *r.Position})
		}
	}
	return records, models.FundSources(sources), failed(err, "funds with sources", projectID)
}

// PutFundRecord stores what a project has of a source in a month.
func (tx *Tx) PutFundRecord(r models.FundRecord) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&r).Error, "fund record", r.ProjectID)
}

// DeleteFundRecord deletes a record that an import brought and its undoing takes back.
func (tx *Tx) DeleteFundRecord(r models.FundRecord) error {
	err := tx.db.Where("project_id = ? AND source_key = ? AND month = ?", r.ProjectID, r.SourceKey, r.Month).
		Delete(&models.FundRecord{}).Error
	return failed(err, "delete fund record", r.ProjectID)
}

// PutFundImport stores an uploaded workbook of the fund ledger, or what became of it.
func (tx *Tx) PutFundImport(i models.FundImport) error {
	err := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(&i).Error
	return failed(err, "fund import", i.ID)
}

// FundImport loads an uploaded workbook and reports whether it exists.
func (tx *Tx) FundImport(id string) (models.FundImport, bool, error) {
	return find[models.FundImport](tx, "id = ?", id)
}

// FundImports loads the newest workbooks of a programme.
func (tx *Tx) FundImports(programmeID string, limit int) (rows []models.FundImport, err error) {
	err = tx.db.Where("programme_id = ?", programmeID).Order(`"at" DESC, id`).Limit(limit).Find(&rows).Error
	return rows, failed(err, "fund imports")
}
