package tracking

import (
	"context"
	"sync"
	"time"
)

// How old the number of running workflows may be that a page shows: after the first it is asked for again beside the
// page, after the second the page waits for it.
const (
	runningFresh = 5 * time.Second
	runningOld   = time.Minute
)

// running keeps the numbers of running workflows.
type running struct {
	mu   sync.Mutex
	kept map[string]*runningCount // by programme
}

type runningCount struct {
	n      *int // nil: Temporal was unavailable
	at     time.Time
	asking bool
}

// forget has the next page ask again: a use case started or ended workflows.
func (r *running) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.kept)
}

// running counts the programme's running workflows; nil when Temporal is unavailable, because the number is then
// unknown. A page does not wait for Temporal when the number is known to a minute.
func (s *Service) running(ctx context.Context, programmeID string) *int {
	r := &s.runningNow
	r.mu.Lock()
	kept := r.kept[programmeID]
	now := time.Now()
	switch {
	case kept == nil || now.Sub(kept.at) >= runningOld:
		r.mu.Unlock()
		return s.countRunning(ctx, programmeID)
	case now.Sub(kept.at) >= runningFresh && !kept.asking:
		kept.asking = true
		go s.countRunning(context.WithoutCancel(ctx), programmeID)
	}
	n := kept.n
	r.mu.Unlock()
	return n
}

func (s *Service) countRunning(ctx context.Context, programmeID string) *int {
	ctx, cancel := context.WithTimeout(ctx, runningFresh)
	defer cancel()
	var known *int
	n, err := s.Process.CountProjects(ctx, programmeID)
	if err != nil {
		s.Log.Warn("count workflows", "programme", programmeID, "error", err)
	} else {
		known = &n
	}
	r := &s.runningNow
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[string]*runningCount{}
	}
	r.kept[programmeID] = &runningCount{n: known, at: time.Now()}
	return known
}
