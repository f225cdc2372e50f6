package tracking

import (
	"duban/models"
	"duban/store"
)

// takeTableStep sends what a step of a table that opens by itself says, once, and closes the table at the last one.
func (s *Service) takeTableStep(tx *store.Tx, t models.UrgentTable, rules models.RoundRules, ask models.TableAsk,
	step models.ResumeAsk) (bool, error) {
	u, err := s.loadUrgent(tx, t)
	if err != nil {
		return false, err
	}
	var projects []models.AskedProject
	for _, row := range u.rows {
		projects = append(projects, models.AskedProject{ID: row.ID, Label: row.Code + " " + row.Name,
			OwnerID: row.OwnerID, Answered: u.complete(row)})
	}
	now := s.now()
	if step == models.ResumeCloses {
		if err := s.closeBySystem(tx, t.ID, now); err != nil {
			return false, err
		}
	}
	fresh, err := tx.InsertOutbox(rules.TableMessages(ask, t, step, projects, now)...)
	return len(fresh) > 0 || step == models.ResumeCloses, err
}

// closeBySystem closes a table that opened by itself.
func (s *Service) closeBySystem(tx *store.Tx, id string, now models.Instant) error {
	if err := tx.CloseUrgentTable(id, models.System.Name, now); err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name,
		Action: "urgent.close", Object: id, At: now})
}
