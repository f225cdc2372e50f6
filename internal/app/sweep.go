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
func (a *App) sweepUploads() {
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for wait := sweepFirst; ; wait = sweepEvery {
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
			done, err := a.Service.SweepUploads(ctx)
			switch {
			case err != nil && ctx.Err() == nil:
				a.log.Error("remove uploads", "error", err)
			case done.Uploads+done.Drafts > 0:
				a.log.Info("removed unused uploads", "uploads", done.Uploads, "bytes", done.Bytes, "drafts", done.Drafts)
			}
		}
	}()
	a.onClose(func() {
		cancel()
		<-stopped
	})
}
