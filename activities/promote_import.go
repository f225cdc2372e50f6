package activities

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// PromoteImport makes a staged batch true in one transaction, with its audit row. A batch that is already committed is
// answered as it was; one whose preview is out of date is a conflict and changes nothing.
func (a *Activities) PromoteImport(ctx context.Context, p contract.Promote) (contract.Promoted, error) {
	var out contract.Promoted
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		batch, err := tx.Batch(p.Batch)
		if err != nil {
			return err
		}
		if batch.Status == models.BatchUndone {
			return models.Errorf(models.KindConflict, "batch_undone", "导入批次「%s」已撤销，请重新预览", p.Batch)
		}
		if batch.Status != models.BatchStaged {
			ids, err := tx.BatchProjects(p.Batch)
			out.Projects = len(ids)
			return err
		}
		touched, err := tx.Promote(p.Batch, p.Now)
		if err != nil {
			return err
		}
		out.Projects = len(touched)
		detail, err := json.Marshal(batch)
		if err != nil {
			return err
		}
		if err := tx.InsertCommand(models.Command{
			Key: p.Batch, Hash: batch.ContentHash, Name: contract.ImportWorkflow, Result: string(detail), ByID: p.By.ID, At: p.Now,
		}); err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{
			CommandKey: p.Batch, ByID: p.By.ID, ByName: p.By.Name, Action: "import.commit", Object: p.Batch, Detail: string(detail), At: p.Now,
		})
	})
	return out, answer(ctx, err)
}
