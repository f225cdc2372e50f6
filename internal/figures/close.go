package figures

import (
	"encoding/json"

	"duban/models"
	"duban/store"
)

// Closing is why and by whom a month is closed.
type Closing struct {
	Kind          models.ClosingKind
	By            models.Actor
	Key           string // of the command; "" for what the program does by itself
	Reason        string
	Document      string
	Reconstructed bool
}

// Close freezes a month as the next version of its closing, with its audit event. It is one step of the caller's
// transaction.
func (p Programme) Close(tx *store.Tx, month models.Month, c Closing, now models.Instant) (models.MonthClosing, error) {
	all, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return models.MonthClosing{}, err
	}
	version := 1
	for _, other := range all {
		if other.Kind == c.Kind && other.Month == month {
			version = other.Version + 1
		}
	}
	closing, lines, err := models.NewClosing(p.Programme, c.Kind, p.Rebuild(month, now), version, c.By, now)
	if err != nil {
		return closing, err
	}
	closing.Reason, closing.Document, closing.Reconstructed = c.Reason, c.Document, c.Reconstructed
	if err := tx.InsertClosing(closing, lines); err != nil {
		return closing, err
	}
	detail, err := json.Marshal(map[string]any{"programme": p.Name, "month": month, "kind": c.Kind, "version": version,
		"missing": len(closing.Missing), "sha256": closing.SHA256, "reason": c.Reason, "document": c.Document,
		"reconstructed": c.Reconstructed})
	if err != nil {
		return closing, err
	}
	return closing, tx.InsertAudit(models.AuditEvent{ByID: c.By.ID, ByName: c.By.Name, CommandKey: c.Key,
		Action: models.ActionMonthClosed, Object: closing.ID, Detail: string(detail), At: now})
}

// CloseComplete closes the rounds that have become complete and are not closed yet, oldest first, and returns them.
func (p Programme) CloseComplete(tx *store.Tx, now models.Instant) ([]models.MonthClosing, error) {
	closed := map[models.Month]bool{}
	for _, m := range p.Closed {
		closed[m] = true
	}
	var out []models.MonthClosing
	for _, round := range models.LadderOf(p.Ladder).Rounds(p.Year) {
		if closed[round.Month] || !models.RoundOf(p.Facts(), p.Calendar, round.Month, now.Date()).Complete() {
			continue
		}
		c, err := p.Close(tx, round.Month, Closing{Kind: models.ClosedMonth, By: models.System}, now)
		if err != nil {
			return out, err
		}
		out = append(out, c)
	}
	return out, nil
}
