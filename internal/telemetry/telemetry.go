// Package telemetry counts what the doors answer and shows it, with how the house is, in the text format of Prometheus.
// Nothing leaves by itself: somebody on this machine asks.
package telemetry

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Vitals are how the house is at the moment somebody looks.
type Vitals struct {
	Open           int           // projects that are followed
	Running        int           // projects whose process runs; the same number, or reconcile has work
	Pending        int           // messages that wait in the outbox
	Oldest         time.Duration // how long the oldest of them has waited past its time
	Undeliverable  int           // messages given up
	DatabaseErrors int64         // since the program started
}

// Metrics are the counters of one program.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
}

// buckets are latencies in seconds: what people feel, and what an upload takes.
var buckets = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30}

// New makes the counters. Look says how the house is, whenever they are read.
func New(log *slog.Logger, look func(context.Context) (Vitals, error)) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "duban_requests_total", Help: "Requests answered, by door, route and status.",
		}, []string{"door", "route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "duban_request_seconds", Help: "Time a request took, by door and route.", Buckets: buckets,
		}, []string{"door", "route"}),
	}
	m.registry.MustRegister(m.requests, m.took, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), house{log, look})
	return m
}

// Measure counts what one route of a door answers. The route is a pattern: an address has somebody's project in it.
func (m *Metrics) Measure(door string) func(route string, next http.Handler) http.Handler {
	return func(route string, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			seen := &watched{ResponseWriter: w, status: http.StatusOK}
			begun := time.Now()
			defer func() {
				defect := recover()
				if defect != nil {
					seen.status = http.StatusInternalServerError
				}
				m.requests.WithLabelValues(door, route, strconv.Itoa(seen.status)).Inc()
				m.took.WithLabelValues(door, route).Observe(time.Since(begun).Seconds())
				if defect != nil {
					panic(defect) // the door answers for it
				}
			}()
			next.ServeHTTP(seen, r)
		})
	}
}

// Handler shows the counters.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// watched is an answer whose status is remembered.
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
