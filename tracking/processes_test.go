package tracking_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

// processes stands for Temporal: what it runs are the real activities over the real store; where it runs is a list.
type processes struct {
	orders  []string            // that run
	rounds  []contract.RoundRef // that run
	acts    *activities.Activities
	store   *store.Store
	clock   *models.Instant
	running []contract.ProjectRef // one entry a run: a fault may list a project twice
	stuck   []contract.ProjectRef
	waits   map[contract.ProjectRef]models.Instant // runs that wait for another moment than the record says
	outbox  int                                    // how often it was made sure of
	imports map[string]imported
	calls   []string // whatever changed something here
	slow    bool     // an import does not end
	away    error
	asking  models.Actor // who asks for what comes next
	read    func(context.Context, contract.Read) error
	unread  error // what became of the last reading

	remembers map[string]bool              // updates that have their answer, as the engine's memory
	seen      map[contract.ProjectRef]int  // revisions the runs have seen
	old       map[contract.ProjectRef]bool // runs by an earlier protocol
}

type imported struct {
	progress contract.Progress
	err      error
}

func refOf(p models.Project) contract.ProjectRef {
	return contract.ProjectRef{Year: p.Year, Code: p.Code}
}

func (r *processes) note(format string, args ...any) {
	r.calls = append(r.calls, fmt.Sprintf(format, args...))
}

func (r *processes) count(ref contract.ProjectRef) (n int) {
	for _, other := range r.running {
		if other == ref {
			n++
		}
	}
	return n
}

func (r *processes) end(ref contract.ProjectRef) {
	r.running = slices.DeleteFunc(r.running, func(other contract.ProjectRef) bool { return other == ref })
}

func (r *processes) Ping(context.Context) error { return r.away }

// Send runs the activity that the project's workflow would run. Who asks is put on record first, as an account would
// be.
func (r *processes) Send(ctx context.Context, params contract.ProjectParams, id string, c contract.Command) error {
	if r.away != nil {
		return r.away
	}
	if err := storetest.PutActors(ctx, r.store, r.asking); err != nil {
		return err
	}
	if r.count(params.Ref) == 0 {
		r.note("start %s", params.Ref.Code)
		r.running = append(r.running, params.Ref)
	}
	r.note("command %s %s", params.Ref.Code, c.Key)
	if r.remembers[id] {
		return nil
	}
	out, err := r.acts.RunCommand(ctx, contract.RunCommand{Now: *r.clock, Command: c, Seen: r.seen[params.Ref]})
	if out.Closed {
		r.end(params.Ref)
	}
	if r.remembers == nil {
		r.remembers = map[string]bool{}
	}
	r.remembers[id] = err == nil
	return arrived(err)
}

func (r *processes) Upgrade(_ context.Context, run contract.Run) error {
	r.note("upgrade %s", run.Ref.Code)
	delete(r.old, run.Ref)
	return r.away
}

// arrived turns an error that left an activity back into the program's, as the process client does.
func arrived(err error) error {
	var refused interface {
		Type() string
		Details(d ...any) error
	}
	var d contract.ErrorDetails
	if !errors.As(err, &refused) || refused.Details(&d) != nil {
		return err
	}
	return &models.Error{Kind: models.Kind(refused.Type()), Code: d.Code,
		Message: models.PlainMessage(d.Message), Cell: d.Cell}
}

func (r *processes) StartOrPoke(ctx context.Context, params contract.ProjectParams) error {
	if r.away != nil {
		return r.away
	}
	word := "poke"
	if r.count(params.Ref) == 0 {
		word = "start"
		r.running = append(r.running, params.Ref)
	}
	r.note("%s %s", word, params.Ref.Code)
	return r.advance(ctx, params.ProjectID, params.Ref)
}

func (r *processes) advance(ctx context.Context, projectID string, ref contract.ProjectRef) error {
	out, err := r.acts.Advance(ctx, contract.Advance{ProjectID: projectID, Now: *r.clock})
	if out.Closed {
		r.end(ref)
	}
	return arrived(err)
}

// StartImport does what the import's workflow does: promote, then start or poke. An import that has succeeded is not
// run again. (The activity StartProjects beats its heart and wants an activity's context; it has tests of its own.)
func (r *processes) StartImport(ctx context.Context, params contract.Import) error {
	if r.away != nil {
		return r.away
	}
	if done, ok := r.imports[params.Batch]; ok && done.err == nil {
		return nil
	}
	if err := storetest.PutActors(ctx, r.store, r.asking); err != nil {
		return err
	}
	r.note("import %s", params.Batch)
	promoted, err := r.acts.PromoteImport(ctx, contract.Promote{Batch: params.Batch, Now: *r.clock, By: params.By})
	if err != nil {
		r.imports[params.Batch] = imported{err: arrived(err)}
		return nil
	}
	var open []models.Project
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		moved, err := tx.BatchListChanges(params.Batch)
		if err != nil {
			return err
		}
		ids, err := tx.BatchProjects(params.Batch)
		for _, id := range ids {
			p, err := tx.Project(id)
			if err != nil {
				return err
			}
			if p.Status == models.ProjectOpen || slices.Contains(moved, id) {
				open = append(open, p)
			}
		}
		return err
	})
	for _, p := range open {
		err = errors.Join(err, r.StartOrPoke(ctx, contract.StartProject(p)))
	}
	r.imports[params.Batch] = imported{contract.Progress{Stage: "done", Total: promoted.Projects, Done: promoted.Projects},
		err}
	return nil
}

func (r *processes) ImportResult(ctx context.Context, batch string) (contract.Progress, error) {
	if r.slow { // its projects are still being started
		<-ctx.Done()
		return contract.Progress{}, ctx.Err()
	}
	return r.imports[batch].progress, r.imports[batch].err
}

func (r *processes) ImportProgress(_ context.Context, batch string) (contract.Progress, error) {
	return r.imports[batch].progress, r.away
}

// StartReading reads at once, as the reading's activity would.
func (r *processes) StartReading(ctx context.Context, params contract.Read) error {
	if r.away != nil {
		return r.away
	}
	if err := storetest.PutActors(ctx, r.store, r.asking); err != nil {
		return err
	}
	r.unread = r.read(ctx, params)
	return nil
}

func (r *processes) ReadingResult(context.Context, string) error { return r.unread }

func (r *processes) StopReading(context.Context, string) error { return r.away }

func (r *processes) ReadingProgress(context.Context, string) (contract.Progress, bool, error) {
	return contract.Progress{}, false, r.away
}

func (r *processes) CountProjects(ctx context.Context, programmeID string) (n int, err error) {
	if r.away != nil {
		return 0, r.away
	}
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.FactsOf(programmeID)
		for _, f := range all {
			n += r.count(refOf(f.Project))
		}
		return err
	})
	return n, err
}

func (r *processes) RunningProjects(ctx context.Context) (runs []contract.Run, err error) {
	if r.away != nil {
		return nil, r.away
	}
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		for _, ref := range r.running {
			p, err := tx.Project(models.ProjectID(ref.Year, ref.Code))
			if err != nil && models.KindOf(err) != models.KindNotFound {
				return err
			}
			at, differs := r.waits[ref]
			if !differs {
				at = p.NextAt
			}
			run := contract.Run{Ref: ref, ID: "run-" + ref.Code, NextDue: at, Protocol: contract.Protocol}
			if r.old[ref] {
				run.Protocol = 0
			}
			runs = append(runs, run)
		}
		return nil
	})
	return runs, err
}

func (r *processes) EnsureOutbox(context.Context) error {
	r.outbox++
	return r.away
}

func (r *processes) EnsureChannels(context.Context) error { return r.away }

func (r *processes) StuckProjects(_ context.Context, refs []contract.ProjectRef) (stuck []contract.ProjectRef,
	err error) {
	for _, ref := range refs {
		if slices.Contains(r.stuck, ref) && !slices.Contains(stuck, ref) {
			stuck = append(stuck, ref)
		}
	}
	return stuck, r.away
}

func (r *processes) Stop(_ context.Context, run contract.Run, _ string) error {
	r.note("stop %s", run.Ref.Code)
	r.end(run.Ref)
	return r.away
}
