package simulate

import (
	"container/heap"
	"context"

	"duban/models"
)

// entry is what is to be done at a moment.
type entry struct {
	at    models.Instant
	order int // of entry: two at the same moment are done in that order, so that every run is the same
	do    func(ctx context.Context, now models.Instant) error
}

// agenda holds what is to be done, the soonest first.
type agenda struct {
	entries entries
	added   int
}

func (a *agenda) add(at models.Instant, do func(ctx context.Context, now models.Instant) error) {
	a.added++
	heap.Push(&a.entries, entry{at, a.added, do})
}

// due takes out the next entry whose moment has come.
func (a *agenda) due(now models.Instant) (entry, bool) {
	if len(a.entries) == 0 || a.entries[0].at > now {
		return entry{}, false
	}
	return heap.Pop(&a.entries).(entry), true
}

// next returns the next moment; 0 when there is no entry.
func (a *agenda) next() models.Instant {
	if len(a.entries) == 0 {
		return 0
	}
	return a.entries[0].at
}

type entries []entry

// Len makes a heap of it, with the methods below.
func (h entries) Len() int { return len(h) }

// Less orders by moment, then by order of entry.
func (h entries) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	return h[i].order < h[j].order
}

// Swap exchanges two.
func (h entries) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push adds one at the end.
func (h *entries) Push(x any) { *h = append(*h, x.(entry)) }

// Pop takes the last one.
func (h *entries) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
