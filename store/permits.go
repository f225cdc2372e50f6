package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// PermitsOf loads the permits of projects, by project and kind.
func (tx *Tx) PermitsOf(projectIDs ...string) ([]models.Permit, error) {
	return list[models.Permit](tx, "project_id, kind", "project_id IN ?", projectIDs)
}

// FormalitiesOf loads the formalities of projects.
func (tx *Tx) FormalitiesOf(projectIDs ...string) ([]models.Formalities, error) {
	return list[models.Formalities](tx, "project_id", "project_id IN ?", projectIDs)
}

// SetPermit stores a permit as it is now.
func (tx *Tx) SetPermit(p models.Permit) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&p).Error, "set permit", p.ProjectID)
}

// SetFormalities stores the formalities of a project, and whether it is entered in statistics.
func (tx *Tx) SetFormalities(f models.Formalities, e models.FormalitiesEntry) error {
	if err := tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&f).Error; err != nil {
		return failed(err, "set formalities", f.ProjectID)
	}
	return failed(update[models.Project](tx, map[string]any{"in_statistics": e.InStatistics,
		"statistics_code": e.StatisticsCode, "statistics_on": e.StatisticsOn}, "id = ?", f.ProjectID).Error,
		"set statistics", f.ProjectID)
}
