package store

import "duban/models"

// ProjectsByCode loads the projects that bear a code, of whatever year.
func (tx *Tx) ProjectsByCode(code string) ([]models.Project, error) {
	return list[models.Project](tx, "year", "code = ?", code)
}

// BatchProjects lists the projects an import touches, by ID.
func (tx *Tx) BatchProjects(batchID string) ([]string, error) {
	var ids []string
	err := tx.db.Model(&models.ImportRow{}).Where("batch_id = ? AND project_id <> ''", batchID).
		Distinct("project_id").Order("project_id").Pluck("project_id", &ids).Error
	return ids, failed(err, "batch projects", batchID)
}
