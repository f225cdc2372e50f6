// Package telemetry counts the requests to the pages and the API and serves the counts, with the state of the system,
// in the text format of Prometheus. It sends nothing by itself.
package telemetry

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Vitals are figures about the state of the system.
type Vitals struct {
	Open           int           // projects with a workflow
	Running        int           // running workflows; a difference from Open is for reconcile to repair
	Pending        int           // messages that wait in the outbox
	Oldest         time.Duration // how long the oldest of them is overdue
	Undeliverable  int           // messages that were given up
	DatabaseErrors int64         // since the program started
	Commands       int           // commands that are stored and not carried out
	OldestCommand  time.Duration // how long the oldest of them waits
	Unsettled      int           // projects in which something fell due more than a minute ago and is not on record
	Lag            time.Duration // how long the oldest of these is overdue
	ImportRows     int           // rows of committed imports
	BackupAge      time.Duration // since the last intact backup; negative: none is made
	Unsealed       int           // audit events after the newest seal
	DiskFree       int64         // bytes, where the data are
	DiskFloor      int64         // bytes, below which nothing is stored
	Processes      int           // of the program on this database
}

// Metrics are the counters of one process.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	updates  *prometheus.HistogramVec
}

// buckets are latencies in seconds, from quick pages to large uploads.
var buckets = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30}

// New returns new counters. look returns the vitals and is called whenever the metrics are read.
func New(log *slog.Logger, look func(context.Context) (Vitals, error)) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "duban_requests_total", Help: "Requests answered, by interface, route and status.",
		}, []string{"door", "route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "duban_request_seconds", Help: "Time a request took, by interface and route.", Buckets: buckets,
		}, []string{"door", "route"}),
	}
	m.updates = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "duban_update_seconds", Buckets: buckets,
		Help: "Time a workflow took for a command to its project, by result: done, refused, or unknown within the time.",
	}, []string{"result"})
	// What is in use after the garbage collection says whether memory leaks; the heap between two of them does not.
	live := collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{
		Matcher: regexp.MustCompile(`^/gc/heap/live:bytes$`)})
	m.registry.MustRegister(m.requests, m.took, m.updates, collectors.NewGoCollector(live),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), vitalsCollector{log, look})
	return m
}

// Measure counts the requests to the routes of one interface, "web" or "api". A route is named by its pattern, because
// a path may contain a project's code.
func (m *Metrics) Measure(iface string) func(route string, next http.Handler) http.Handler {
	return func(route string, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen := &watched{ResponseWriter: w, status: http.StatusOK}
			begun := time.Now()
			defer func() {
				defect := recover()
				if defect != nil {
					seen.status = http.StatusInternalServerError
				}
				m.requests.WithLabelValues(iface, route, strconv.Itoa(seen.status)).Inc()
				m.took.WithLabelValues(iface, route).Observe(time.Since(begun).Seconds())
				if defect != nil {
					panic(defect) // the interface answers for it
				}
			}()
			next.ServeHTTP(seen, r)
		})
	}
}

// Update counts a command that a workflow carried out.
func (m *Metrics) Update(result string, took time.Duration) {
	m.updates.WithLabelValues(result).Observe(took.Seconds())
}

// Handler serves the metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// watched is a response writer that records the status.
type watched struct {
	http.ResponseWriter
	status int
	begun  bool
}

func (w *watched) WriteHeader(status int) {
	if !w.begun {
		w.status, w.begun = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
