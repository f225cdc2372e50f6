package tracking

import (
	"context"
	"fmt"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Reconcile compares the projects being followed with the processes that run and mends the difference: it starts what is
// missing, pokes what should have woken by now, and ends what has no project behind it. It runs at every start, and by
// command.
func (s *Service) Reconcile(ctx context.Context, actor models.Actor) (Reconciliation, error) {
	out := Reconciliation{Differences: []string{}}
	if actor.ID != models.House.ID {
		if err := models.CanOperate(actor); err != nil {
			return out, err
		}
	}
	open, running, err := s.openAndRunning(ctx)
	if err != nil {
		return out, err
	}
	runs := map[contract.ProjectRef]bool{}
	for _, ref := range running {
		runs[ref] = true
	}
	now := s.now()
	for _, p := range open {
		ref := contract.ProjectRef{Year: p.Year, Code: p.Code}
		switch {
		case !runs[ref]:
			out.Started++
			out.note("项目「%s」（%s）没有运行中的流程，已启动", p.Name, p.Code)
		case p.NextAt != 0 && p.NextAt < now.Add(-overdueWake):
			out.Poked++
			out.note("项目「%s」（%s）应于 %s 处理「%s」，已唤醒", p.Name, p.Code, p.NextAt.Minute(), p.NextWhat)
		default:
			delete(runs, ref)
			continue
		}
		delete(runs, ref)
		if err := s.Process.StartOrPoke(ctx, contract.StartProject(p)); err != nil {
			return out, err
		}
	}
	for _, ref := range running {
		if !runs[ref] {
			continue
		}
		out.Closed++
		out.note("流程 %s 没有对应的在办项目，已结束", contract.ProjectWorkflowID(ref))
		if err := s.Process.Stop(ctx, ref, "没有对应的在办项目（duban reconcile）"); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (r *Reconciliation) note(format string, args ...any) {
	r.Differences = append(r.Differences, fmt.Sprintf(format, args...))
}

// openAndRunning reads both sides: the projects being followed and the processes that run.
func (s *Service) openAndRunning(ctx context.Context) (open []models.Project, running []contract.ProjectRef, err error) {
	if running, err = s.Process.RunningProjects(ctx); err != nil {
		return nil, nil, err
	}
	// The database is read second: a project closed in between still has its row, one just started has it already.
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		open, err = tx.AllOpenProjects()
		return err
	})
	return open, running, err
}
