package backup

import (
	"time"

	"duban/models"
)

// retry is how long after a failure the next try is.
const retry = time.Hour

// Due reports whether a backup should be made now that is wanted every day at a clock time in Asia/Shanghai, given as
// the time since midnight. One that was missed because the machine was off is due at once; one that failed, after an
// hour.
func Due(now time.Time, clock time.Duration, s State) bool {
	today := models.InstantOf(now)
	wanted := today.Date().At(0, 0).Add(clock)
	if wanted > today {
		wanted = wanted.Add(-24 * time.Hour)
	}
	// a moment yet to come is a clock that was wrong
	done := func(at models.Instant) bool { return at >= wanted && at <= today }
	if done(s.Good) {
		return false
	}
	return !done(s.Tried) || today.Sub(s.Tried) >= retry
}
