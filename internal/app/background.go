package app

import (
	"context"
	"time"
)

// background runs do in a goroutine. When the program stops, do's context ends, and Close waits until do has returned
// and then calls each of after.
func (a *App) background(do func(ctx context.Context), after ...func()) {
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		do(ctx)
	}()
	a.onClose(func() {
		cancel()
		<-stopped
		for _, f := range after {
			f()
		}
	})
}

// repeat calls do after first, and then at an interval from the end of each call, until the context ends.
func repeat(ctx context.Context, first, interval time.Duration, do func()) {
	for wait := first; ; wait = interval {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
			do()
		}
	}
}
