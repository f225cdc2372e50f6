package activities

import (
	"cmp"
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// PromoteImport makes a staged batch true in one transaction, with its audit row. A batch that is already committed is
// answered as it was; one whose preview is out of date, or after which another file was previewed for the same, is a
// conflict and changes nothing. What it hands in for owners is remembered like a submission of theirs.
func (a *Activities) PromoteImport(ctx context.Context, p contract.Promote) (contract.Promoted, error) {
	stop := beat(ctx, nowhere)
	defer stop()
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
		if later, found, err := tx.LaterPreview(batch); err != nil || found {
			return cmp.Or(err, error(models.Errorf(models.KindConflict, "other_preview",
				"本次预览之后，%s于%s又预览了同一清单的另一个文件「%s」；请重新预览「%s」后再提交", later.ByName, later.StagedAt.Minute(), later.FileName, batch.FileName)))
		}
		touched, err := tx.Promote(p.Batch, p.Now)
		if err != nil {
			return err
		}
		out.Projects = len(touched)
		if err := handedIn(tx, p); err != nil {
			return err
		}
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

// handedIn remembers each submission of a batch as the command it stands for, with its line in the audit.
func handedIn(tx *store.Tx, p contract.Promote) error {
	rows, err := tx.BatchRows(p.Batch)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Entity != "submissions" {
			continue
		}
		if err := tx.InsertCommand(models.Command{
			Key: r.EntityID, Hash: p.Batch, Name: contract.ImportWorkflow, ProjectID: r.ProjectID, Result: "{}", ByID: p.By.ID, At: p.Now,
		}); err != nil {
			return err
		}
		if err := tx.InsertAudit(models.AuditEvent{
			CommandKey: r.EntityID, ProjectID: r.ProjectID, ByID: p.By.ID, ByName: p.By.Name, Action: "submission.import", Object: models.SubmissionID(r.EntityID),
			Detail: r.After, At: p.Now,
		}); err != nil {
			return err
		}
	}
	return nil
}
