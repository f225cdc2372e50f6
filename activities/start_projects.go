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

// Pace bounds how fast an import starts or pokes projects, so that people's commands are not held up.
type Pace struct {
	Every time.Duration // shortest pause between two starts; 0: none
	// Rest returns the pause after a start that took the given time; nil: Every
	Rest func(took time.Duration) time.Duration
}

func (p Pace) after(took time.Duration) time.Duration {
	if p.Rest == nil {
		return p.Every
	}
	return max(p.Every, p.Rest(took))
}

// StartProjects starts the workflows of a range of a batch's projects, by position; running ones are signalled. A retry
// continues at the position of the last heartbeat.
func (a *Activities) StartProjects(ctx context.Context, p contract.StartProjects) error {
	var done atomic.Int64 // projects of the chunk
	done.Store(int64(resumed(ctx)))
	stop := beat(ctx, func() int { return int(done.Load()) })
	defer stop()
	chunk, err := a.chunk(ctx, p, scheduledAt(ctx))
	if err != nil {
		return answer(ctx, err)
	}
	for i, project := range chunk {
		if i < int(done.Load()) {
			continue
		}
		if project != nil {
			begun := time.Now()
			if err := a.Starter.StartOrPoke(ctx, *project); err != nil {
				return answer(ctx, err)
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(a.Pace.after(time.Since(begun))):
			}
		}
		done.Store(int64(i + 1))
	}
	return nil
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
		ids, err := tx.BatchProjects(p.Batch)
		if err != nil {
			return err
		}
		moved, err := tx.BatchListChanges(p.Batch)
		if err != nil {
			return err
		}
		if p.From > len(ids) {
			return models.Errorf(models.KindInternal, "bad_range", "导入批次 %s 没有第 %d 个项目", p.Batch, p.From)
		}
		for _, id := range ids[p.From:min(p.From+p.Count, len(ids))] {
			project, err := tx.Project(id)
			if models.KindOf(err) == models.KindNotFound {
				chunk = append(chunk, nil) // the import was undone in the meantime
				continue
			}
			if err != nil {
				return err
			}
			var params *contract.ProjectParams
			// A project that the import removed from its last list is signalled too, so that its process ends.
			if project.Status == models.ProjectOpen || slices.Contains(moved, id) {
				start, err := a.starting(tx, id, now)
				if err != nil {
					return err
				}
				params = &start
			}
			chunk = append(chunk, params)
		}
		return nil
	})
	return chunk, err
}

// starting loads the parameters that start one project's workflow.
func (a *Activities) starting(tx *store.Tx, id string, now models.Instant) (contract.ProjectParams, error) {
	w, err := a.open(tx, id, models.System, "", now)
	if err != nil {
		return contract.ProjectParams{}, err
	}
	unit, err := unitName(tx, w.facts.Project)
	return contract.StartFollowing(w.facts, w.rules, unit, now), err
}
