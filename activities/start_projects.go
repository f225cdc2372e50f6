package activities

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// StartProjects starts the workflows of a range of a batch's projects, by position; running ones are signalled. Several
// are started at the same time. A retry continues at the position of the last heartbeat.
func (a *Activities) StartProjects(ctx context.Context, p contract.StartProjects) error {
	var done atomic.Int64 // projects of the chunk
	done.Store(int64(resumed(ctx)))
	stop := beat(ctx, func() int { return int(done.Load()) })
	defer stop()
	chunk, err := a.chunk(ctx, p, scheduledAt(ctx))
	if err != nil {
		return answer(ctx, err)
	}
	first := min(int(done.Load()), len(chunk))
	chunk = chunk[first:]
	err = a.Pace.Each(ctx, len(chunk), func(upTo int) { done.Store(int64(first + upTo)) },
		func(ctx context.Context, i int) error {
			if chunk[i] == nil {
				return nil
			}
			return a.Starter.StartOrPoke(ctx, *chunk[i])
		})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return answer(ctx, err)
}

// scheduledAt returns when the activity was scheduled, by the server's clock.
func scheduledAt(ctx context.Context) models.Instant {
	if activity.IsActivity(ctx) {
		return models.InstantOf(activity.GetInfo(ctx).ScheduledTime)
	}
	return models.InstantOf(time.Now())
}

// chunk loads the start parameters of the projects at the positions of a chunk; nil for a project that has nothing to
// start.
func (a *Activities) chunk(ctx context.Context, p contract.StartProjects,
	now models.Instant) ([]*contract.ProjectParams, error) {
	var chunk []*contract.ProjectParams
	err := a.Store.Read(ctx, func(tx *store.Tx) error {
		ids, moved, err := toStart(tx, p)
		if err != nil {
			return err
		}
		if p.From > len(ids) {
			return models.Errorf(models.KindInternal, "bad_range", "导入批次 %s 没有第 %d 个项目", p.Batch, p.From)
		}
		ids = ids[p.From:min(p.From+p.Count, len(ids))]
		starts, err := a.startsOf(tx, ids, moved, p.Settled, now)
		for _, id := range ids {
			chunk = append(chunk, starts[id]) // nil also when the import was undone in the meantime
		}
		return err
	})
	return chunk, err
}

// toStart returns the projects that a batch starts or signals, and those that it put on a list or removed from one.
func toStart(tx *store.Tx, p contract.StartProjects) (ids, moved []string, err error) {
	if p.Settled {
		ids, err = tx.ImportStarts(p.Batch)
	} else {
		ids, err = tx.BatchProjects(p.Batch)
	}
	if err != nil {
		return nil, nil, err
	}
	moved, err = tx.BatchListChanges(p.Batch)
	return ids, moved, err
}

// startsOf loads the parameters that start or signal projects. A project that the import removed from its last list is
// signalled too, so that its process ends.
func (a *Activities) startsOf(tx *store.Tx, ids, moved []string, settled bool,
	now models.Instant) (map[string]*contract.ProjectParams, error) {
	all, err := tx.FactsAmong(ids)
	if err != nil {
		return nil, err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return nil, err
	}
	units, err := unitNames(tx, all)
	if err != nil {
		return nil, err
	}
	days, starts := a.Calendar(extra), make(map[string]*contract.ProjectParams, len(all))
	for _, f := range all {
		if f.Project.Status != models.ProjectOpen && !slices.Contains(moved, f.Project.ID) {
			continue
		}
		params := contract.StartFollowing
		if settled {
			params = contract.StartSettled
		}
		start := params(f, models.RulesFor(f, days), units[f.Project.ResponsibleUnitID].Name, now)
		starts[f.Project.ID] = &start
	}
	return starts, nil
}
