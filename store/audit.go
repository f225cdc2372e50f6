package store

import (
	"math"
	"strings"

	"gorm.io/gorm"

	"duban/models"
)

// AuditFilter selects audit events; a zero field selects all.
type AuditFilter struct {
	Text       string // part of the person's name or the object, or the person's ID
	Actions    []string
	ProjectIDs []string
	Since      models.Instant // at or after this moment
	Before     models.Instant // before this moment
	BelowID    int64          // with a lower ID
	ByPeople   bool           // without the store's own events (ChangeAction, BaselineAction)
}

// Audit loads audit events, newest first: at most count, after skipping from.
func (tx *Tx) Audit(f AuditFilter, from, count int) (rows []models.AuditEvent, err error) {
	return rows, failed(tx.matching(f).Order("id DESC").Offset(from).Limit(count).Find(&rows).Error, "audit")
}

// AuditCount returns the number of audit events that match.
func (tx *Tx) AuditCount(f AuditFilter) (int, error) {
	var all int64
	err := tx.matching(f).Model(&models.AuditEvent{}).Count(&all).Error
	return int(all), failed(err, "count audit")
}

// matching returns the query for a filter. Its text does not depend on which fields are set.
func (tx *Tx) matching(f AuditFilter) *gorm.DB {
	before, below, within := f.Before, f.BelowID, "%"+escapeLike(f.Text)+"%"
	if before == 0 {
		before = math.MaxInt64
	}
	if below == 0 {
		below = math.MaxInt64
	}
	return tx.db.Where(`(by_name LIKE ? ESCAPE '!' OR by_id = ? OR object LIKE ? ESCAPE '!')
		AND (? OR action IN ?) AND (? OR project_id IN ?) AND "at" >= ? AND "at" < ? AND id < ?
		AND (NOT ? OR action NOT LIKE 'record.%')`,
		within, f.Text, within, f.Actions == nil, f.Actions, f.ProjectIDs == nil, f.ProjectIDs, f.Since, before, below,
		f.ByPeople)
}

// escapeLike escapes a text for LIKE … ESCAPE '!'.
func escapeLike(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// AccountEvents loads the audit events about a person's account or caused by the person with it, newest first, at
// most limit.
func (tx *Tx) AccountEvents(personID, login string, limit int) ([]models.AuditEvent, error) {
	objects := []string{personID}
	if login != "" {
		objects = append(objects, login)
	}
	var rows []models.AuditEvent
	err := tx.db.Where(
		"(action LIKE 'account.%' OR action LIKE 'token.%' OR action = 'person.add') AND (by_id = ? OR object IN ?)",
		personID, objects).
		Order("id DESC").Limit(limit).Find(&rows).Error
	return rows, failed(err, "account events", personID)
}
