//go:build !noembed && unix

package engine

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

// serverLog passes the server's warnings and errors to slog and drops the rest. Lines that need no action go to the
// debug level, see quiet.
type serverLog struct {
	log      *slog.Logger
	fatal    func(error)
	stopping *atomic.Bool // while the server stops, its services report each other as unavailable
}

var _ log.WithLogger = serverLog{}

// expected are warnings that every start of a single server logs.
var expected = []string{
	"HTTP API port has not been set.",
}

// transient are errors that the server gets over without help, as they stand in its tags.
var transient = []string{
	// A caller ends a long poll early, as every worker does when it stops.
	"context canceled",
	// Queues read before their shard is acquired, and try again. If the database is the reason, what failed in it has a
	// line of its own.
	"shard status unknown",
}

func (s serverLog) Debug(string, ...tag.Tag) {}
func (s serverLog) Info(string, ...tag.Tag)  {}

func (s serverLog) Warn(msg string, tags ...tag.Tag)   { s.write(slog.LevelWarn, msg, tags) }
func (s serverLog) Error(msg string, tags ...tag.Tag)  { s.write(slog.LevelError, msg, tags) }
func (s serverLog) DPanic(msg string, tags ...tag.Tag) { s.write(slog.LevelError, msg, tags) }

func (s serverLog) Panic(msg string, tags ...tag.Tag) {
	s.write(slog.LevelError, msg, tags)
	panic(msg)
}

// Fatal reports the failure and ends the calling goroutine. The server's own logger would end the process here, in the
// middle of transactions; returning would run code that relies on Fatal not returning.
func (s serverLog) Fatal(msg string, tags ...tag.Tag) {
	s.write(slog.LevelError, msg, tags)
	s.fatal(fmt.Errorf("%s%s", msg, inWords(tags)))
	runtime.Goexit()
}

// With returns a logger that adds tags to every line.
func (s serverLog) With(tags ...tag.Tag) log.Logger {
	s.log = slog.New(s.log.Handler().WithAttrs(attributes(tags)))
	return s
}

func (s serverLog) write(level slog.Level, msg string, tags []tag.Tag) {
	if s.stopping.Load() || quiet(msg, tags) {
		level = slog.LevelDebug
	}
	if ctx := context.Background(); s.log.Enabled(ctx, level) {
		s.log.LogAttrs(ctx, level, msg, attributes(tags)...)
	}
}

// quiet reports whether a line is part of normal operation.
func quiet(msg string, tags []tag.Tag) bool {
	return slices.ContainsFunc(expected, func(start string) bool { return strings.HasPrefix(msg, start) }) ||
		slices.ContainsFunc(tags, func(t tag.Tag) bool {
			value := fmt.Sprint(t.Value())
			return slices.ContainsFunc(transient, func(part string) bool { return strings.Contains(value, part) })
		})
}

func attributes(tags []tag.Tag) []slog.Attr {
	attrs := make([]slog.Attr, 0, len(tags))
	for _, t := range tags {
		attrs = append(attrs, slog.Any(t.Key(), t.Value()))
	}
	return attrs
}

func inWords(tags []tag.Tag) string {
	var words strings.Builder
	for _, t := range tags {
		fmt.Fprintf(&words, " %s=%v", t.Key(), t.Value())
	}
	return words.String()
}
