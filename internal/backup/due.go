package backup

import (
	"time"

	"duban/models"
)

// retry is the time after a failed backup until the next attempt.
const retry = time.Hour

// Due reports whether the daily backup is due. clock is its time of day in Asia/Shanghai, as the time since midnight. A
// backup that was missed because the machine was off is due at once; after a failure it is due again an hour later.
func Due(now time.Time, clock time.Duration, s State) bool {
	today := models.InstantOf(now)
	wanted := today.Date().At(0, 0).Add(clock)
	if wanted > today {
		wanted = wanted.Add(-24 * time.Hour)
	}
	// A time in the future was recorded with a wrong clock and does not count.
	done := func(at models.Instant) bool { return at >= wanted && at <= today }
	if done(s.Good) {
		return false
	}
	return !done(s.Tried) || today.Sub(s.Tried) >= retry
}
