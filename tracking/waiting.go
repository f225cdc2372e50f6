package tracking

import (
	"context"
	"strings"
	"sync"
	"time"

	"duban/models"
)

// Waiting counts what waits for a person, for the navigation of every page.
type Waiting struct {
	Todos int            // everything that is asked of them, as /tasks lists it
	By    map[string]int // the same by the first part of the path of the page on which it is done, such as "/reviews"
}

// waiting keeps the counts of each person until something is recorded.
type waiting struct {
	mu   sync.Mutex
	kept map[string]keptWaiting // by person
}

type keptWaiting struct {
	sequence int64
	at       models.Instant
	Waiting
}

const (
	// waitingOld is how long a count holds when nothing is recorded: what is asked of a person also depends on the time.
	waitingOld = 5 * time.Minute
	// waitingFresh is how long a count holds whatever others record: a page that follows a change does not ask again what
	// every area asks of the person.
	waitingFresh = 10 * time.Second
	// mostWaiting is how many people's counts are kept.
	mostWaiting = 2_000
)

// Waiting counts what is asked of a person. The counts are kept as long as the sequence of the audit chain, as the
// session's view gives it, is the same, and for some seconds after another person's change; acted says that the person
// changed something. A page is shown without counts when they cannot be read.
func (s *Service) Waiting(ctx context.Context, actor models.Actor, sequence int64, acted bool) Waiting {
	now := s.now()
	if kept, found := s.waitingNow.of(actor.ID); found && kept.at <= now {
		age := now.Sub(kept.at)
		if kept.sequence == sequence && age < waitingOld || !acted && age < waitingFresh {
			return kept.Waiting
		}
	}
	todos, err := s.Todos(ctx, actor)
	if err != nil {
		if models.CanRead(actor) == nil {
			s.Log.Warn("what waits for a person", "error", err)
		}
		return Waiting{}
	}
	w := Waiting{Todos: len(todos), By: map[string]int{}}
	for _, t := range todos {
		first, _, _ := strings.Cut(strings.TrimPrefix(t.Path, "/"), "/")
		first, _, _ = strings.Cut(first, "?")
		first, _, _ = strings.Cut(first, "#")
		w.By["/"+first]++
	}
	s.waitingNow.keep(actor.ID, keptWaiting{sequence, now, w})
	return w
}

func (w *waiting) of(person string) (keptWaiting, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	k, found := w.kept[person]
	return k, found
}

func (w *waiting) keep(person string, k keptWaiting) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.kept == nil || len(w.kept) >= mostWaiting {
		w.kept = map[string]keptWaiting{}
	}
	w.kept[person] = k
}
