package store

import (
	"slices"

	"gorm.io/gorm/clause"

	"duban/models"
)

// SetImportStarts records which projects an import starts or tells, in the order in which it does.
func (tx *Tx) SetImportStarts(batchID string, projects []string) error {
	rows := make([]models.ImportStart, len(projects))
	for i, id := range projects {
		rows[i] = models.ImportStart{BatchID: batchID, Position: i + 1, ProjectID: id}
	}
	return insert(tx, rows, "import starts")
}

// ImportStarts returns the projects that an import starts or tells, in order.
func (tx *Tx) ImportStarts(batchID string) ([]string, error) {
	var ids []string
	err := tx.db.Model(&models.ImportStart{}).Where("batch_id = ?", batchID).Order("position").
		Pluck("project_id", &ids).Error
	return ids, failed(err, "import starts", batchID)
}

// factsAmong is how many projects one set of queries loads.
const factsAmong = 1_000

// FactsAmong loads the facts of the projects with these row keys, by row key; unknown ones are left out. The number of
// queries depends on the thousands of projects. The caller has locked them, or changes nothing.
func (tx *Tx) FactsAmong(ids []string) ([]models.Facts, error) {
	var all []models.Facts
	for part := range slices.Chunk(slices.Sorted(slices.Values(ids)), factsAmong) {
		some := " IN (" + marks(len(part)) + ")"
		projects, err := hotProjects.list(tx, "id", "id"+some, anys(part)...)
		if err != nil {
			return nil, err
		}
		facts, err := tx.gather(projects, "project_id"+some, anys(part)...)
		if err != nil {
			return nil, err
		}
		all = append(all, facts...)
	}
	return all, nil
}

// nextAtOnce is how many projects one statement gives their next moments.
const nextAtOnce = 200

// SetNextMoments stores the next moments of projects that the caller has changed in this transaction. Their versions
// stay.
func (tx *Tx) SetNextMoments(projects []models.Project) error {
	for part := range slices.Chunk(projects, nextAtOnce) {
		ids := make([]string, len(part))
		at, what := clause.Expr{SQL: "CASE id"}, clause.Expr{SQL: "CASE id"}
		for i, p := range part {
			ids[i] = p.ID
			at.SQL, what.SQL = at.SQL+" WHEN ? THEN CAST(? AS bigint)", what.SQL+" WHEN ? THEN ?"
			at.Vars, what.Vars = append(at.Vars, p.ID, p.NextAt), append(what.Vars, p.ID, p.NextWhat)
		}
		at.SQL, what.SQL = at.SQL+" END", what.SQL+" END"
		done := update[models.Project](tx, map[string]any{"next_at": at, "next_what": what}, "id IN ?", ids)
		if done.Error != nil {
			return failed(done.Error, "next moments")
		}
	}
	return nil
}
