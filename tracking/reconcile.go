package tracking

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Reconcile compares the followed projects with the running workflows and repairs the difference: it starts missing
// ones, signals those that wait for another moment than the database records, and ends those without a project. It runs
// at every start, a few times a day, and by command, never twice at once. A project that cannot be repaired does not
// stop the others; the first such error is returned when all were tried, or when the context ends.
func (s *Service) Reconcile(ctx context.Context, actor models.Actor) (Reconciliation, error) {
	defer s.runningNow.forget()
	out := Reconciliation{Differences: []string{}}
	if actor.ID != models.System.ID {
		if err := models.CanOperate(actor); err != nil {
			return out, err
		}
	}
	if err := s.Store.CheckSpace(); err != nil { // starting a workflow takes space too
		return out, err
	}
	s.reconciling.one.Lock()
	defer s.reconciling.one.Unlock()
	open, running, err := s.openAndRunning(ctx)
	if err != nil {
		return out, err
	}
	resent, first := s.ResendStored(ctx) // people's commands come first
	if resent.Settled > 0 {
		out.note("补办了 %d 项已受理的操作", resent.Settled)
	}
	first = cmp.Or(first, s.Process.EnsureOutbox(ctx), s.Process.EnsureChannels(ctx))
	s.reconciling.begin(len(open))
	defer s.reconciling.end()
	runs := map[contract.ProjectRef]contract.Run{}
	for _, run := range running {
		runs[run.Ref] = run
	}
	repairs, err := s.compareRuns(ctx, open, runs, &out)
	if err = cmp.Or(err, s.repair(ctx, repairs)); err != nil && ctx.Err() != nil {
		return out, cmp.Or(first, err)
	}
	first = cmp.Or(first, err)
	for _, run := range running {
		if _, orphan := runs[run.Ref]; orphan {
			first = cmp.Or(first, s.endOrphan(ctx, run, len(open) > 0, &out))
		}
	}
	first = cmp.Or(first, s.reconcileOrders(ctx, &out), s.reconcileRounds(ctx, &out))
	if actor.ID == models.System.ID {
		return out, first
	}
	return out, cmp.Or(first, s.engineReviewed(ctx, actor))
}

// compareRuns compares followed projects with their runs, which it takes out of runs, upgrades runs of an earlier
// protocol, and returns the projects whose processes are to be started or signalled.
func (s *Service) compareRuns(ctx context.Context, open []models.Project, runs map[contract.ProjectRef]contract.Run,
	out *Reconciliation) (repairs []models.Project, first error) {
	for _, p := range open {
		if err := ctx.Err(); err != nil {
			return repairs, cmp.Or(first, err)
		}
		ref := contract.ProjectRef{Year: p.Year, Code: p.Code}
		run, found := runs[ref]
		delete(runs, ref)
		if found && run.Protocol < contract.Protocol { // signalled until its memo has the protocol
			begun := time.Now()
			first = cmp.Or(first, s.Process.Upgrade(ctx, run))
			s.rest(ctx, time.Since(begun))
		}
		switch {
		case !found:
			out.Started++
			out.note("项目“%s”（%s）没有运行中的流程，已启动", p.Name, p.Code)
		case s.asleep(p):
			out.Poked++
			out.note("项目“%s”（%s）应于 %s 处理“%s”，已唤醒", p.Name, p.Code, p.NextAt.Minute(), p.NextWhat)
			p.NextWhat = models.LookAgain
		case run.NextDue != p.NextAt:
			out.Poked++
			out.note("项目“%s”（%s）的流程等待的时刻与记录不符，已唤醒", p.Name, p.Code)
		default:
			continue
		}
		repairs = append(repairs, p)
	}
	return repairs, first
}

// repair starts or signals the processes of projects, several at a time. One that cannot be does not stop the others;
// it returns the first error.
func (s *Service) repair(ctx context.Context, projects []models.Project) (first error) {
	logged, total := time.Now(), int(s.reconciling.total.Load())
	before := total - len(projects) // those that need nothing are done
	var mu sync.Mutex
	for chunk := range slices.Chunk(projects, repairChunk) {
		starts := s.startsOf(ctx, chunk)
		reached := func(done int) {
			if s.reconciling.reached(before + done); time.Since(logged) > tellEvery {
				logged = time.Now()
				s.Log.Info("reconcile", "done", before+done, "of", total)
			}
		}
		reached(0)
		if err := s.Pace.Each(ctx, len(starts), reached, func(ctx context.Context, i int) error {
			if err := s.Process.StartOrPoke(ctx, starts[i]); err != nil {
				mu.Lock()
				defer mu.Unlock()
				first = cmp.Or(first, err)
			}
			return nil
		}); err != nil {
			return cmp.Or(first, err)
		}
		before += len(chunk)
	}
	return first
}

// repairChunk is for how many projects the parameters of their starts are loaded together.
const repairChunk = 200

// tellEvery is how often a long reconcile logs how far it is.
const tellEvery = 10 * time.Second

// reconciling is the progress of a reconcile.
type reconciling struct {
	one   sync.Mutex
	done  atomic.Int64
	total atomic.Int64 // 0: none is under way
}

func (r *reconciling) begin(total int) {
	r.done.Store(0)
	r.total.Store(int64(total))
}

func (r *reconciling) reached(done int) { r.done.Store(int64(done)) }

func (r *reconciling) end() { r.total.Store(0) }

// String returns the progress for operators; "" when none is in progress.
func (r *reconciling) String() string {
	if total := r.total.Load(); total > 0 {
		return fmt.Sprintf("reconciling %d/%d", r.done.Load(), total)
	}
	return ""
}

// rest pauses after a step in the background, so that people's requests come first.
func (s *Service) rest(ctx context.Context, took time.Duration) {
	if s.Pace.Rest == nil {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(s.Pace.Rest(took)):
	}
}

// asleep reports whether a project's workflow should have woken by now.
func (s *Service) asleep(p models.Project) bool {
	return p.NextAt != 0 && p.NextAt < s.now().Add(-overdueWake)
}

// closing is how long the workflow of a closed project may take to end by itself.
const closing = time.Minute

// endOrphan ends a run whose project is not followed. The list of runs lags behind, so the database is read once more.
// A database without any project is treated as a wrong database, not as a finished programme.
func (s *Service) endOrphan(ctx context.Context, run contract.Run, populated bool, out *Reconciliation) error {
	id := contract.ProjectWorkflowID(run.Ref)
	p, err := s.project(ctx, models.ProjectID(run.Ref.Year, run.Ref.Code))
	switch {
	case err == nil && (p.Status == models.ProjectOpen || p.ClosedAt > s.now().Add(-closing)):
		return nil
	case err != nil && models.KindOf(err) != models.KindNotFound:
		return err
	case err != nil && !populated:
		out.note("流程 %s 没有对应的项目，但数据库中没有任何在办项目，未作处理；请核对 --database", id)
		return nil
	}
	out.Closed++
	out.note("流程 %s 没有对应的在办项目，已结束", id)
	return s.Process.Stop(ctx, run, "没有对应的在办项目（duban reconcile）")
}

func (r *Reconciliation) note(format string, args ...any) {
	r.Differences = append(r.Differences, fmt.Sprintf(format, args...))
}

// openAndRunning reads the followed projects and the running workflows.
func (s *Service) openAndRunning(ctx context.Context) (open []models.Project, running []contract.Run, err error) {
	if running, err = s.Process.RunningProjects(ctx); err != nil {
		return nil, nil, err
	}
	// The database is read second: a project closed in between is still in it, and one just started is already.
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		open, err = tx.AllOpenProjects()
		return err
	})
	return open, running, err
}
