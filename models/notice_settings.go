package models

// NoticeSettings is what leaves the program of a programme's messages. Without a row nothing goes to a leader unless
// the office releases it.
type NoticeSettings struct {
	ProgrammeID string `gorm:"primaryKey"`
	ReleaseAuto bool   // digests to leaders leave by themselves
}

// The minute of the ladder's hour at which the day's digests are made: when everything that fell due at the hour is on
// record, and away from the full and the half hour, when chat services are busy.
const digestMinute = 20

// DigestAt returns the first moment from now on at which digests are made: once on each working day.
func (r Rules) DigestAt(now Instant) Instant {
	day := r.Calendar.OnOrAfter(now.Date())
	if at := day.At(r.Ladder.Hour, digestMinute); at >= now {
		return at
	}
	return r.Calendar.OnOrAfter(day+1).At(r.Ladder.Hour, digestMinute)
}

// ReleaseLate reports whether a listed delivery waits for its release longer than a working day.
func ReleaseLate(calendar Calendar, d Delivery, now Instant) bool {
	return d.Status == DeliveryListed && calendar.Add(d.CreatedAt.Date(), 1) < now.Date()
}
