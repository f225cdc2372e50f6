package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"duban/internal/sample"
	"duban/internal/testkit/visitor"
	"duban/models"
	"duban/store"
)

// StormOptions are the settings of a storm.
type StormOptions struct {
	Dir      string
	Projects int
	Lead     time.Duration // from the start of the office to the moment; the projects must be followed by then
	Page     string        // opened meanwhile, again and again, with a short pause; "" opens none
	// Before is called just before the moment, Drained when every project has passed it; either may be nil
	Before, Drained func()
}

// Storm is what happened when the projects of a programme fell due at one moment.
type Storm struct {
	Projects int           // that waited for the moment
	Imported time.Duration // how long it took until all were followed
	Took     time.Duration // from the moment until the last had recorded what fell due
	Page     visitor.Pages // opened meanwhile
	Slowest  time.Duration // of these
	Rungs    int           // recorded at the moment
}

// ErrLead is returned when the moment came before the projects were followed.
var ErrLead = errors.New("a longer lead is needed")

// stormAt is the morning after the day on which the reports of November are due: every project that has none gets the
// same rung.
var stormAt = models.DateOf(2027, 12, 6).At(9, 0)

// RunStorm imports projects with their months up to October and lets the morning come on which all of them miss their
// report. It fails if a project records a rung twice or not at all.
func RunStorm(ctx context.Context, o StormOptions) (s Storm, err error) {
	begun := time.Now()
	f, err := Open(ctx, Options{Dir: o.Dir, Ahead: stormAt.Add(-o.Lead).Sub(models.InstantOf(begun))})
	if err != nil {
		return s, err
	}
	defer f.Close()
	d := sample.ProgrammeOf(stormAt.Date().Year(), o.Projects, 0)
	if _, err := Import(ctx, f.Service, "plan", models.DateOf(d.Year, 1, 1), Plan(d)); err != nil {
		return s, err
	}
	if _, err := Import(ctx, f.Service, "progress", 0, Progress(d, stormAt.Date().Month()-2)); err != nil {
		return s, err
	}
	if s.Projects, err = f.awaitAll(ctx, o.Projects); err != nil {
		return s, err
	}
	s.Imported = time.Since(begun)
	v, err := f.visitor(ctx)
	if err != nil {
		return s, err
	}
	defer v.Leave()
	if err := f.pauseUntil(ctx, stormAt); err != nil {
		return s, err
	}
	if o.Before != nil {
		o.Before()
	}
	if err := f.drain(ctx, o, v, &s); err != nil {
		return s, err
	}
	if o.Drained != nil {
		o.Drained()
	}
	return s, f.onceEach(ctx, &s)
}

func (f *Office) visitor(ctx context.Context) (*visitor.Visitor, error) {
	a, err := Reader(ctx, f.Service)
	if err != nil {
		return nil, err
	}
	v := visitor.Visit(f.Listen)
	return v, v.LogIn(ctx, a.Login, a.Password)
}

// awaitAll waits until all projects wait for the moment.
func (f *Office) awaitAll(ctx context.Context, projects int) (int, error) {
	for {
		waiting, err := f.waiting(ctx)
		if err != nil || waiting == projects {
			return waiting, err
		}
		if models.InstantOf(f.Now()) > stormAt.Add(-time.Second) {
			return 0, fmt.Errorf("%w: %d of %d projects wait for %s", ErrLead, waiting, projects, stormAt.Minute())
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return 0, err
		}
	}
}

// waiting counts the projects that wait for the moment.
func (f *Office) waiting(ctx context.Context) (n int, err error) {
	err = f.Store.Read(ctx, func(tx *store.Tx) error {
		projects, err := tx.AllOpenProjects()
		for _, p := range projects {
			if p.NextAt == stormAt {
				n++
			}
		}
		return err
	})
	return n, err
}

func (f *Office) pauseUntil(ctx context.Context, at models.Instant) error {
	return pause(ctx, at.Sub(models.InstantOf(f.Now())))
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// drain waits until no project waits for the moment any more, and opens a page meanwhile.
func (f *Office) drain(ctx context.Context, o StormOptions, v *visitor.Visitor, s *Storm) error {
	begun := time.Now()
	opened, stop := make(chan error, 1), make(chan struct{})
	var took []time.Duration
	var size int64
	go func() {
		opened <- func() (err error) {
			for o.Page != "" {
				select {
				case <-stop:
					return nil
				case <-time.After(50 * time.Millisecond):
				}
				from := time.Now()
				if size, err = v.Open(ctx, o.Page); err != nil {
					return err
				}
				took = append(took, time.Since(from))
			}
			return nil
		}()
	}()
	for waiting, counting := s.Projects, time.Duration(0); waiting > 0; {
		if err := pause(ctx, 50*time.Millisecond+10*counting); err != nil { // counting must not be the load
			return err
		}
		var err error
		from := time.Now()
		if waiting, err = f.waiting(ctx); err != nil {
			return err
		}
		counting = time.Since(from)
	}
	s.Took = time.Since(begun)
	close(stop)
	if err := <-opened; err != nil {
		return err
	}
	if len(took) > 0 {
		s.Slowest = slices.Max(took)
	}
	s.Page = visitor.PagesOf(took, size, s.Took)
	return nil
}

// onceEach checks that every project recorded what fell due at the moment exactly once, each with one audit event, and
// that the audit chain holds.
func (f *Office) onceEach(ctx context.Context, s *Storm) error {
	return f.Store.Read(ctx, func(tx *store.Tx) error {
		projects, err := tx.AllOpenProjects()
		if err != nil {
			return err
		}
		for _, p := range projects {
			facts, err := tx.Facts(p.ID)
			if err != nil {
				return err
			}
			events, err := tx.AuditOf(p.ID)
			if err != nil {
				return err
			}
			audited := map[string]int{}
			for _, e := range events {
				if e.Action == "ladder."+string(models.KindRung) || e.Action == "ladder."+string(models.KindReminder) {
					audited[e.Object]++
				}
			}
			here := 0
			for _, e := range facts.Escalations {
				if e.At == stormAt {
					here++
				}
				if audited[e.ID] != 1 {
					return fmt.Errorf("%s: %s has %d audit events", p.Code, e.ID, audited[e.ID])
				}
			}
			if here == 0 {
				return fmt.Errorf("%s has recorded nothing at %s", p.Code, stormAt.Minute())
			}
			s.Rungs += here
		}
		return nil
	})
}
