package ladderoracle

import (
	"fmt"
	"time"
)

// Waiting is a time in which a problem waited to be confirmed.
type Waiting struct{ From, To time.Time }

// ProblemSteps walks from day to day and returns which steps a problem reaches up to a moment, each with its day: a
// reminder three working days before its day, and a message on the 1st, 6th and 16th working morning after it on which
// it was with its department. worked says of a day, 2021-06-30, whether people work on it.
func ProblemSteps(worked func(day string) bool, assigned time.Time, due string, waited []Waiting,
	now time.Time) (steps []string) {
	last := dayOf(due)
	for !worked(last.String()) {
		last++
	}
	with := func(at moment) bool {
		for _, w := range waited {
			if at > momentOf(w.From) && (w.To.IsZero() || at <= momentOf(w.To)) {
				return false
			}
		}
		return true
	}
	before := last
	for n := 0; n < 3; {
		before--
		if worked(before.String()) {
			n++
		}
	}
	if at := before.nine(); at >= momentOf(assigned) && at <= momentOf(now) && with(at) {
		steps = append(steps, fmt.Sprintf("%s %s", "due-3", before))
	}
	n := 0
	for d := last + 1; d.nine() <= momentOf(now); d++ {
		if !worked(d.String()) || !with(d.nine()) {
			continue
		}
		if n++; n == 1 || n == 6 || n == 16 {
			steps = append(steps, fmt.Sprintf("overdue-%d %s", n, d))
		}
	}
	return steps
}
