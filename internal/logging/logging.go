// Package logging makes the program's log: lines of text or JSON in one time zone, from a level on.
package logging

import (
	"context"
	"io"
	"log/slog"
	"time"

	"duban/models"
)

// Options are the settings of a log, as the configuration accepts them; "" is the default.
type Options struct {
	Level  string // the least level that is written: debug, info (default), warn or error
	Format string // text (default) or json
}

var levels = map[string]slog.Level{"debug": slog.LevelDebug, "warn": slog.LevelWarn, "error": slog.LevelError}

// New returns a log that writes to out. Its moments are those of Asia/Shanghai, as everywhere in the program.
func New(out io.Writer, o Options) *slog.Logger {
	options := &slog.HandlerOptions{Level: levels[o.Level], ReplaceAttr: inShanghai}
	if o.Format == "json" {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}

func inShanghai(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 && a.Value.Kind() == slog.KindTime {
		a.Value = slog.StringValue(a.Value.Time().In(models.Shanghai).Format("2006-01-02T15:04:05.000Z07:00"))
	} else if a.Value.Kind() == slog.KindTime {
		a.Value = slog.StringValue(a.Value.Time().In(models.Shanghai).Format(time.RFC3339))
	}
	return a
}

// Least returns a log that leaves out what is below a level: a library's lines about its ordinary work.
func Least(log *slog.Logger, level slog.Level) *slog.Logger {
	return slog.New(least{log.Handler(), level})
}

type least struct {
	slog.Handler
	level slog.Level
}

func (l least) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= l.level && l.Handler.Enabled(ctx, level)
}

func (l least) WithAttrs(attrs []slog.Attr) slog.Handler {
	return least{l.Handler.WithAttrs(attrs), l.level}
}

func (l least) WithGroup(name string) slog.Handler { return least{l.Handler.WithGroup(name), l.level} }
