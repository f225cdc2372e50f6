//go:build !noembed && unix

package engine_test

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"

	"duban/internal/engine"
	"duban/internal/testkit/enginetest"
)

func TestSmoke(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		at := time.Now()
		e, err := engine.Start(t.Context(), engine.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), SearchAttributes: map[string]enums.IndexedValueType{"Unit": enums.INDEXED_VALUE_TYPE_KEYWORD}})
		if err != nil {
			t.Fatal(err)
		}
		t.Log("start", time.Since(at))
		enginetest.Dial(t, e)
		at = time.Now()
		if err := e.Stop(context.Background()); err != nil {
			t.Fatal(err)
		}
		t.Log("stop", time.Since(at))
	}
	m, err := os.ReadDir(dir)
	for _, f := range m {
		i, _ := f.Info()
		t.Log(f.Name(), i.Size(), i.Mode(), err)
	}
}
