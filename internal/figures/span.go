package figures

import "duban/models"

// span is a run of moments of one day, from included, until excluded.
type span struct{ from, until models.Instant }

// spanOf is the day of a moment up to its last minute, or that minute: a month stands at 23:59 of its last day.
func spanOf(now models.Instant) span {
	day := now.Date()
	return span{day.At(0, 0), (day + 1).At(0, 0)}.cut(now, day.At(23, 59))
}

func (s span) holds(now models.Instant) bool { return s.from <= now && now < s.until }

// and is what two spans share.
func (s span) and(other span) span { return span{max(s.from, other.from), min(s.until, other.until)} }

// cut ends or begins the span at a moment that may tell figures apart, on the side where now is.
func (s span) cut(now, at models.Instant) span {
	if at <= now {
		s.from = max(s.from, at)
	} else {
		s.until = min(s.until, at)
	}
	return s
}

// split cuts the span at the hour at which the ladder counts a day.
func (s span) split(now models.Instant, hour int) span { return s.cut(now, now.Date().At(hour, 0)) }

// around cuts the span at every moment on record of a project: what began or ended then is known from it on.
func (s span) around(now models.Instant, m *Member) span {
	at := func(moments ...models.Instant) {
		for _, moment := range moments {
			if s.from <= moment && moment < s.until {
				s = s.cut(now, moment).cut(now, moment+1)
			}
		}
	}
	at(m.Project.ClosedAt, m.Project.FollowedSince, m.Project.HandedAt)
	for i := range m.Escalations {
		at(m.Escalations[i].At, m.Escalations[i].RecordedAt, m.Escalations[i].ClosedAt)
	}
	for i := range m.Milestones {
		at(m.Milestones[i].ArmedAt, m.Milestones[i].EndedAt)
	}
	for i := range m.Reports {
		at(m.Reports[i].SubmittedAt, m.Reports[i].ApprovedAt)
	}
	for i := range m.Submissions {
		at(m.Submissions[i].SubmittedAt, m.Submissions[i].DecidedAt, m.Submissions[i].PreReviewedAt)
	}
	for i := range m.Corrections {
		at(m.Corrections[i].AskedAt, m.Corrections[i].DecidedAt, m.Corrections[i].AcceptedAt)
	}
	for i := range m.Requests {
		at(m.Requests[i].AskedAt, m.Requests[i].PreReviewedAt, m.Requests[i].DecidedAt)
	}
	for i := range m.Moves {
		at(m.Moves[i].At)
	}
	return s
}
