package activities

import (
	"context"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Advance records what fell due in a project and returns the next moment at which something will. A second run records
// nothing: rungs have unique keys, and the rules see what is already recorded.
func (a *Activities) Advance(ctx context.Context, p contract.Advance) (contract.Outcome, error) {
	var out contract.Outcome
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		w, err := a.open(tx, p.ProjectID, models.System, "", a.moment(p.Now))
		if err != nil {
			return err
		}
		if err := w.compare(p.Seen); err != nil {
			return err
		}
		_, out, err = w.transact(nil)
		return err
	})
	return a.woken(out, err), answer(ctx, err)
}

// woken has the outbox signalled after a transaction that put messages into it.
func (a *Activities) woken(out contract.Outcome, err error) contract.Outcome {
	if err == nil && out.Messages > 0 && a.Wake != nil {
		a.Wake()
		out.Woken = true
	}
	return out
}
