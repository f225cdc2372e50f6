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
	commands       = described("duban_commands_waiting", "Commands that are stored and not carried out.")
	oldestCommand  = described("duban_commands_oldest_seconds", "How long the oldest of them has waited.")
	unsettled      = described("duban_projects_unsettled",
		"Projects in which something fell due more than a minute ago and no rung, reminder or closing is on record.")
	lag        = described("duban_workflow_lag_seconds", "How long the oldest of them is overdue.")
	importRows = described("duban_import_rows_total", "Rows of the imports that were committed.")
	backupAge  = described("duban_backup_age_seconds", "Since the last intact backup; absent when none was made.")
	unsealed   = described("duban_audit_unsealed", "Audit events after the newest seal.")
	diskFree   = described("duban_disk_free_bytes", "Free space where the data are.")
	diskFloor  = described("duban_disk_floor_bytes", "Free space below which nothing is stored.")
	processes  = described("duban_processes", "Processes of the program that use the database.")
)

// gauges are the figures, each read from the vitals.
var gauges = []struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	of   func(Vitals) float64
}{
	{open, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Open) }},
	{running, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Running) }},
	{pending, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Pending) }},
	{oldest, prometheus.GaugeValue, func(v Vitals) float64 { return v.Oldest.Seconds() }},
	{undeliverable, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Undeliverable) }},
	{databaseErrors, prometheus.CounterValue, func(v Vitals) float64 { return float64(v.DatabaseErrors) }},
	{commands, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Commands) }},
	{oldestCommand, prometheus.GaugeValue, func(v Vitals) float64 { return v.OldestCommand.Seconds() }},
	{unsettled, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Unsettled) }},
	{lag, prometheus.GaugeValue, func(v Vitals) float64 { return v.Lag.Seconds() }},
	{importRows, prometheus.CounterValue, func(v Vitals) float64 { return float64(v.ImportRows) }},
	{unsealed, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Unsealed) }},
	{diskFree, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.DiskFree) }},
	{diskFloor, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.DiskFloor) }},
	{processes, prometheus.GaugeValue, func(v Vitals) float64 { return float64(v.Processes) }},
}

// Describe implements prometheus.Collector.
func (vitalsCollector) Describe(to chan<- *prometheus.Desc) {
	to <- up
	to <- backupAge
	for _, g := range gauges {
		to <- g.desc
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
	to <- prometheus.MustNewConstMetric(up, prometheus.GaugeValue, 1)
	for _, g := range gauges {
		to <- prometheus.MustNewConstMetric(g.desc, g.kind, g.of(v))
	}
	if v.BackupAge >= 0 {
		to <- prometheus.MustNewConstMetric(backupAge, prometheus.GaugeValue, v.BackupAge.Seconds())
	}
}
