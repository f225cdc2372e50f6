package app

import (
	"context"
	"time"
)

// Unused uploads are removed sweepFirst after the start and then every sweepEvery.
const (
	sweepEvery = time.Hour
	sweepFirst = 5 * time.Minute
)

// sweepUploads removes uploads that belong to no submission.
func (a *App) sweepUploads(ctx context.Context) {
	repeat(ctx, sweepFirst, sweepEvery, func() {
		done, err := a.Service.SweepUploads(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			a.log.Error("remove uploads", "error", err)
		case done.Uploads+done.Drafts+done.People+done.Previews+done.Sessions > 0:
			a.log.Info("removed unused uploads", "uploads", done.Uploads, "bytes", done.Bytes, "drafts", done.Drafts,
				"people", done.People, "previews", done.Previews, "sessions", done.Sessions)
		}
	})
}
