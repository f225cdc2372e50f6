package tracking

import (
	"cmp"
	"context"
	"fmt"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// reconcileRounds begins the rounds that are to be followed, compares those that are not over with the running
// workflows, starts those that do not run, signals those that wait for another moment than recorded, and ends those
// without a round.
func (s *Service) reconcileRounds(ctx context.Context, out *Reconciliation) error {
	if _, err := s.BeginRounds(ctx); err != nil { // no difference: their days have come
		return err
	}
	if _, err := s.TellRounds(ctx); err != nil {
		return err
	}
	rounds, running, err := s.roundsAndRunning(ctx)
	if err != nil {
		return err
	}
	runs := map[contract.RoundRef]contract.RoundRun{}
	for _, run := range running {
		runs[run.RoundRef] = run
	}
	var first error
	for _, r := range rounds {
		ref := contract.RoundRef{ProgrammeID: r.ProgrammeID, Month: r.Month}
		run, found := runs[ref]
		delete(runs, ref)
		switch {
		case !found:
			out.Started++
			out.note("%s 的调度轮次没有运行中的流程，已启动", contract.RoundWorkflowID(ref))
		case run.NextDue != r.NextAt || r.NextAt != 0 && r.NextAt < s.now().Add(-overdueWake):
			out.Poked++
			out.note("%s 的流程等待的时刻与记录不符，已唤醒", contract.RoundWorkflowID(ref))
		default:
			continue
		}
		first = cmp.Or(first, s.Process.StartOrPokeRound(ctx, contract.StartRound(r)))
	}
	for _, run := range running {
		if _, orphan := runs[run.RoundRef]; orphan {
			first = cmp.Or(first, s.endRoundRun(ctx, run, out))
		}
	}
	return first
}

// endRoundRun ends a run that belongs to no round. One whose round is over ends by itself.
func (s *Service) endRoundRun(ctx context.Context, run contract.RoundRun, out *Reconciliation) error {
	var known bool
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		_, known, err = tx.MonthRound(run.ProgrammeID, run.Month)
		return err
	})
	if err != nil || known {
		return err
	}
	out.Closed++
	out.note("流程 %s 没有对应的调度轮次，已结束", contract.RoundWorkflowID(run.RoundRef))
	return s.Process.StopRound(ctx, run, "没有对应的调度轮次（duban reconcile）")
}

// roundsAndRunning reads the rounds that are not over, and the running workflows of rounds.
func (s *Service) roundsAndRunning(ctx context.Context) (rounds []models.MonthRound, running []contract.RoundRun,
	err error) {
	if running, err = s.Process.RunningRounds(ctx); err != nil {
		return nil, nil, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		rounds, err = tx.OpenRounds()
		return err
	})
	return rounds, running, err
}

// differingRounds lists the rounds that are not over whose workflow does not run, or waits for another moment than
// recorded.
func (s *Service) differingRounds(ctx context.Context) ([]string, error) {
	rounds, running, err := s.roundsAndRunning(ctx)
	if err != nil {
		return nil, err
	}
	due := map[contract.RoundRef]models.Instant{}
	for _, run := range running {
		due[run.RoundRef] = run.NextDue
	}
	var found []string
	for _, r := range rounds {
		ref := contract.RoundRef{ProgrammeID: r.ProgrammeID, Month: r.Month}
		switch at, runs := due[ref]; {
		case !runs:
			found = append(found, contract.RoundWorkflowID(ref)+" 没有运行中的流程")
		case at != r.NextAt:
			found = append(found, fmt.Sprintf("%s 的流程等待 %s，记录为 %s", contract.RoundWorkflowID(ref), at.Minute(),
				r.NextAt.Minute()))
		}
	}
	return found, nil
}
