//go:build !noembed && unix

package engine

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"go.temporal.io/server/common/log/tag"
	"go.temporal.io/server/service/history/shard"
)

// What the server gets over by itself is not in the log of a day without trouble; everything else is.
func TestTransientErrors(t *testing.T) {
	var log bytes.Buffer
	s := serverLog{log: slog.New(slog.NewTextHandler(&log, nil)), stopping: new(atomic.Bool)}
	s.Error("Queue reader unable to retrieve tasks", tag.Error(shard.ErrShardStatusUnknown))
	if log.Len() > 0 {
		t.Errorf("said %s", log.String())
	}
	s.Error("Failed to update shard", tag.Error(errors.New("database or disk is full")))
	if !strings.Contains(log.String(), "disk is full") {
		t.Errorf("kept back: %q", log.String())
	}
}
