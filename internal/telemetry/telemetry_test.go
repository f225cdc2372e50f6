package telemetry_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"duban/internal/telemetry"
)

func TestWhatIsAnsweredIsCounted(t *testing.T) {
	vitals := telemetry.Vitals{Open: 48, Running: 47, Pending: 3, Oldest: 90 * time.Second, Undeliverable: 1,
		DatabaseErrors: 2, Commands: 4, OldestCommand: time.Minute, Unsettled: 2, Lag: 5 * time.Minute, ImportRows: 480,
		BackupAge: time.Hour, Unsealed: 1, DiskFree: 1 << 30, DiskFloor: 200 << 20, Processes: 3}
	var away error
	m := telemetry.New(slog.New(slog.DiscardHandler), func(context.Context) (telemetry.Vitals, error) {
		return vitals,
			away
	})
	measure := m.Measure("web")
	ask := func(route string, answer http.HandlerFunc) {
		defer func() { _ = recover() }()
		measure(route, answer).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/projects/2021/secret",
			nil))
	}
	ask("GET /projects/{code}", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("fine")) })
	ask("GET /projects/{code}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	ask("GET /projects/{code}", func(http.ResponseWriter, *http.Request) {})
	ask("GET /broken", func(http.ResponseWriter, *http.Request) { panic("broken") })
	m.Update("refused", 20*time.Millisecond)
	shown := func() string {
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		return w.Body.String()
	}
	text := shown()
	for _, want := range []string{
		`duban_requests_total{door="web",route="GET /projects/{code}",status="200"} 2`,
		`duban_requests_total{door="web",route="GET /projects/{code}",status="404"} 1`,
		`duban_requests_total{door="web",route="GET /broken",status="500"} 1`,
		`duban_request_seconds_count{door="web",route="GET /projects/{code}"} 3`,
		"duban_up 1\n", "duban_projects_open 48\n", "duban_projects_running 47\n", "duban_outbox_pending 3\n",
		"duban_outbox_oldest_seconds 90\n",
		"duban_outbox_failed 1\n", "duban_database_errors_total 2\n", "go_goroutines ",
		"go_gc_heap_live_bytes ",
		"duban_commands_waiting 4\n", "duban_commands_oldest_seconds 60\n", "duban_projects_unsettled 2\n",
		"duban_workflow_lag_seconds 300\n", "duban_import_rows_total 480\n", "duban_backup_age_seconds 3600\n",
		"duban_audit_unsealed 1\n", "duban_disk_free_bytes 1.073741824e+09\n", "duban_disk_floor_bytes ",
		"duban_processes 3\n", `duban_update_seconds_count{result="refused"} 1`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if strings.Contains(text, "secret") {
		t.Error("an address is shown")
	}
	vitals.BackupAge = -1
	if strings.Contains(shown(), "duban_backup_age_seconds ") {
		t.Error("an age of no backup")
	}
	away = errors.New("no database")
	if text := shown(); !strings.Contains(text, "duban_up 0\n") || strings.Contains(text, "duban_outbox_pending") {
		t.Error("figures that could not be read are shown")
	}
}

func TestADefectGoesOnToTheDoor(t *testing.T) {
	m := telemetry.New(slog.New(slog.DiscardHandler), func(context.Context) (telemetry.Vitals, error) {
		return telemetry.Vitals{}, nil
	})
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("the panic did not reach the caller")
		}
	}()
	m.Measure("web")("GET /", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })).
		ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
}
