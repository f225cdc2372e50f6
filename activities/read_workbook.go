package activities

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// Reader reads an uploaded workbook. *tracking.Service implements it.
type Reader interface {
	// ReadDraft stores what was read with the draft. A second call after a success does nothing.
	ReadDraft(ctx context.Context, read contract.Read) error
	// ReadingProgress returns the progress of a reading in this process.
	ReadingProgress(reading string) contract.Progress
}

// ReadWorkbook reads an uploaded workbook. Its heartbeats carry the progress; it ends early when the workflow is
// cancelled.
func (a *Activities) ReadWorkbook(ctx context.Context, p contract.Read) error {
	if a.Reader == nil {
		return answer(ctx, models.Errorf(models.KindUnavailable, "no_reader", "本进程不读取工作簿"))
	}
	stop := beat(ctx, func() contract.Progress { return a.Reader.ReadingProgress(p.Reading) })
	defer stop()
	return answer(ctx, a.Reader.ReadDraft(ctx, p))
}
