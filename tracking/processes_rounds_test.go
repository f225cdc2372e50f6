package tracking_test

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// StartOrPokeRound has a round run: what its workflow would ask for is done at once.
func (r *processes) StartOrPokeRound(ctx context.Context, params contract.RoundParams) error {
	if r.away != nil {
		return r.away
	}
	ref := contract.RoundRef{ProgrammeID: params.ProgrammeID, Month: params.Month}
	if !slices.Contains(r.rounds, ref) {
		r.rounds = append(r.rounds, ref)
	}
	_, err := r.acts.AdvanceRound(ctx, contract.AdvanceRound{ProgrammeID: ref.ProgrammeID, Month: ref.Month,
		Now: *r.clock})
	return err
}

func (r *processes) RunningRounds(ctx context.Context) (runs []contract.RoundRun, err error) {
	if r.away != nil {
		return nil, r.away
	}
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		for _, ref := range r.rounds {
			row, found, err := tx.MonthRound(ref.ProgrammeID, ref.Month)
			if err != nil {
				return err
			}
			if !found || row.Stage != models.RoundClosed {
				runs = append(runs, contract.RoundRun{RoundRef: ref, ID: "run", NextDue: row.NextAt})
			}
		}
		return nil
	})
	return runs, err
}

func (r *processes) StopRound(_ context.Context, run contract.RoundRun, _ string) error {
	r.rounds = slices.DeleteFunc(r.rounds, func(ref contract.RoundRef) bool { return ref == run.RoundRef })
	return r.away
}
