package process

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A thousand messages at one time cost a few signals, the last of them after the last message; a failed one is
// repeated.
func TestTheOutboxIsSignalledOnceForMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var signals, fails atomic.Int32
		fails.Store(1)
		w := &Waker{wanted: make(chan struct{}, 1), log: slog.New(slog.DiscardHandler), signal: func(context.Context) error {
			if fails.Add(-1) >= 0 {
				return errors.New("away")
			}
			signals.Add(1)
			return nil
		}}
		ctx, cancel := context.WithCancel(t.Context())
		go w.Run(ctx)
		for range 1000 {
			w.Wake()
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Minute)
		if n := signals.Load(); n < 1 || n > 10 {
			t.Errorf("%d signals", n)
		}
		before := signals.Load()
		w.Wake()
		synctest.Wait()
		if signals.Load() != before+1 {
			t.Error("a message that came alone was not signalled at once")
		}
		cancel()
	})
}
