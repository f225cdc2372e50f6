package tracking

import (
	"context"
	"time"
)

// readyWithin limits the check: a database that cannot be written for longer is not ready.
const readyWithin = 3 * time.Second

// Ready reports whether a change could be made now: the disk has space, and the database and Temporal respond. The
// notes inform operators about background work and do not affect readiness.
func (s *Service) Ready(ctx context.Context) (notes []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if err := s.Store.CheckSpace(); err != nil {
		return nil, err
	}
	if err := s.Store.Ping(ctx); err != nil {
		return nil, err
	}
	if err := s.Process.Ping(ctx); err != nil {
		return nil, err
	}
	if progress := s.reconciling.String(); progress != "" {
		notes = append(notes, progress)
	}
	if text := s.clockState().Sentence(); text != "" {
		notes = append(notes, "clock: "+text)
	}
	return notes, nil
}
