package main

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// counts returns how many answers of each kind there were.
func (w *work) counts() tally {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.answered)
}

// wrong returns what was answered wrongly: how many, and the first of them.
func (w *work) wrong() (faults []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for kind, n := range w.failed {
		faults = append(faults, fmt.Sprintf("%d times %s", n, kind))
	}
	slices.Sort(faults)
	return append(faults, w.faults...)
}

// window returns the median time of each group since the last call, and how many answers there were until now.
func (w *work) window() (medians map[string]time.Duration, answered, failed int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	medians = map[string]time.Duration{}
	for group, took := range w.took {
		slices.Sort(took)
		medians[group] = took[len(took)/2]
	}
	w.took = map[string][]time.Duration{}
	return medians, w.answered.sum(), w.failed.sum()
}
