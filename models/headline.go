package models

import (
	"cmp"
	"slices"
)

// Headline is the month a programme's figures speak of on a day, and the round that is in progress beside it.
type Headline struct {
	Month    Month      `json:"month"`     // last closed or complete round; none: there is no figure yet
	Complete bool       `json:"complete"`  // false: no round is complete yet, the figures are of an incomplete one
	Closed   bool       `json:"closed"`    // Month is closed
	Rebuilt  bool       `json:"rebuilt"`   // its closing was made from later data
	Next     Month      `json:"next"`      // the round in progress; none: the year's last one is closed
	Progress RoundCount `json:"progress"`  // of Next
	AskClose bool       `json:"ask_close"` // Next is overdue by so long that the office is to close it
}

// CloseAfter is how many working days after its due date the office is asked to close a round with reports missing.
const CloseAfter = 5

// AskClose reports whether the office is to be asked to close a round that is not complete: CloseAfter working days
// after it was due. A round from before the first project was followed, without an approved report, is left out.
func AskClose(round Round, facts []Facts, calendar Calendar, day Date) bool {
	if calendar.Between(round.Due, day) < CloseAfter {
		return false
	}
	return slices.ContainsFunc(facts, func(f Facts) bool {
		amount, _ := SeriesOf(f, IndicatorInvestment).ApprovedTo(round.Month)
		return amount != nil || f.Project.FollowedSince.Date() <= round.Due
	})
}

// RoundOf counts a round over the projects of a list on a day.
func RoundOf(facts []Facts, calendar Calendar, month Month, day Date) (c RoundCount) {
	for _, f := range facts {
		c.Add(RoundStateOf(RulesFor(f, calendar), f, month, day))
	}
	return c
}

// HeadlineOf finds the month the figures of a list speak of. closed lists the months that have a closing. A round
// counts when it is closed, or when every project that is due is approved; one approval of a later month moves nothing.
// While no round is closed or complete it is the latest one that was due and has an approved report.
func HeadlineOf(p Programme, facts []Facts, closed []Month, calendar Calendar, day Date) Headline {
	return HeadlineBy(p, closed, calendar, day,
		func(month Month) RoundCount { return RoundOf(facts, calendar, month, day) },
		func(round Round) bool { return AskClose(round, facts, calendar, day) })
}

// HeadlineBy is HeadlineOf for a list whose rounds are counted by a function; another one is AskClose.
func HeadlineBy(p Programme, closed []Month, calendar Calendar, day Date, count func(Month) RoundCount,
	ask func(Round) bool) Headline {
	var h Headline
	var due, begun Month // latest with an approved report: of those that were due, and of all
	rounds := p.Book().Ladder.RoundsBy(calendar, p.Year)
	counts := make([]RoundCount, len(rounds))
	for i, round := range rounds {
		counts[i] = count(round.Month)
		isClosed := slices.Contains(closed, round.Month)
		if isClosed || counts[i].Complete() {
			h.Month, h.Complete, h.Closed = round.Month, true, isClosed
		}
		if counts[i].Approved > 0 {
			begun = round.Month
			if round.Due < day {
				due = round.Month
			}
		}
	}
	if !h.Complete {
		h.Month = cmp.Or(due, begun)
	}
	for i, round := range rounds {
		if h.Complete && round.Month <= h.Month || round.Month < h.Month {
			continue
		}
		h.Next, h.Progress = round.Month, counts[i]
		h.AskClose = counts[i].Due > 0 && ask(round)
		break
	}
	return h
}
