package logging_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"duban/internal/logging"
)

func TestMomentsAreOfOneZone(t *testing.T) {
	var out bytes.Buffer
	log := logging.New(&out, logging.Options{Format: "json"})
	log.Info("x", "at", time.Date(2026, 6, 30, 16, 0, 0, 0, time.UTC))
	log.Debug("not written")
	var line struct{ Time, At string }
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if !strings.HasSuffix(line.Time, "+08:00") || line.At != "2026-07-01T00:00:00+08:00" {
		t.Errorf("%+v", line)
	}
}

func TestLevels(t *testing.T) {
	for level, lines := range map[string]int{"": 3, "debug": 4, "info": 3, "warn": 2, "error": 1} {
		var out bytes.Buffer
		log := logging.New(&out, logging.Options{Level: level})
		for _, at := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
			log.Log(t.Context(), at, "x")
		}
		if got := strings.Count(out.String(), "\n"); got != lines {
			t.Errorf("%q writes %d lines, want %d", level, got, lines)
		}
		out.Reset()
		quiet := logging.Least(log.With("part", "engine").WithGroup("g"), slog.LevelWarn)
		quiet.Info("ordinary work")
		if out.Len() > 0 {
			t.Errorf("%q: %s", level, out.String())
		}
	}
}
