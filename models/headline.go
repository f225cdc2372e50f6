package models

// Headline is the month a programme's figures speak of on a day, and the round that is in progress beside it.
type Headline struct {
	Month    Month      `json:"month"`     // last closed or complete round; none: there is no figure yet
	Complete bool       `json:"complete"`  // false: no round is complete yet, the figures are of an incomplete one
	Next     Month      `json:"next"`      // the round in progress; none: the year's last one is closed
	Progress RoundCount `json:"progress"`  // of Next
	AskClose bool       `json:"ask_close"` // Next is overdue by so long that the office is to close it
}

// CloseAfter is how many working days after its due date the office is asked to close a round with reports missing.
const CloseAfter = 5

// RoundOf counts a round over the projects of a list on a day.
func RoundOf(facts []Facts, calendar Calendar, month Month, day Date) (c RoundCount) {
	for _, f := range facts {
		c.Add(RoundStateOf(RulesFor(f, calendar), f, month, day))
	}
	return c
}

// HeadlineOf finds the month the figures of a list speak of. closed lists the months that have a closing. A round
// counts when it is closed, or when every project that is due is approved; one approval of a later month moves nothing.
func HeadlineOf(p Programme, facts []Facts, closed []Month, calendar Calendar, day Date) Headline {
	var h Headline
	isClosed := map[Month]bool{}
	for _, m := range closed {
		isClosed[m] = true
	}
	var started Month // latest month with any approved figure
	rounds := LadderOf(p.Ladder).Rounds(p.Year)
	for _, round := range rounds {
		count := RoundOf(facts, calendar, round.Month, day)
		if isClosed[round.Month] || count.Complete() {
			h = Headline{Month: round.Month, Complete: true}
			continue
		}
		if count.Approved > 0 {
			started = round.Month
		}
		if h.Next == 0 {
			h.Next, h.Progress = round.Month, count
			h.AskClose = calendar.Between(round.Due, day) >= CloseAfter && count.Due > 0
		}
	}
	if h.Month == 0 {
		h.Month = started
	}
	return h
}
