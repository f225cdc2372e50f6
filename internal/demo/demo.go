// Package demo serves a demonstration: this year's sample programme as an office would hold it today, and the programme
// of the year before. All of it is imported and submitted through tracking, as an office does.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"duban/internal/app"
	"duban/internal/config"
	"duban/models"
)

// Run starts the server as duban serve does, fills its database the first time, prints where to look, and serves until
// the context ends or a component fails. A directory that was filled before is only served; a filling that was
// interrupted is continued.
//
// The demonstration keeps everything in its own directory: a configured database or Temporal server is not used.
// Errors are those of app.Run, and KindConflict with code "not_a_demo" for a directory with other data.
func Run(ctx context.Context, c config.Config, out io.Writer) error {
	c.Database, c.Temporal, c.TemporalAccess = "", "", config.TemporalAccess{}
	if c.Accounts == models.DefaultAccountPolicy { // who tries it out sets up no second factor
		c.Accounts = models.TrialAccountPolicy
	}
	started := time.Now()
	today := models.InstantOf(started).Date()
	marker, err := openMarker(c.Data, today)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))
	slog.SetDefault(log)
	running, err := app.Run(ctx, c, log)
	if err != nil {
		return err
	}
	defer running.Close()
	f := filler{Service: running.Service, tell: running.TellAtOnce, out: out, day: marker.AsOf}
	if !marker.Filled {
		fmt.Fprintf(out, "正在生成演示数据；http://%s/ 已可打开，内容随导入增加\n", running.Listen)
		err = f.fillFrom(ctx, c.Data, &marker, today)
	}
	if err == nil && f.accounts == nil {
		var found bool
		if found, err = f.hasAccounts(ctx); err == nil && !found {
			err = f.createAccounts(ctx, f.day.Year())
		}
	}
	if err == nil {
		err = f.printSummary(ctx, c, running, started)
	}
	switch {
	case ctx.Err() != nil: // what was interrupted is continued at the next start
	case err != nil:
		return err
	default:
		select {
		case <-ctx.Done():
		case err := <-running.Failed():
			return errors.Join(models.Errorf(models.KindUnavailable, "part_failed", "服务的一个部件停止工作，已退出；数据已保存，请重新启动"), err)
		}
	}
	fmt.Fprintln(out, "正在停止…")
	return nil
}
