package figurecheck

import (
	"context"
	"errors"
	"slices"

	"duban/activities"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/workflows/contract"
)

// activitiesOnly replaces the engine: it runs the activities that a workflow would run, at once.
type activitiesOnly struct {
	tracking.Process
	acts    *activities.Activities
	store   *store.Store
	clock   *models.Instant
	imports map[string]error
	asking  models.Actor // who asks for what comes next
}

func (r *activitiesOnly) Ping(context.Context) error { return nil }

func (r *activitiesOnly) EnsureOutbox(context.Context) error { return nil }

func (r *activitiesOnly) EnsureChannels(context.Context) error { return nil }

func (r *activitiesOnly) CountProjects(context.Context, string) (int, error) { return 48, nil }

func (r *activitiesOnly) RunningProjects(context.Context) ([]contract.Run, error) { return nil, nil }

func (r *activitiesOnly) StuckProjects(context.Context, []contract.ProjectRef) ([]contract.ProjectRef, error) {
	return nil, nil
}

func (r *activitiesOnly) Send(ctx context.Context, _ contract.ProjectParams, _ string, c contract.Command) error {
	if err := storetest.PutActors(ctx, r.store, r.asking); err != nil {
		return err
	}
	_, err := r.acts.RunCommand(ctx, contract.RunCommand{Now: *r.clock, Command: c})
	return err
}

func (r *activitiesOnly) StartOrPoke(ctx context.Context, params contract.ProjectParams) error {
	_, err := r.acts.Advance(ctx, contract.Advance{ProjectID: params.ProjectID, Now: *r.clock})
	return err
}

func (r *activitiesOnly) StartImport(ctx context.Context, params contract.Import) error {
	if err := storetest.PutActors(ctx, r.store, r.asking); err != nil {
		return err
	}
	r.imports[params.Batch] = r.promote(ctx, params)
	return nil
}

// promote takes the rows over and looks at the projects they changed.
func (r *activitiesOnly) promote(ctx context.Context, params contract.Import) error {
	_, err := r.acts.PromoteImport(ctx, contract.Promote{Batch: params.Batch, Now: *r.clock, By: params.By})
	if err != nil {
		return err
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
	return err
}

func (r *activitiesOnly) ImportResult(_ context.Context, batch string) (contract.Progress, error) {
	return contract.Progress{Stage: "done"}, r.imports[batch]
}
