package models

// The audit actions of rounds.
const (
	ActionRoundBegun    = "round.begun"
	ActionRoundAdvanced = "round.advanced"
)

// RoundNotFound is the error about a round that is not followed.
func RoundNotFound(programmeID string, month Month) *Error {
	return Errorf(KindNotFound, "no_round", "“%s”没有 %s 的调度轮次，请核对月份", programmeID, month)
}

// A round is followed from followDaysBefore days before it opens. One whose verified figures were due more than
// beginDaysAfter days ago is not begun any more, unless an earlier one of the same programme is on record: then none is
// left out.
const (
	followDaysBefore = 14
	beginDaysAfter   = 31
)

// RoundsToBegin returns the rounds of a programme that are to be followed from a moment on and are not yet. known are
// those on record.
func RoundsToBegin(p Programme, s RoundSettings, known []MonthRound, calendar Calendar, now Instant) []MonthRound {
	var begun []MonthRound
	on, newest := map[Month]bool{}, Month(0)
	for _, r := range known {
		on[r.Month], newest = true, max(newest, r.Month)
	}
	today := now.Date()
	for _, round := range p.Book().Ladder.RoundsBy(calendar, p.Year) {
		d := s.Days(round, calendar)
		switch {
		case on[round.Month] || round.Month < newest || today < d.Opens-followDaysBefore:
		case newest == 0 && today > d.Verified+beginDaysAfter:
		default:
			since := now
			if newest != 0 { // it would have been followed, had the program run
				since = min(now, d.Opens.At(0, 0))
			}
			begun = append(begun, MonthRound{ID: MonthRoundID(p.ID, round.Month), ProgrammeID: p.ID, Month: round.Month,
				Stage: RoundAhead, BegunAt: since})
		}
	}
	return begun
}
