package process

import (
	"context"
	"log/slog"
	"time"
)

// Waker signals a workflow that there is something to do, such as messages for the outbox: once for all that came
// within a short time, however many projects sent them. A lost signal only delays it: such a workflow also wakes by
// itself, and is signalled at every start.
type Waker struct {
	signal func(context.Context) error
	wanted chan struct{} // has an element when there is something of which the workflow does not know
	log    *slog.Logger
}

// NewWaker makes a waker with the signal, such as Client.EnsureOutbox; Run then signals.
func NewWaker(signal func(context.Context) error, log *slog.Logger) *Waker {
	return &Waker{signal: signal, wanted: make(chan struct{}, 1), log: log}
}

const (
	// gather is the time of which one signal is for all messages.
	gather = 200 * time.Millisecond
	// signalAgain is the pause after a signal that failed.
	signalAgain = 2 * time.Second
)

// Wake has the workflow signalled soon. It does not wait.
func (w *Waker) Wake() {
	select {
	case w.wanted <- struct{}{}:
	default: // it will be signalled anyway
	}
}

// Run signals as it is asked to, until the context ends.
func (w *Waker) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.wanted:
		}
		wait := gather
		if err := w.signal(ctx); err != nil && ctx.Err() == nil {
			w.log.Warn("wake a workflow", "error", err)
			w.Wake()
			wait = signalAgain
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}
