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
}

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
		return err
	})
	if err != nil {
		return Vitals{}, err
	}
	runs, err := s.Process.RunningProjects(ctx)
	v.Running = len(runs)
	return v, err
}
