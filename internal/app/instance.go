package app

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"time"

	"duban/internal/clockguard"
	"duban/internal/config"
	"duban/models"
	"duban/store"
)

const (
	// renewEvery is the interval at which a process renews its row; after three missed renewals (models.InstanceTimeout)
	// it counts as gone.
	renewEvery = 10 * time.Second
	// trustEvery is the interval at which the database records until when the clock was trusted.
	trustEvery = 2 * time.Minute
	// forgottenAfter is how long the row of a process that is gone is kept.
	forgottenAfter = 90 * 24 * time.Hour
)

// join adds a row for this process to the database and compares the clock with the last recorded time. It refuses a
// process that would run a second workflow for every project because another process has an embedded engine of its own.
func (a *App) join(ctx context.Context, c config.Config, db *store.Store) error {
	limit, err := c.JumpLimit()
	if err != nil {
		return err
	}
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	directory, err := filepath.Abs(c.Data)
	if err != nil {
		return err
	}
	now := models.InstantOf(time.Now())
	own := models.Instance{ID: models.InstanceID(host, directory), Host: host, Directory: directory,
		Engine: models.EmbeddedEngine, StartedAt: now, SeenAt: now,
		Part: cmp.Or(c.Part, models.PartServe), Version: c.Version}
	if c.Temporal != "" {
		own.Engine = c.Temporal + "/" + c.TemporalNamespace
	}
	err = db.WriteReserved(ctx, func(tx *store.Tx) error {
		all, err := tx.Instances()
		if err != nil {
			return err
		}
		if other, found := models.ConflictingInstance(own, all, now); found {
			return models.Errorf(models.KindConflict, "database_in_use",
				"数据库正被另一个督办进程使用（主机 %s，数据目录 %s），两套流程会重复督办。请先停止它；多台机器共用一个数据库时，须用同一个外部 Temporal（--temporal）",
				other.Host, other.Directory)
		}
		for _, other := range all {
			if other.ID != own.ID && other.Live(now) {
				a.log.Info("the database is shared with another process", "host", other.Host, "directory", other.Directory,
					"part", other.Part, "version", other.Version)
			}
		}
		if own.TrustedAt = models.TrustedUntil(all); own.TrustedAt == 0 { // rows of an older version
			if own.TrustedAt, err = tx.NewestAudit(); err != nil {
				return err
			}
		}
		a.clock = clockguard.New(clockguard.Options{Limit: limit, Last: own.TrustedAt})
		if !a.clock.State().Held {
			own.TrustedAt = now
		}
		if err := tx.PutInstance(own); err != nil {
			return err
		}
		return tx.ForgetInstances(now.Add(-forgottenAfter), own.TrustedAt)
	})
	if err != nil {
		return err
	}
	a.joined = own.ID
	if s := a.clock.State(); s.Held {
		a.log.Error("clock not trusted: nothing falls due until it is confirmed (duban clock confirm) or right", "last",
			s.Last.Minute(), "now", s.Now.Minute())
	}
	return nil
}

// keepJoined renews the row of this process and watches the clock until the program stops.
func (a *App) keepJoined(db *store.Store) {
	a.background(func(ctx context.Context) {
		trusted := time.Now()
		repeat(ctx, renewEvery, renewEvery, func() {
			a.watchClock(ctx, db)
			var until models.Instant
			if !a.clock.State().Held && time.Since(trusted) >= trustEvery {
				trusted, until = time.Now(), models.InstantOf(time.Now())
			}
			err := db.WriteReserved(ctx, func(tx *store.Tx) error {
				return tx.RenewInstance(a.joined, models.InstantOf(time.Now()), until)
			})
			if outdated(err) {
				a.fail(err)
			}
			if err != nil && ctx.Err() == nil {
				a.strict.Warn("renew the record of this process", "error", err)
			}
		})
	}, func() {
		until := models.InstantOf(time.Now())
		if a.clock.State().Held {
			until = 0
		}
		bounded, cancel := context.WithTimeout(context.Background(), renewEvery)
		defer cancel()
		if err := db.WriteReserved(bounded, func(tx *store.Tx) error {
			return tx.RenewInstance(a.joined, 0, until)
		}); err != nil {
			a.log.Warn("take back the record of this process", "error", err)
		}
	})
}

// outdated reports whether a newer program has migrated the database: this one cannot continue.
var outdated = hasCode("program_outdated")

// watchClock notices a clock that jumped, and one that is trusted again because it was set right or because a person
// confirmed it to another process on the same database. Then every project checks what is due.
func (a *App) watchClock(ctx context.Context, db *store.Store) {
	if a.clock.State().Held {
		var all []models.Instance
		err := db.Read(ctx, func(tx *store.Tx) (err error) {
			all, err = tx.Instances()
			return err
		})
		if last := models.TrustedUntil(all); err == nil && last > a.clock.State().Last {
			a.clock.TrustAs(last)
		}
	}
	if !a.clock.Look() {
		return
	}
	s := a.clock.State()
	if s.Held {
		a.log.Error("the clock jumped: nothing falls due until it is confirmed (duban clock confirm) or right", "last",
			s.Last.Minute(), "now", s.Now.Minute())
		return
	}
	a.log.Info("the clock is trusted again", "now", s.Now.Minute())
	if err := a.Service.LookAgain(ctx); err != nil {
		a.log.Error("look at what is due", "error", cmp.Or(err, ctx.Err()))
	}
}
