package store

import "duban/models"

// ScoreFormulas loads every version of a programme's formula, the newest first.
func (tx *Tx) ScoreFormulas(programmeID string) ([]models.ScoreFormula, error) {
	return list[models.ScoreFormula](tx, "version DESC", "programme_id = ?", programmeID)
}

// InsertScoreFormula adds a version.
func (tx *Tx) InsertScoreFormula(f models.ScoreFormula) error {
	return insert(tx, []models.ScoreFormula{f}, "score formula")
}

// Scores loads every version of every quarter of a programme, the newest quarter and version first.
func (tx *Tx) Scores(programmeID string) ([]models.Score, error) {
	return list[models.Score](tx, "quarter DESC, version DESC", "programme_id = ?", programmeID)
}

// Score loads a score. Errors: KindNotFound.
func (tx *Tx) Score(id string) (models.Score, error) {
	return first[models.Score](tx, models.ScoreNotFound(id), "id = ?", id)
}

// InsertScore adds a version of a quarter's score.
func (tx *Tx) InsertScore(s models.Score) error { return insert(tx, []models.Score{s}, "score") }

// SetScore stores a score that was changed. Errors: KindConflict "score_changed" when its revision is not the next one.
func (tx *Tx) SetScore(s models.Score) error {
	done := update[models.Score](tx, tx.values(&s, "id"), "id = ? AND revision = ?", s.ID, s.Revision-1)
	return changedOne(done, func() error { return models.ScoreChanged() }, "set score", s.ID)
}

// ScoreLines loads the lines of a score, in order.
func (tx *Tx) ScoreLines(scoreID string) ([]models.ScoreLine, error) {
	return list[models.ScoreLine](tx, "position, id", "score_id = ?", scoreID)
}

// ScoreLinesOf loads the lines of every score of a programme.
func (tx *Tx) ScoreLinesOf(programmeID string) ([]models.ScoreLine, error) {
	return list[models.ScoreLine](tx, "score_id, position", "score_id IN (SELECT id FROM scores WHERE programme_id = ?)",
		programmeID)
}

// SetScoreLines replaces the lines of a score.
func (tx *Tx) SetScoreLines(scoreID string, lines []models.ScoreLine) error {
	if err := failed(tx.db.Where("score_id = ?", scoreID).Delete(&models.ScoreLine{}).Error, "score lines",
		scoreID); err != nil {
		return err
	}
	return insert(tx, lines, "score lines")
}

// ScoreObjections loads what units said to a score, by time.
func (tx *Tx) ScoreObjections(scoreID string) ([]models.ScoreObjection, error) {
	return list[models.ScoreObjection](tx, `"at", id`, "score_id = ?", scoreID)
}

// AnnouncedScores loads the scores that are announced and not published.
func (tx *Tx) AnnouncedScores() ([]models.Score, error) {
	return list[models.Score](tx, "quarter, version", "state = ?", models.ScoreAnnounced)
}

// InsertScoreObjection adds what a unit said.
func (tx *Tx) InsertScoreObjection(o models.ScoreObjection) error {
	return insert(tx, []models.ScoreObjection{o}, "score objection")
}

// SetScoreObjections stores objections that were decided.
func (tx *Tx) SetScoreObjections(all ...models.ScoreObjection) error {
	for _, o := range all {
		done := update[models.ScoreObjection](tx, tx.values(&o, "id"), "id = ?", o.ID)
		missing := func() error { return models.ScoreNotFound(o.ScoreID) }
		if err := changedOne(done, missing, "set objection", o.ID); err != nil {
			return err
		}
	}
	return nil
}
