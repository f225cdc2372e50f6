package settling

import (
	"encoding/json"

	"duban/models"
	"duban/store"
)

// RoundFacts loads what the rules need to know about a round at a moment.
func RoundFacts(tx *store.Tx, record models.MonthRound, calendar models.Calendar, now models.Instant) (
	models.RoundFacts, error) {
	var out models.RoundFacts
	p, err := tx.ProgrammeByID(record.ProgrammeID)
	if err != nil {
		return out, err
	}
	settings, err := tx.RoundSettings(p.ID)
	if err != nil {
		return out, err
	}
	facts, err := tx.FactsOf(p.ID)
	if err != nil {
		return out, err
	}
	closings, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return out, err
	}
	steps, err := tx.RoundSteps(record.ID)
	return models.NewRoundFacts(p, settings, record, facts, closings, steps, calendar, now), err
}

// SaveRound stores what has become of a round, with an audit event, and returns how many messages are new. It is a step
// of the caller's transaction, and run twice it writes nothing twice.
func SaveRound(tx *store.Tx, record models.MonthRound, turn models.RoundTurn, now models.Instant) (messages int,
	err error) {
	fresh, err := tx.InsertRoundSteps(turn.Steps...)
	if err != nil {
		return 0, err
	}
	if len(fresh) > 0 {
		detail, err := json.Marshal(fresh)
		if err != nil {
			return 0, err
		}
		if err := tx.InsertAudit(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name,
			Action: models.ActionRoundAdvanced, Object: record.ID, Detail: string(detail), At: now}); err != nil {
			return 0, err
		}
	}
	record.Stage, record.NextAt, record.NextWhat = turn.Stage, turn.Next.At, turn.Next.What
	if err := tx.SetRoundNext(record); err != nil {
		return 0, err
	}
	sent, err := tx.InsertOutbox(turn.Messages...)
	return len(sent), err
}
