package store

import (
	"strings"

	"duban/models"
)

// AuditFilter narrows the record of everything. What is left zero does not.
type AuditFilter struct {
	Text       string   // within who it was, or the object
	Actions    []string // actions; one that ends in a dot is all of its kind: "account."
	ProjectIDs []string
	Since      models.Instant // from this moment on
	Before     models.Instant // up to this moment, without it
	BelowID    int64          // older than this event
}

// Audit loads events of the record, newest first: count of them after the first from.
func (tx *Tx) Audit(f AuditFilter, from, count int) (rows []models.AuditEvent, err error) {
	where, args := f.condition()
	return rows, failed(tx.db.Where(where, args...).Order("id DESC").Offset(from).Limit(count).Find(&rows).Error, "audit")
}

// AuditCount says how many events of the record fit.
func (tx *Tx) AuditCount(f AuditFilter) (int, error) {
	where, args := f.condition()
	var all int64
	err := tx.db.Model(&models.AuditEvent{}).Where(where, args...).Count(&all).Error
	return int(all), failed(err, "count audit")
}

func (f AuditFilter) condition() (string, []any) {
	parts, args := []string{"1 = 1"}, []any{}
	add := func(part string, values ...any) {
		parts, args = append(parts, part), append(args, values...)
	}
	if f.Text != "" {
		within := "%" + escapeLike(f.Text) + "%"
		add(`(by_name LIKE ? ESCAPE '!' OR by_id = ? OR object LIKE ? ESCAPE '!')`, within, f.Text, within)
	}
	if len(f.Actions) > 0 {
		var kinds []string
		for _, a := range f.Actions {
			kinds = append(kinds, `action LIKE ? ESCAPE '!'`)
			if strings.HasSuffix(a, ".") {
				args = append(args, escapeLike(a)+"%")
			} else {
				args = append(args, escapeLike(a))
			}
		}
		parts = append(parts, "("+strings.Join(kinds, " OR ")+")")
	}
	if f.ProjectIDs != nil {
		add("project_id IN ?", f.ProjectIDs)
	}
	if f.Since != 0 {
		add(`"at" >= ?`, f.Since)
	}
	if f.Before != 0 {
		add(`"at" < ?`, f.Before)
	}
	if f.BelowID != 0 {
		add("id < ?", f.BelowID)
	}
	return strings.Join(parts, " AND "), args
}

// escapeLike makes a text one that LIKE … ESCAPE '!' takes as it stands.
func escapeLike(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text)
}

// AccountEvents loads what is on record of an account: what its person did with it and what others did to it, the newest
// first, at most limit events.
func (tx *Tx) AccountEvents(personID, login string, limit int) ([]models.AuditEvent, error) {
	objects := []string{personID}
	if login != "" {
		objects = append(objects, login)
	}
	var rows []models.AuditEvent
	err := tx.db.Where("(action LIKE 'account.%' OR action LIKE 'token.%' OR action = 'person.add') AND (by_id = ? OR object IN ?)", personID, objects).
		Order("id DESC").Limit(limit).Find(&rows).Error
	return rows, failed(err, "account events", personID)
}
