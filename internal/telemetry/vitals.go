package telemetry

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// timeout is how long reading the vitals may take.
const timeout = 5 * time.Second

// vitalsCollector reads the vitals each time the metrics are scraped.
type vitalsCollector struct {
	log  *slog.Logger
	look func(context.Context) (Vitals, error)
}

func described(name, help string) *prometheus.Desc { return prometheus.NewDesc(name, help, nil, nil) }

var (
	up             = described("duban_up", "1 when database and process answer, else 0 and the figures below are absent.")
	open           = described("duban_projects_open", "Projects that are followed.")
	running        = described("duban_projects_running", "Projects whose process runs.")
	pending        = described("duban_outbox_pending", "Messages that wait in the outbox.")
	oldest         = described("duban_outbox_oldest_seconds", "How long the oldest of them has waited past its time.")
	undeliverable  = described("duban_outbox_failed", "Messages that were given up.")
	databaseErrors = described("duban_database_errors_total", "Failures of the database since the program started.")
)

// Describe implements prometheus.Collector.
func (vitalsCollector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{up, open, running, pending, oldest, undeliverable, databaseErrors} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (c vitalsCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	v, err := c.look(ctx)
	if err != nil {
		c.log.Warn("metrics: the database or Temporal is unavailable", "error", err)
		to <- prometheus.MustNewConstMetric(up, prometheus.GaugeValue, 0)
		return
	}
	for d, value := range map[*prometheus.Desc]float64{
		up: 1, open: float64(v.Open), running: float64(v.Running), pending: float64(v.Pending), oldest: v.Oldest.Seconds(),
		undeliverable: float64(v.Undeliverable),
	} {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value)
	}
	to <- prometheus.MustNewConstMetric(databaseErrors, prometheus.CounterValue, float64(v.DatabaseErrors))
}
