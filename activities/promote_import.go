package activities

import (
	"cmp"
	"context"
	"encoding/json"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// PromoteImport commits a staged batch in one transaction, with its audit row. For a batch that is already committed it
// returns the earlier result. A batch whose preview is out of date, or after which another file was previewed for the
// same list, is a conflict and nothing changes. The submissions that it makes for owners are recorded as commands. The
// person who asked for the commit is read from the batch and must be allowed to import today; the reason of a refusal
// is stored with the batch.
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
			return models.Errorf(models.KindConflict, "batch_undone", "导入批次“%s”已撤销，请重新预览", p.Batch)
		}
		if batch.Status != models.BatchStaged {
			out, err = promoted(tx, p.Batch)
			return err
		}
		by, err := mayPromote(tx, batch, p.Now)
		if err != nil {
			return err
		}
		if later, found, err := tx.LaterPreview(batch); err != nil || found {
			return cmp.Or(err, error(models.Errorf(models.KindConflict, "other_preview",
				"本次预览之后，%s于%s又预览了同一清单的另一个文件“%s”；请重新预览“%s”后再提交", later.ByName, later.StagedAt.Minute(), later.FileName,
				batch.FileName)))
		}
		before, err := a.waitingFor(tx, p.Batch, p.Now)
		if err != nil {
			return err
		}
		touched, err := tx.Promote(p.Batch, p.Now)
		if err != nil {
			return err
		}
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
		if err := tx.InsertAudit(models.AuditEvent{
			CommandKey: p.Batch, ByID: by.ID, ByName: by.Name, Action: "import.commit", Object: p.Batch, Detail: string(detail),
			At: p.Now,
		}); err != nil {
			return err
		}
		programmes, err := tx.ProgrammesOf(touched)
		if err != nil {
			return err
		}
		if err := figures.Recount(tx, a.Calendar, p.Now, figures.Closing{Kind: models.ClosedMonth, By: models.System,
			Reason: "导入“" + batch.FileName + "”更改了已审定数"}, programmes, touched); err != nil {
			return err
		}
		if _, err = figures.Settle(tx, a.Calendar, p.Now, touched...); err != nil {
			return err
		}
		out, err = a.settle(tx, p, touched, before)
		return err
	})
	if err != nil {
		err = a.keepBatchRefusal(ctx, p.Batch, models.AsError(err), p.Now)
	}
	return out, bare(ctx, err)
}

// mayPromote returns the person who asked for a batch to be committed, or an error if no person did or they may not
// import.
func mayPromote(tx *store.Tx, batch models.ImportBatch, now models.Instant) (models.Actor, error) {
	if batch.AskedByID == "" {
		return models.Actor{}, models.Errorf(models.KindForbidden, codeUnknown, "没有人提交过导入批次“%s”，未执行；请打开该批次，核对后提交", batch.ID)
	}
	by, err := whoAsked(tx, batch.AskedByID, batch.AskedOperator, now)
	if err != nil {
		return by, err
	}
	return by, models.CanPlan(by)
}

// keepBatchRefusal stores with the batch why its commit was refused, so that the person who asked can read it.
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

// handedIn records each submission of a batch as a command, with its audit row.
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
