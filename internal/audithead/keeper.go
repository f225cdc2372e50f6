package audithead

import (
	"context"
	"log/slog"
	"time"

	"duban/models"
)

// Chain is the part of the store that a Keeper uses.
type Chain interface {
	// Sealed returns a channel that receives after the head has moved.
	Sealed() <-chan struct{}
	// Head returns the newest seal that this process made.
	Head() (models.AuditHead, bool)
	// ChainContains reports whether a head is part of the stored chain.
	ChainContains(ctx context.Context, head models.AuditHead) (bool, error)
}

// Keeper writes each new head to files and sends it to a syslog server. A file whose head is not part of the chain
// stays as it is until an operator declares the database right: it is the only trace of what was lost.
type Keeper struct {
	Chain  Chain
	Files  []string
	Syslog string // "": no syslog
	Log    *slog.Logger

	lastSent, lastTold time.Time
}

// syslogEvery is the least time between two datagrams. Of several changes within it only the last head is sent.
const syslogEvery = time.Second

// tellEvery is the least time between two log lines about a file or server that does not accept heads.
const tellEvery = time.Minute

// fileEvery is the least time between two heads in a file: while changes follow each other, each of them would cost two
// syncs of the disk.
const fileEvery = 100 * time.Millisecond

// Run keeps heads until the context ends, then writes the last one.
func (k *Keeper) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			k.keep(context.WithoutCancel(ctx))
			return
		case <-k.Chain.Sealed():
			k.keep(ctx)
			select {
			case <-ctx.Done():
			case <-time.After(fileEvery):
			}
		case <-k.unsent():
			k.keep(ctx)
		}
	}
}

// unsent returns a channel that fires when a head held back by syslogEvery may be sent.
func (k *Keeper) unsent() <-chan time.Time {
	if k.Syslog == "" || time.Since(k.lastSent) >= syslogEvery {
		return nil
	}
	return time.After(syslogEvery)
}

func (k *Keeper) keep(ctx context.Context) {
	head, ok := k.Chain.Head()
	if !ok {
		return
	}
	for _, path := range k.Files {
		if err := k.keepIn(ctx, path, head); err != nil {
			k.tell("the head of the audit chain was not written", "file", path, "error", err)
		}
	}
	if k.Syslog == "" || ctx.Err() == nil && time.Since(k.lastSent) < syslogEvery {
		return
	}
	k.lastSent = time.Now()
	if err := SendSyslog(k.Syslog, head, k.lastSent); err != nil {
		k.tell("the head of the audit chain was not sent", "syslog", k.Syslog, "error", err)
	}
}

func (k *Keeper) keepIn(ctx context.Context, path string, head models.AuditHead) error {
	kept, there, err := Read(path)
	if err != nil {
		return err
	}
	if there && (kept.Sequence > head.Sequence || kept == head) {
		return nil
	}
	if there {
		if holds, err := k.Chain.ChainContains(ctx, kept); err != nil || !holds {
			return err // the doctor reports a head that is not in the chain
		}
	}
	return Write(path, head)
}

func (k *Keeper) tell(message string, args ...any) {
	if time.Since(k.lastTold) < tellEvery {
		return
	}
	k.lastTold = time.Now()
	k.Log.Error(message, args...)
}
