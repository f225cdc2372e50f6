package app

import (
	"context"
	"time"

	"duban/internal/backup"
	"duban/internal/config"
	"duban/internal/disk"
	"duban/internal/telemetry"
	"duban/models"
)

// vitals collects the figures for the metrics.
func (a *App) vitals(c config.Config) func(context.Context) (telemetry.Vitals, error) {
	return func(ctx context.Context) (telemetry.Vitals, error) {
		v, err := a.Service.Vitals(ctx, models.Operator)
		if err != nil {
			return telemetry.Vitals{}, err
		}
		out := telemetry.Vitals{
			Open: v.Open, Running: v.Running, Pending: v.Pending, Oldest: v.Oldest, Undeliverable: v.Undeliverable,
			DatabaseErrors: v.DatabaseErrors, Commands: v.Commands, OldestCommand: v.OldestCommand, Unsettled: v.Unsettled,
			Lag: v.Lag, ImportRows: v.ImportRows, Unsealed: v.Unsealed, Processes: v.Processes, BackupAge: -1,
		}
		if state, err := backup.ReadState(c.Data); err == nil && state.Good != 0 {
			out.BackupAge = time.Since(state.Good.Time())
		}
		if out.DiskFloor, err = c.FloorBytes(); err == nil {
			out.DiskFree, err = disk.Free(c.Data)
		}
		return out, err
	}
}
