package audithead

import (
	"context"
	"log/slog"
	"time"

	"duban/models"
)

// Chain is what a keeper needs of the database.
type Chain interface {
	// Sealed receives after the head has moved.
	Sealed() <-chan struct{}
	// Head is the newest seal that this process made.
	Head() (models.AuditHead, bool)
	// ChainContains reports whether a head is part of the chain on record.
	ChainContains(ctx context.Context, head models.AuditHead) (bool, error)
}

// Keeper writes each new head to files and sends it to a syslog server. A file whose head is not part of the chain is
// left as it is, until an operator says that the database is right: it is the only trace of what was lost.
type Keeper struct {
	Chain  Chain
	Files  []string
	Syslog string // "" sends nothing
	Log    *slog.Logger

	lastSent, lastTold time.Time
}

// syslogEvery is the least time between two datagrams; a burst of changes is told by its last head.
const syslogEvery = time.Second

// tellEvery is the least time between two log lines about a place that takes no head.
const tellEvery = time.Minute

// Run keeps heads until the context ends, then once more.
func (k *Keeper) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			k.keep(context.WithoutCancel(ctx))
			return
		case <-k.Chain.Sealed():
			k.keep(ctx)
		case <-k.unsent():
			k.keep(ctx)
		}
	}
}

// unsent fires a moment after a head that was not sent, because one was sent just before.
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
			return err // the doctor tells of a head that is not in the chain
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
