package app

import (
	"context"
	"time"
)

// sweepEvery is how often uploads that nobody handed in are looked for, and sweepFirst how long after the start.
const (
	sweepEvery = time.Hour
	sweepFirst = 5 * time.Minute
)

// sweepUploads removes uploads that nobody handed in with anything, from time to time.
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
				a.log.Info("removed uploads nobody handed in", "uploads", done.Uploads, "bytes", done.Bytes, "drafts", done.Drafts)
			}
		}
	}()
	a.onClose(func() {
		cancel()
		<-stopped
	})
}
