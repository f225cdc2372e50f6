package simulate

import (
	"container/heap"
	"context"

	"duban/models"
)

// intent is something somebody means to do at a moment.
type intent struct {
	at    models.Instant
	order int // of being thought of: two at the same moment act in that order, so that the year is the same each time
	do    func(ctx context.Context, now models.Instant) error
}

// agenda holds what everybody means to do, the soonest first.
type agenda struct {
	intents intents
	thought int
}

func (a *agenda) add(at models.Instant, do func(ctx context.Context, now models.Instant) error) {
	a.thought++
	heap.Push(&a.intents, intent{at, a.thought, do})
}

// due takes the next intent whose moment has come.
func (a *agenda) due(now models.Instant) (intent, bool) {
	if len(a.intents) == 0 || a.intents[0].at > now {
		return intent{}, false
	}
	return heap.Pop(&a.intents).(intent), true
}

// next returns the next moment; 0 when nobody means to do anything any more.
func (a *agenda) next() models.Instant {
	if len(a.intents) == 0 {
		return 0
	}
	return a.intents[0].at
}

type intents []intent

// Len, Less, Swap, Push and Pop make a heap of it.
func (h intents) Len() int { return len(h) }

// Less orders by moment, then by thought.
func (h intents) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	return h[i].order < h[j].order
}

// Swap exchanges two.
func (h intents) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push adds one at the end.
func (h *intents) Push(x any) { *h = append(*h, x.(intent)) }

// Pop takes the last one.
func (h *intents) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
