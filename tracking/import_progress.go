package tracking

import (
	"context"
	"sync"

	"duban/importer"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// readings are the workbooks being read, by the key of their preview.
type readings struct {
	mutex sync.Mutex
	now   map[string]*reading
}

type reading struct {
	progress contract.Progress
	cancel   context.CancelFunc
}

// begin records that a workbook is being read; done removes the record. Of two readings with one key the later one is
// shown.
func (r *readings) begin(ctx context.Context, key string) (_ context.Context, report func(contract.Progress),
	done func()) {
	ctx, cancel := context.WithCancel(ctx)
	this := &reading{progress: contract.Progress{Stage: "reading"}, cancel: cancel}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.now == nil {
		r.now = map[string]*reading{}
	}
	r.now[key] = this
	report = func(p contract.Progress) {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		this.progress = p
	}
	return ctx, report, func() {
		cancel()
		r.mutex.Lock()
		defer r.mutex.Unlock()
		if r.now[key] == this {
			delete(r.now, key)
		}
	}
}

// of returns the progress of the reading for a key, and the function that cancels it.
func (r *readings) of(key string) (contract.Progress, context.CancelFunc, bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	this, ok := r.now[key]
	if !ok {
		return contract.Progress{}, nil, false
	}
	return this.progress, this.cancel, true
}

// rowsOf converts the importer's progress.
func rowsOf(report func(contract.Progress)) func(importer.Progress) {
	return func(p importer.Progress) { report(contract.Progress{Stage: p.Stage, Total: p.Total, Done: p.Rows}) }
}

// ImportProgress returns the progress of an import: while its workbook is read, by the key of the preview; after the
// commit, by its batch. A preview that is ready is "staged".
func (s *Service) ImportProgress(ctx context.Context, actor models.Actor, id string) (contract.Progress, error) {
	if err := models.CanPlan(actor); err != nil {
		return contract.Progress{}, err
	}
	if p, _, ok := s.readings.of(id); ok {
		return p, nil
	}
	staged, err := s.stagedBatch(ctx, id)
	if err != nil {
		return contract.Progress{}, err
	}
	if staged != "" {
		return contract.Progress{Stage: "staged"}, nil
	}
	return s.Process.ImportProgress(ctx, id)
}

// stagedBatch finds a staged batch by the key of its preview or by its ID; "" when there is none.
func (s *Service) stagedBatch(ctx context.Context, id string) (batch string, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		wanted := id
		if done, found, err := tx.Command(id); err != nil {
			return err
		} else if found && done.Name == stageAction {
			wanted = batchOf(done)
		}
		b, err := tx.Batch(wanted)
		switch {
		case models.KindOf(err) == models.KindNotFound:
			return nil
		case err == nil && b.Status == models.BatchStaged:
			batch = b.ID
		}
		return err
	})
	return batch, err
}

// Cancelled is the result of cancelling an import.
type Cancelled struct {
	Batch   string `json:"batch"` // "" while its workbook was still being read
	Message string `json:"message"`
}

// CancelImport cancels an import that is being read, by the key of its preview, or one that waits to be committed, by
// its batch; only the audit rows remain. A committed import must be undone instead.
func (s *Service) CancelImport(ctx context.Context, actor models.Actor, key, id string) (Cancelled, error) {
	if err := models.CanPlan(actor); err != nil {
		return Cancelled{}, err
	}
	head, err := headOf(actor, key, id, "CancelImport", id)
	if err != nil {
		return Cancelled{}, err
	}
	if _, cancel, ok := s.readings.of(id); ok {
		cancel()
		return Cancelled{Message: "已取消读取，没有改动任何数据"}, nil
	}
	out := Cancelled{Batch: id, Message: "已取消，预览内容已清除，没有改动任何数据"}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, nil); err != nil || found {
			return err
		}
		if err := tx.DiscardBatch(id); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "import.cancel", id, out)
	})
	switch {
	case err == nil:
		return out, nil
	case models.AsError(err).Code == "batch_committed":
		return Cancelled{}, s.tooLateToCancel(ctx, id)
	}
	return Cancelled{}, err
}

func (s *Service) tooLateToCancel(ctx context.Context, batch string) error {
	if p, err := s.Process.ImportProgress(ctx, batch); err == nil && p.Stage != "done" {
		return models.Errorf(models.KindConflict, "import_written", "批次“%s”已写入，将继续启动其余项目（%d/%d），不能取消；需要撤回请在完成后撤销", batch,
			p.Done, p.Total)
	}
	return models.Errorf(models.KindConflict, "import_written", "批次“%s”已导入完成，不能取消；需要撤回请撤销该批次（duban undo %s）", batch, batch)
}
