package store

import (
	"math"
	"strings"

	"gorm.io/gorm"

	"duban/models"
)

// AuditFilter narrows the record of everything. What is left zero does not.
type AuditFilter struct {
	Text       string // within who it was, or the object
	Actions    []string
	ProjectIDs []string
	Since      models.Instant // from this moment on
	Before     models.Instant // up to this moment, without it
	BelowID    int64          // older than this event
	ByPeople   bool           // without what the store itself puts on record (ChangeAction, BaselineAction)
}

// Audit loads events of the record, newest first: count of them after the first from.
func (tx *Tx) Audit(f AuditFilter, from, count int) (rows []models.AuditEvent, err error) {
	return rows, failed(tx.fitting(f).Order("id DESC").Offset(from).Limit(count).Find(&rows).Error, "audit")
}

// AuditCount says how many events of the record fit.
func (tx *Tx) AuditCount(f AuditFilter) (int, error) {
	var all int64
	err := tx.fitting(f).Model(&models.AuditEvent{}).Count(&all).Error
	return int(all), failed(err, "count audit")
}

// fitting is one condition for every filter: what does not narrow is true of every event.
func (tx *Tx) fitting(f AuditFilter) *gorm.DB {
	before, below, within := f.Before, f.BelowID, "%"+escapeLike(f.Text)+"%"
	if before == 0 {
		before = math.MaxInt64
	}
	if below == 0 {
		below = math.MaxInt64
	}
	return tx.db.Where(`(by_name LIKE ? ESCAPE '!' OR by_id = ? OR object LIKE ? ESCAPE '!') AND (? OR action IN ?) AND (? OR project_id IN ?) AND "at" >= ? AND "at" < ? AND id < ?
		AND (NOT ? OR action NOT LIKE 'record.%')`,
		within, f.Text, within, f.Actions == nil, f.Actions, f.ProjectIDs == nil, f.ProjectIDs, f.Since, before, below,
		f.ByPeople)
}

// escapeLike makes a text one that LIKE … ESCAPE '!' takes as it stands.
func escapeLike(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// AccountEvents loads what is on record of an account: what its person did with it and what others did to it, the
// newest first, at most limit events.
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
