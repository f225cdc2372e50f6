package store

import (
	"fmt"
	"strings"

	"duban/models"
)

// EscalationFilter selects escalations; an empty field selects all.
type EscalationFilter struct {
	ProgrammeID string
	ProjectID   string
	Item        models.Item
	Subject     string
	Kind        models.EscalationKind
	Rung        models.Rung
	OpenOnly    bool // only rungs for which models.Escalation.Open is true
	Limit       int  // 0: all
}

// InsertEscalations records escalations and returns the new ones. Those already recorded stay unchanged, so that a
// retry records nothing twice.
func (tx *Tx) InsertEscalations(rows ...models.Escalation) ([]models.Escalation, error) {
	var inserted []models.Escalation
	for _, row := range rows {
		fresh, err := insertOnce(tx, row, "escalation", row.ID)
		if err != nil {
			return nil, err
		}
		if fresh {
			inserted = append(inserted, row)
		}
	}
	return inserted, nil
}

// CloseEscalation closes an open rung with a reason. A closed one stays unchanged.
func (tx *Tx) CloseEscalation(id string, at models.Instant, reason string) error {
	done := update[models.Escalation](tx, map[string]any{"closed_at": at, "close_reason": reason},
		"id = ? AND closed_at = 0", id)
	return failed(done.Error, "close escalation", id)
}

// CloseEscalations closes the open escalations of one subject, of one due version or of all (0), and returns their
// number.
func (tx *Tx) CloseEscalations(projectID string, item models.Item, subject string, dueVersion int, at models.Instant,
	reason string) (int, error) {
	done := tx.db.Model(&models.Escalation{}).
		Where("project_id = ? AND item = ? AND subject = ? AND (? = 0 OR due_version = ?) AND closed_at = 0", projectID, item,
			subject, dueVersion, dueVersion).
		Updates(map[string]any{"closed_at": at, "close_reason": reason})
	return int(done.RowsAffected), failed(done.Error, "close escalations", projectID, item, subject)
}

// CloseProjectEscalations closes the open escalations of a project and returns their number.
func (tx *Tx) CloseProjectEscalations(projectID string, at models.Instant, reason string) (int, error) {
	done := tx.db.Model(&models.Escalation{}).Where("project_id = ? AND closed_at = 0", projectID).
		Updates(map[string]any{"closed_at": at, "close_reason": reason})
	return int(done.RowsAffected), failed(done.Error, "close escalations", projectID)
}

// worstFirst orders escalations by rung, the highest first, then by time, the oldest first.
var worstFirst = func() string {
	var heights strings.Builder
	for _, rung := range models.Rungs {
		fmt.Fprintf(&heights, " WHEN '%s' THEN %d", rung, rung.Height())
	}
	return "CASE rung" + heights.String() + ` ELSE 0 END DESC, "at", id`
}()

// Escalations loads the escalations that match, in the order of worstFirst.
func (tx *Tx) Escalations(f EscalationFilter) ([]models.Escalation, error) {
	db := tx.db
	for _, equal := range []struct{ column, value string }{
		{"programme_id", f.ProgrammeID}, {"project_id", f.ProjectID}, {"item", string(f.Item)},
		{"subject", f.Subject}, {"kind", string(f.Kind)}, {"rung", string(f.Rung)},
	} {
		if equal.value != "" {
			db = db.Where(equal.column+" = ?", equal.value)
		}
	}
	if f.OpenOnly {
		db = db.Where("kind = ? AND closed_at = 0 AND passed_over = ?", models.KindRung, false)
	}
	if f.Limit > 0 {
		db = db.Limit(f.Limit)
	}
	var rows []models.Escalation
	return rows, failed(db.Order(worstFirst).Find(&rows).Error, "escalations", f)
}
