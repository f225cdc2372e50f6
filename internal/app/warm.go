package app

import (
	"context"
	"time"

	"duban/internal/config"
)

// warmEvery is the interval at which what pages are made of is brought up to date when no page is asked for.
const warmEvery = time.Second

// keepWarm brings what pages are made of up to date at once and at intervals, so that a page does not wait for it. A
// process without pages loads it only when it is asked for.
func (a *App) keepWarm(c config.Config) {
	if !c.HasPages() {
		return
	}
	a.background(func(ctx context.Context) {
		repeat(ctx, 0, warmEvery, func() {
			if err := a.Service.Warm(ctx); err != nil && ctx.Err() == nil {
				a.strict.Warn("pages are not prepared", "error", err)
			}
		})
	})
}
