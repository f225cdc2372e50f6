package models

// FallsDue returns the day from whose end on a milestone is late. With a ladder that shifts, a milestone due on a day
// off is due on the next working day (顺延), as time limits are by custom and by 民法典 article 203; the due date on record
// and on paper stays.
func (r Rules) FallsDue(due Date) Date {
	if due == 0 || !r.Ladder.Shifts {
		return due
	}
	return r.Calendar.OnOrAfter(due)
}

// Rounds returns the reporting rounds of a year with the due dates that hold. With a ladder that shifts, a report due
// on a day off is due on the working day before: the owners' figures are what goes up to the city on the same day, and
// a report that goes up is never late because of a holiday.
func (r Rules) Rounds(year int) []Round { return r.Ladder.RoundsBy(r.Calendar, year) }

// RoundsBy returns the reporting rounds of a year with the due dates that hold by a calendar.
func (l Ladder) RoundsBy(calendar Calendar, year int) []Round {
	rounds := l.Rounds(year)
	for i := range rounds {
		rounds[i].Due = l.dueBy(calendar, rounds[i].Month)
	}
	return rounds
}

// dueBy returns the day on which a month's round is due by a calendar.
func (l Ladder) dueBy(calendar Calendar, month Month) Date {
	due := (month + 1).Day(l.ReportDay)
	if l.Shifts {
		return UpwardDue(calendar, due)
	}
	return due
}

// UpwardDue returns the day on which a report to the level above is due: the day itself, or the working day before a
// day off.
func UpwardDue(calendar Calendar, due Date) Date { return calendar.OnOrBefore(due) }

// ShiftText says in Chinese where a due date on a day off has moved to, or "" when it holds.
func (r Rules) ShiftText(due Date) string {
	if falls := r.FallsDue(due); falls != due {
		return "顺延至" + falls.String()
	}
	return ""
}
