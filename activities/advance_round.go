package activities

import (
	"context"

	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// AdvanceRound records what a round has come to and returns the next moment at which something will. A second run
// records nothing: steps are named by what they are. The facts of the whole list are read before the transaction that
// writes, so that no other transaction waits for it; what changes meanwhile marks the round, and it is told again.
func (a *Activities) AdvanceRound(ctx context.Context, p contract.AdvanceRound) (contract.RoundOutcome, error) {
	var out contract.RoundOutcome
	now := a.moment(p.Now)
	var record models.MonthRound
	var turn models.RoundTurn
	err := a.Store.Read(ctx, func(tx *store.Tx) (err error) {
		record, turn, err = a.roundTurn(tx, p, now)
		return err
	})
	if err != nil {
		return out, answer(ctx, err)
	}
	out.Next, out.State = turn.Next, string(turn.Stage.Word())
	out.Ended = turn.Stage == models.RoundClosed
	if a.held(now) {
		out.Next, out.Ended = models.Moment{At: record.NextAt, What: record.NextWhat}, false
		return out, nil
	}
	err = a.Store.Write(ctx, func(tx *store.Tx) error {
		out.Messages, err = settling.SaveRound(tx, record, turn, now)
		return err
	})
	if err == nil && out.Messages > 0 && a.Wake != nil {
		a.Wake()
		out.Messages = 0 // the workflow need not
	}
	return out, answer(ctx, err)
}

// roundTurn reads a round and applies the rules to it. The round of a programme whose import was undone is over.
func (a *Activities) roundTurn(tx *store.Tx, p contract.AdvanceRound, now models.Instant) (record models.MonthRound,
	turn models.RoundTurn, err error) {
	record, found, err := tx.MonthRound(p.ProgrammeID, p.Month)
	if err != nil {
		return record, turn, err
	}
	if !found {
		return record, turn, models.RoundNotFound(p.ProgrammeID, p.Month)
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return record, turn, err
	}
	f, err := settling.RoundFacts(tx, record, a.Calendar(extra), now)
	if models.KindOf(err) == models.KindNotFound {
		return record, models.RoundTurn{Stage: models.RoundClosed}, nil
	}
	return record, models.NewRoundRules(f.Programme, a.Calendar(extra)).Advance(f, now), err
}
