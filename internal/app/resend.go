package app

import (
	"context"
	"time"

	"duban/models"
)

// resendEvery is the interval at which stored commands that were not carried out are sent again.
const resendEvery = 15 * time.Second

// resendStoredCommands sends stored commands again until the context ends.
func (a *App) resendStoredCommands(ctx context.Context) {
	repeat(ctx, resendEvery, resendEvery, func() {
		resent, err := a.Service.ResendStored(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			a.log.Warn("stored commands", "error", err)
		case resent.Settled > 0:
			a.log.Info("stored commands", "settled", resent.Settled, "waiting", resent.Waiting)
		}
	})
}

// tellChanges tells the workflows of orders and rounds that a transaction changed what they wait for.
func (a *App) tellChanges(ctx context.Context) {
	repeat(ctx, resendEvery, resendEvery, func() {
		if _, err := a.Service.TellOrders(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("tell orders", "error", err)
		}
		if _, err := a.Service.TellRounds(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("tell rounds", "error", err)
		}
	})
}

// clockSkew is how far the engine's clock may be ahead of this machine's.
const clockSkew = 2 * time.Minute

// latest returns the latest time that an activity accepts.
func latest() models.Instant { return models.InstantOf(time.Now()).Add(clockSkew) }

// warnOfOlderDatabase logs at start if the database is older than the engine, with what to do.
func (a *App) warnOfOlderDatabase(ctx context.Context) {
	found, err := a.Service.EngineNewer(ctx)
	if err != nil {
		a.log.Error("database and engine", "error", err)
	}
	for _, f := range found {
		a.log.Error("数据库早于流程引擎", "found", f)
	}
}
