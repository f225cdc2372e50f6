package activities

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// Reader reads an uploaded workbook. *tracking.Service implements it.
type Reader interface {
	// ReadDraft keeps what was read with the draft. Repeated after it succeeded, it does nothing.
	ReadDraft(ctx context.Context, read contract.Read) error
	// ReadingProgress is how far a reading of this process is.
	ReadingProgress(reading string) contract.Progress
}

// ReadWorkbook reads an uploaded workbook. Its heartbeats carry how far it is; it ends early when the workflow is
// cancelled.
func (a *Activities) ReadWorkbook(ctx context.Context, p contract.Read) error {
	if a.Reader == nil {
		return answer(ctx, models.Errorf(models.KindUnavailable, "no_reader", "本进程不读取工作簿"))
	}
	stop := beat(ctx, func() contract.Progress { return a.Reader.ReadingProgress(p.Reading) })
	defer stop()
	return answer(ctx, a.Reader.ReadDraft(ctx, p))
}
