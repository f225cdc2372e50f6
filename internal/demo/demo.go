// Package demo serves a house that shows itself: this year's sample programme as an office would hold it today, and the
// ledger of the year before. Everything comes in through the same door as an office's own workbooks.
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

// Run starts the house as duban serve does, fills it the first time, says where to look, and serves until the context
// ends or a part cannot go on. A directory that was filled before is only served; a filling that was cut short goes on.
//
// The demonstration keeps everything in its own directory: a configured database or Temporal server is left alone.
// Errors are those of the house, and KindConflict with code "not_a_demo" for a directory with other data.
func Run(ctx context.Context, c config.Config, out io.Writer) error {
	c.Database, c.Temporal, c.TemporalAccess = "", "", config.TemporalAccess{}
	started := time.Now()
	today := models.InstantOf(started).Date()
	mark, err := openMark(c.Data, today)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))
	slog.SetDefault(log)
	house, err := app.Run(ctx, c, log)
	if err != nil {
		return err
	}
	defer house.Close()
	f := filler{Service: house.Service, out: out, day: mark.AsOf}
	if !mark.Filled {
		fmt.Fprintf(out, "正在生成演示数据；http://%s/ 已可打开，内容随导入增加\n", house.Listen)
		err = f.fillFrom(ctx, c.Data, &mark, today)
	}
	if err == nil && f.guests == nil {
		var there bool
		if there, err = f.enlisted(ctx); err == nil && !there {
			err = f.enlist(ctx, f.day.Year())
		}
	}
	if err == nil {
		err = f.greet(ctx, c, house, started)
	}
	switch {
	case ctx.Err() != nil: // whatever was cut short goes on next time
	case err != nil:
		return err
	default:
		select {
		case <-ctx.Done():
		case err := <-house.Failed():
			return errors.Join(models.Errorf(models.KindUnavailable, "part_failed", "服务的一个部件停止工作，已退出；数据已保存，请重新启动"), err)
		}
	}
	fmt.Fprintln(out, "正在停止…")
	return nil
}
