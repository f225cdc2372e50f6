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

// Runs that ended runsKept ago are forgotten; see process.ForgetRuns.
const runsKept = 7 * 24 * time.Hour

// forgetRuns removes old runs of the workflows that never end.
func (a *App) forgetRuns(ctx context.Context) {
	repeat(ctx, sweepFirst, sweepEvery, func() {
		n, err := a.forget(ctx, time.Now().Add(-runsKept))
		switch {
		case err != nil && ctx.Err() == nil:
			a.log.Warn("forget old runs", "error", err)
		case n > 0:
			a.log.Info("forgot old runs", "runs", n)
		}
	})
}
