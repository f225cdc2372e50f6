package activities

import (
	"context"
	"slices"
	"time"

	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Pace bounds how fast an import starts or pokes projects, so that people's commands find room between them.
type Pace struct {
	Every time.Duration // at least this long between two; 0: as fast as it goes
}

// StartProjects starts or pokes a run of a batch's projects, by position. Started twice, a project is poked.
func (a *Activities) StartProjects(ctx context.Context, p contract.StartProjects) error {
	var params []contract.ProjectParams
	err := a.Store.Read(ctx, func(tx *store.Tx) error {
		ids, err := tx.BatchProjects(p.Batch)
		if err != nil {
			return err
		}
		moved, err := tx.BatchMoves(p.Batch)
		if err != nil {
			return err
		}
		if p.From > len(ids) {
			return models.Errorf(models.KindInternal, "bad_range", "导入批次 %s 没有第 %d 个项目", p.Batch, p.From)
		}
		for _, id := range ids[p.From:min(p.From+p.Count, len(ids))] {
			project, err := tx.Project(id)
			if models.KindOf(err) == models.KindNotFound {
				continue // the import was undone in the meantime
			}
			if err != nil {
				return err
			}
			// One that the import took off its last list is poked too, so that its process ends.
			if project.Status == models.ProjectOpen || slices.Contains(moved, id) {
				params = append(params, contract.StartProject(project))
			}
		}
		return nil
	})
	if err != nil {
		return answer(ctx, err)
	}
	for i, project := range params {
		activity.RecordHeartbeat(ctx, i)
		if err := a.Starter.StartOrPoke(ctx, project); err != nil {
			return answer(ctx, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(a.Pace.Every):
		}
	}
	return nil
}
