package telemetry

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// patience is how long the house may take to say how it is.
const patience = 5 * time.Second

// house asks how the house is each time the counters are read.
type house struct {
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

// Describe names the figures.
func (house) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{up, open, running, pending, oldest, undeliverable, databaseErrors} {
		to <- d
	}
}

// Collect reads them.
func (h house) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	v, err := h.look(ctx)
	if err != nil {
		h.log.Warn("metrics: the house does not say how it is", "error", err)
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
