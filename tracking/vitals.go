package tracking

import (
	"context"
	"time"

	"duban/models"
	"duban/store"
)

// Vitals are figures on the state of the system, for monitoring.
type Vitals struct {
	Open           int           `json:"open"`    // projects that are followed
	Running        int           `json:"running"` // projects whose process runs
	Pending        int           `json:"pending"` // messages that wait in the outbox
	Oldest         time.Duration `json:"oldest"`  // how long the oldest of them has waited past its time
	Undeliverable  int           `json:"undeliverable"`
	DatabaseErrors int64         `json:"database_errors"` // since the program started
	Commands       int           `json:"commands"`        // commands that are stored and not carried out
	OldestCommand  time.Duration `json:"oldest_command"`  // how long the oldest of them waits
	Unsettled      int           `json:"unsettled"`       // projects in which something fell due and is not on record
	Lag            time.Duration `json:"lag"`             // how long the oldest of these is overdue
	ImportRows     int           `json:"import_rows"`     // of committed imports
	Unsealed       int           `json:"unsealed"`        // audit events after the newest seal
	Processes      int           `json:"processes"`       // of the program on this database
}

// settlingTime is how long a project's process may take for what fell due before it counts as unsettled.
const settlingTime = time.Minute

// Vitals returns the figures. Only the system administrator and the operator may.
func (s *Service) Vitals(ctx context.Context, actor models.Actor) (Vitals, error) {
	if err := models.CanDiagnose(actor); err != nil {
		return Vitals{}, err
	}
	v := Vitals{DatabaseErrors: store.Failures()}
	now := s.now()
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if v.Open, err = tx.OpenProjectsCount(); err != nil {
			return err
		}
		var since models.Instant
		v.Pending, v.Undeliverable, since, err = tx.OutboxCounts()
		if since != 0 {
			v.Oldest = max(0, now.Sub(since))
		}
		if err != nil {
			return err
		}
		return v.processing(tx, now)
	})
	if err != nil {
		return Vitals{}, err
	}
	runs, err := s.Process.RunningProjects(ctx)
	v.Running = len(runs)
	return v, err
}

// processing reads the figures of commands, projects, imports, audit and processes.
func (v *Vitals) processing(tx *store.Tx, now models.Instant) (err error) {
	var since, oldest models.Instant
	if v.Commands, since, err = tx.StoredCommandCounts(); err != nil {
		return err
	}
	if since != 0 {
		v.OldestCommand = max(0, now.Sub(since))
	}
	if v.Unsettled, oldest, err = tx.UnsettledCounts(now.Add(-settlingTime)); err != nil {
		return err
	}
	if oldest != 0 {
		v.Lag = max(0, now.Sub(oldest))
	}
	if v.ImportRows, err = tx.ImportRowCount(); err != nil {
		return err
	}
	if v.Unsealed, err = tx.UnsealedCount(); err != nil {
		return err
	}
	running, err := tx.Instances()
	v.Processes = len(running)
	return err
}
