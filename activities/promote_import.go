package activities

import (
	"cmp"
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// PromoteImport commits a staged batch in one transaction, with its audit row. A batch that is already committed is
// answered as it was; one whose preview is out of date, or after which another file was previewed for the same, is a
// conflict and changes nothing. What it hands in for owners is remembered like a submission of theirs. Who asked for
// the commit is read from the batch, and must be a person who may import today; why a commit is refused stays there
// too.
func (a *Activities) PromoteImport(ctx context.Context, p contract.Promote) (contract.Promoted, error) {
	stop := beat(ctx, nowhere)
	defer stop()
	var out contract.Promoted
	p.Now = a.moment(p.Now)
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
		by, err := mayPromote(tx, batch, p.Now)
		if err != nil {
			return err
		}
		if later, found, err := tx.LaterPreview(batch); err != nil || found {
			return cmp.Or(err, error(models.Errorf(models.KindConflict, "other_preview",
				"本次预览之后，%s于%s又预览了同一清单的另一个文件「%s」；请重新预览「%s」后再提交", later.ByName, later.StagedAt.Minute(), later.FileName,
				batch.FileName)))
		}
		touched, err := tx.Promote(p.Batch, p.Now)
		if err != nil {
			return err
		}
		out.Projects = len(touched)
		if err := handedIn(tx, p, by); err != nil {
			return err
		}
		detail, err := json.Marshal(batch)
		if err != nil {
			return err
		}
		if err := tx.InsertCommand(models.Command{
			Key: p.Batch, Hash: batch.ContentHash, Name: contract.ImportWorkflow, Result: string(detail), ByID: by.ID, At: p.Now,
		}); err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{
			CommandKey: p.Batch, ByID: by.ID, ByName: by.Name, Action: "import.commit", Object: p.Batch, Detail: string(detail),
			At: p.Now,
		})
	})
	if err != nil {
		err = a.keepBatchRefusal(ctx, p.Batch, models.AsError(err), p.Now)
	}
	return out, bare(ctx, err)
}

// mayPromote is who asked for a batch to be committed, if a person who may import did.
func mayPromote(tx *store.Tx, batch models.ImportBatch, now models.Instant) (models.Actor, error) {
	if batch.AskedByID == "" {
		return models.Actor{}, models.Errorf(models.KindForbidden, codeUnknown, "没有人提交过导入批次「%s」，未执行；请打开该批次，核对后提交", batch.ID)
	}
	by, err := whoAsked(tx, batch.AskedByID, batch.AskedOperator, now)
	if err != nil {
		return by, err
	}
	return by, models.CanPlan(by)
}

// keepBatchRefusal keeps why a commit was refused with the batch, where who asked reads it.
func (a *Activities) keepBatchRefusal(ctx context.Context, batch string, e *models.Error, now models.Instant) error {
	if e.Kind.Retryable() {
		return e
	}
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		if err := noteRefusal(tx, "import.refused", contract.Command{Key: batch}, e.Code, now); err != nil {
			return err
		}
		return tx.BatchRefused(batch, e)
	})
	if err != nil {
		return err
	}
	return e
}

// handedIn remembers each submission of a batch as the command it stands for, with its line in the audit.
func handedIn(tx *store.Tx, p contract.Promote, by models.Actor) error {
	rows, err := tx.BatchRows(p.Batch)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Entity != "submissions" {
			continue
		}
		if err := tx.InsertCommand(models.Command{
			Key: r.EntityID, Hash: p.Batch, Name: contract.ImportWorkflow, ProjectID: r.ProjectID, Result: "{}", ByID: by.ID,
			At: p.Now,
		}); err != nil {
			return err
		}
		if err := tx.InsertAudit(models.AuditEvent{
			CommandKey: r.EntityID, ProjectID: r.ProjectID, ByID: by.ID, ByName: by.Name, Action: "submission.import",
			Object: models.SubmissionID(r.EntityID),
			Detail: r.After, At: p.Now,
		}); err != nil {
			return err
		}
	}
	return nil
}
