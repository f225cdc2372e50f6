package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// InsertSuggestion stores a suggestion.
func (tx *Tx) InsertSuggestion(s models.Suggestion) error {
	return insert(tx, []models.Suggestion{s}, "suggestion")
}

// Suggestion loads a suggestion and reports whether it exists.
func (tx *Tx) Suggestion(id string) (models.Suggestion, bool, error) {
	return find[models.Suggestion](tx, "id = ?", id)
}

// Suggestions loads the suggestions of a person, of all for "": those without an answer first, then the newest, at most
// limit.
func (tx *Tx) Suggestions(by string, limit int) (rows []models.Suggestion, err error) {
	err = tx.db.Where("? = '' OR by_id = ?", by, by).Order(`CASE WHEN answered_at = 0 THEN 0 ELSE 1 END, "at" DESC, id`).
		Limit(limit).Find(&rows).Error
	return rows, failed(err, "suggestions")
}

// OpenSuggestions loads the suggestions without an answer, the longest waiting first.
func (tx *Tx) OpenSuggestions() ([]models.Suggestion, error) {
	return list[models.Suggestion](tx, `"at", id`, "answered_at = 0")
}

// AnswerSuggestion stores the answer to a suggestion. Errors: KindConflict "answered".
func (tx *Tx) AnswerSuggestion(s models.Suggestion) error {
	done := update[models.Suggestion](tx, map[string]any{"answer": s.Answer, "answered_by_id": s.AnsweredByID,
		"answered_by": s.AnsweredBy, "answered_at": s.AnsweredAt}, "id = ? AND answered_at = 0", s.ID)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "answered", "该投诉建议已由%s于%s答复", s.AnsweredBy, s.AnsweredAt.Date())
	}, "answer suggestion", s.ID)
}

// BurdenCap loads the cap on what is asked of a unit in a month; models.DefaultBurdenCap when none is set.
func (tx *Tx) BurdenCap() (models.BurdenCap, error) {
	row, found, err := find[models.BurdenCap](tx, "scope = ?", models.BurdenDistrict)
	if err != nil || found {
		return row, err
	}
	return models.DefaultBurdenCap, nil
}

// SetBurdenCap sets the cap.
func (tx *Tx) SetBurdenCap(c models.BurdenCap) error {
	c.Scope = models.BurdenDistrict
	conflict := clause.OnConflict{Columns: []clause.Column{{Name: "scope"}},
		DoUpdates: clause.AssignmentColumns([]string{"forms", "messages"})}
	return failed(tx.db.Clauses(conflict).Create(&c).Error, "set burden cap")
}

// EvidenceWords loads the rules that the office set for words of milestones' names.
func (tx *Tx) EvidenceWords() ([]models.EvidenceWord, error) {
	return list[models.EvidenceWord](tx, "word", "1 = 1")
}

// SetEvidenceWord sets the rule of a word.
func (tx *Tx) SetEvidenceWord(w models.EvidenceWord) error {
	conflict := clause.OnConflict{Columns: []clause.Column{{Name: "word"}},
		DoUpdates: clause.AssignmentColumns([]string{"rule"})}
	return failed(tx.db.Clauses(conflict).Create(&w).Error, "set evidence word", w.Word)
}
