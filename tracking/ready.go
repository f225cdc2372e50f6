package tracking

import (
	"context"
	"time"
)

// readyWithin bounds the answer: a database that lets nobody write for longer is not ready.
const readyWithin = 3 * time.Second

// Ready reports whether a change could be made now: there is room on the disk, and the database and the process service
// answer. The notes say what goes on behind the open listeners, for operators; they keep nobody from working.
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
