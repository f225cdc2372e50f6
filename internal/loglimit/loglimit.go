// Package loglimit keeps repeated faults from filling the log. Of all warnings about a full disk one a minute is
// written. A strict handler, for third-party parts, also drops and counts a warning with the same text as a recent one.
package loglimit

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// Handler passes on what is new. It is safe for concurrent use.
type Handler struct {
	next   slog.Handler
	strict bool
	quiet  func() bool // strict only: while it returns true, all warnings count as the same
	code   string      // code from the handler's attributes
	full   bool        // the attributes are about a full disk
	state  *state
}

// Options are the settings of a Handler.
type Options struct {
	Every time.Duration    // a line is written at most once in this time
	Now   func() time.Time // nil: time.Now
}

type state struct {
	Options
	mu   sync.Mutex
	last map[string]*line
}

// line is a distinct line of the log.
type line struct {
	at   time.Time
	held int // number dropped since it was last written
}

// mostLines bounds the memory: beyond it everything counts as new again.
const mostLines = 1000

// New returns a handler that limits next.
func New(next slog.Handler, o Options) *Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Handler{next: next, state: &state{Options: o, last: map[string]*line{}}}
}

// Strict returns a handler for a part that repeats itself: it drops and counts a warning that was written within the
// time, and drops all warnings while quiet returns true. It shares the record of written lines with h.
func (h *Handler) Strict(quiet func() bool) *Handler {
	c := *h
	c.strict, c.quiet = true, quiet
	return &c
}

// Enabled implements slog.Handler.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle writes a record or counts it as dropped.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	if r.Level < slog.LevelWarn {
		return h.next.Handle(ctx, r)
	}
	code, full := h.code, h.full
	r.Attrs(func(a slog.Attr) bool {
		code, full = seen(a, code, full)
		return true
	})
	if h.strict && h.quiet() {
		full = true
	}
	if !full && !h.strict {
		return h.next.Handle(ctx, r)
	}
	key := r.Message + "\x00" + code
	if full {
		key = ""
	}
	held, write := h.state.admit(key)
	if !write {
		return nil
	}
	if held > 0 {
		r = r.Clone()
		r.AddAttrs(slog.Int("repeated", held))
	}
	return h.next.Handle(ctx, r)
}

// WithAttrs implements slog.Handler. The result shares the record of written lines.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	c.next = h.next.WithAttrs(attrs)
	for _, a := range attrs {
		c.code, c.full = seen(a, c.code, c.full)
	}
	return &c
}

// WithGroup implements slog.Handler. The result shares the record of written lines.
func (h *Handler) WithGroup(name string) slog.Handler {
	c := *h
	c.next = h.next.WithGroup(name)
	return &c
}

// admit reports whether a line is written now, and how many like it were dropped since the last one.
func (s *state) admit(key string) (held int, write bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	l := s.last[key]
	if l != nil && now.Sub(l.at) < s.Every {
		l.held++
		return 0, false
	}
	if l == nil {
		if len(s.last) >= mostLines {
			clear(s.last)
		}
		l = &line{}
		s.last[key] = l
	}
	held, l.at, l.held = l.held, now, 0
	return held, true
}

// fullWords are the words with which this program, SQLite, PostgreSQL and the operating system report a full disk.
var fullWords = []string{"disk_full", "store_full", "storage_full", "disk is full", "no space left", "file too large"}

func seen(a slog.Attr, code string, full bool) (string, bool) {
	text := a.Value.String()
	if a.Key == "code" {
		code = text
	}
	for _, words := range fullWords {
		full = full || strings.Contains(text, words)
	}
	return code, full
}
