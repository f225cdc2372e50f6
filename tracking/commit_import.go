package tracking

import (
	"cmp"
	"context"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// CommitImport commits a staged batch and waits for a while until its projects' workflows are started or signalled. For
// a large import it returns when the data is written, with Starting set; the workflows are started in the background. A
// repeated call waits for the same import. A preview that is out of date, a later preview of another file for the same
// list, an undone batch, and one that was carried out before the database was restored from an earlier copy are
// KindConflict and change nothing.
func (s *Service) CommitImport(ctx context.Context, actor models.Actor, batch string) (ImportPreview, error) {
	defer s.runningNow.forget()
	if err := models.CanPlan(actor); err != nil {
		return ImportPreview{}, err
	}
	b, _, err := s.batch(ctx, batch)
	if err != nil {
		return ImportPreview{}, err
	}
	if b.Status == models.BatchUndone {
		return ImportPreview{}, models.Errorf(models.KindConflict, "batch_undone", "导入批次“%s”已撤销，请重新预览后再提交", batch)
	}
	if err := s.Store.CheckSpace(); err != nil {
		return ImportPreview{}, err
	}
	// The person is stored first: the transaction that commits the batch checks their permission again.
	if b.Status == models.BatchStaged {
		if err := s.askForBatch(ctx, actor, batch); err != nil {
			return ImportPreview{}, err
		}
	}
	by := contract.Person{ID: actor.ID, Operator: actor.Operator}
	if err := s.Process.StartImport(ctx, contract.Import{Batch: batch, By: by}); err != nil {
		return ImportPreview{}, err
	}
	starting, err := s.awaitImport(ctx, batch)
	if err != nil {
		return ImportPreview{}, s.refusedBatch(ctx, batch, err)
	}
	b, p, err := s.batch(ctx, batch)
	if err == nil && b.Status == models.BatchStaged { // the engine carried it out on a newer database than this one
		return ImportPreview{}, models.Errorf(models.KindConflict, "batch_not_written",
			"数据库曾由较早的备份恢复，该批次未写入，请重新上传文件，预览后提交")
	}
	if p.Starting = starting; starting && err == nil {
		p.Message = models.Messagef("数据已写入，可以查看和办理；其余项目的流程正在后台启动")
	}
	return p, err
}

// importWait is how long a commit waits for the workflows unless the service sets another time: enough for some
// hundreds.
const importWait = 30 * time.Second

// awaitImport waits for an import to end. starting is true when its data is written and workflows are still being
// started.
func (s *Service) awaitImport(ctx context.Context, batch string) (starting bool, err error) {
	for {
		wait, cancel := context.WithTimeout(ctx, cmp.Or(s.ImportWait, importWait))
		_, err := s.Process.ImportResult(wait, batch)
		late := wait.Err() != nil && ctx.Err() == nil
		cancel()
		if err == nil || !late {
			return false, err
		}
		b, _, err := s.batch(ctx, batch)
		if err != nil || b.Status == models.BatchCommitted {
			return err == nil, err
		}
	}
}

// askForBatch stores, with an audit row, who asked for a staged batch to be committed.
func (s *Service) askForBatch(ctx context.Context, actor models.Actor, batch string) error {
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.RequestCommit(batch, actor, s.now()); err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{ByID: actor.ID, ByName: actor.Name, Action: "import.ask", Object: batch,
			Detail: "{}", At: s.now()})
	})
}

// refusedBatch returns why a commit was refused, as stored with the batch: the workflow's error has only the code.
func (s *Service) refusedBatch(ctx context.Context, batch string, refused error) error {
	e := models.AsError(refused)
	b, _, err := s.batch(ctx, batch)
	if err == nil && b.RefusedCode == e.Code && b.RefusedMessage != "" {
		return &models.Error{Kind: e.Kind, Code: e.Code, Message: models.PlainMessage(b.RefusedMessage), Cell: e.Cell}
	}
	return refused
}

// batch loads an import and its preview.
func (s *Service) batch(ctx context.Context, id string) (b models.ImportBatch, p ImportPreview, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		if b, err = tx.Batch(id); err != nil {
			return err
		}
		p, err = shown(tx, b)
		return err
	})
	return b, p, err
}
