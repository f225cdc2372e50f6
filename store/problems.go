package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// SetProblems stores problems as they are now, new ones included.
func (tx *Tx) SetProblems(rows ...models.Problem) error {
	if len(rows) == 0 {
		return nil
	}
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(&rows, tx.chunk(&rows[0])).Error,
		"problems")
}

// InsertProblemSteps records entries of the history of problems and returns the new ones. Those already recorded stay
// unchanged, so that a retry records nothing twice.
func (tx *Tx) InsertProblemSteps(rows ...models.ProblemStep) ([]models.ProblemStep, error) {
	return insertFresh(tx, rows, "id", func(s models.ProblemStep) string { return s.ID }, "problem steps")
}

// Problem loads a problem. Errors: KindNotFound.
func (tx *Tx) Problem(id string) (models.Problem, error) {
	return first[models.Problem](tx, models.ProblemNotFound(id), "id = ?", id)
}

// ProblemStepsOf loads the history of a problem, oldest first.
func (tx *Tx) ProblemStepsOf(problemID string) ([]models.ProblemStep, error) {
	return list[models.ProblemStep](tx, `"at", CASE act WHEN 'raise' THEN 0 ELSE 1 END, id`, "problem_id = ?", problemID)
}

// ProblemsOfProgramme loads the problems of the projects that are or were on a list, by project and time.
func (tx *Tx) ProblemsOfProgramme(programmeID string) ([]models.Problem, error) {
	return list[models.Problem](tx, "project_id, raised_at, id",
		"project_id IN (SELECT project_id FROM memberships WHERE programme_id = ?)", programmeID)
}
