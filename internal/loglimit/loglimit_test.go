package loglimit_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"duban/internal/loglimit"
)

func TestAFaultThatRepeatsIsOneLineAMinute(t *testing.T) {
	var out bytes.Buffer
	now, quiet := time.Unix(0, 0), false
	ours := loglimit.New(slog.NewTextHandler(&out, nil), loglimit.Options{Every: time.Minute,
		Now: func() time.Time { return now }})
	log, own := slog.New(ours.Strict(func() bool { return quiet })), slog.New(ours)
	lines := func() int { return strings.Count(out.String(), "\n") }

	for i := range 500 { // many components, many messages, one cause
		log.With("shard", i%7).Error([]string{"Persistence error", "Fail to process task", "activity"}[i%3], "error",
			errors.New("database or disk is full (13)"))
		own.Error("request failed", "code", "disk_full")
	}
	if lines() != 1 {
		t.Errorf("a full disk: %d lines\n%s", lines(), out.String())
	}
	now = now.Add(61 * time.Second)
	log.Error("Persistence error", "error", errors.New("write: no space left on device"))
	if lines() != 2 || !strings.Contains(out.String(), "repeated=999") {
		t.Errorf("a minute later: %s", out.String())
	}

	out.Reset()
	for range 100 {
		log.Warn("activity", "code", "store_unavailable")
		log.Warn("activity", "code", "internal")
		log.Info("request")
	}
	if lines() != 102 {
		t.Errorf("each kind of warning once, all that is normal: %d lines", lines())
	}
	out.Reset()
	for range 10 {
		own.Error("request failed", "code", "internal", "error", errors.New("a defect"))
	}
	if lines() != 10 {
		t.Errorf("our own failures are all written: %d lines", lines())
	}

	out.Reset()
	quiet = true
	for range 100 {
		log.Warn("shard lost")
		log.Warn("poller slow")
	}
	if lines() != 0 {
		t.Errorf("while the disk is known to be full, within its minute: %s", out.String())
	}
}
