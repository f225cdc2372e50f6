// Package loglimit keeps a fault that repeats from filling the log. Of all warnings that speak of a full disk one a
// minute is written; a strict handler, for parts that are not ours, also counts a warning that says the same as one
// shortly before instead of writing it.
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
	quiet  func() bool // strict: while true, every warning counts as the same
	code   string      // of the attributes this handler was made with
	full   bool        // they speak of a full disk
	state  *state
}

// Options say how much is passed on.
type Options struct {
	Every time.Duration    // the same line at most once in this time
	Now   func() time.Time // nil: time.Now
}

type state struct {
	Options
	mu   sync.Mutex
	last map[string]*line
}

// line is one kind of line.
type line struct {
	at   time.Time
	held int // not written since
}

// mostLines bounds the memory; beyond it everything counts as new again.
const mostLines = 1000

// New limits a handler.
func New(next slog.Handler, o Options) *Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Handler{next: next, state: &state{Options: o, last: map[string]*line{}}}
}

// Strict is the same limit for a part that repeats itself: whatever it warns of again within the time is counted only,
// and while quiet returns true it warns of nothing of its own. The two share what was written last.
func (h *Handler) Strict(quiet func() bool) *Handler {
	c := *h
	c.strict, c.quiet = true, quiet
	return &c
}

// Enabled is that of the limited handler.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle writes a record or counts it.
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

// WithAttrs and WithGroup share what was written with the handler they come from.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	c.next = h.next.WithAttrs(attrs)
	for _, a := range attrs {
		c.code, c.full = seen(a, c.code, c.full)
	}
	return &c
}

// WithGroup is that of the limited handler.
func (h *Handler) WithGroup(name string) slog.Handler {
	c := *h
	c.next = h.next.WithGroup(name)
	return &c
}

// admit reports whether a line is written now, and how many like it were not since the last one.
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

// fullWords are how our own errors, SQLite, PostgreSQL and the operating system say that a disk is full.
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
