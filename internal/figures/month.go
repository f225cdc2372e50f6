package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Headline returns the month the programme's figures speak of on a day, with the round in progress.
func (p Programme) Headline(now models.Instant) models.Headline {
	return models.HeadlineOf(p.Programme, p.Facts(), p.Closed, p.Calendar, now.Date())
}

// Now computes the figures to the end of a month with lights, rungs and milestones of this moment, whatever is closed.
func (p Programme) Now(month models.Month, now models.Instant) models.ProgrammeFigures {
	return p.compute(month, now, now.Date(), func(m Member) models.Facts { return m.Facts }, p.Listed, p.Dropped)
}

// Rebuild computes the figures of a month as it stood at its end, from what is on record now: the projects that were on
// the list then, with what was known of them. The record keeps no earlier plans, names and units: those are today's.
func (p Programme) Rebuild(month models.Month, now models.Instant) models.ProgrammeFigures {
	at := models.MonthEnd(month, now)
	listed, gone := p.membersIn(month)
	return p.compute(month, at, now.Date(), func(m Member) models.Facts {
		return models.AsOf(m.Facts, month, at, m.Moves)
	}, listed, gone)
}

// membersIn returns the projects that were on the list at the end of a month, in its order, and those that had left it.
func (p Programme) membersIn(month models.Month) (listed, gone []Member) {
	listed = slices.DeleteFunc(slices.Clone(p.Listed), func(m Member) bool {
		return m.Membership.AddedOn > month.Last()
	})
	for _, m := range p.Dropped {
		if month > m.Until {
			gone = append(gone, m)
			continue
		}
		m.Until = 0 // it was on the list then
		listed = append(listed, m)
	}
	slices.SortStableFunc(listed, func(a, b Member) int { return a.Membership.Position - b.Membership.Position })
	return listed, gone
}

func (p Programme) compute(month models.Month, at models.Instant, today models.Date,
	known func(Member) models.Facts, listed, dropped []Member) models.ProgrammeFigures {
	out := models.ProgrammeFigures{Month: month, At: at, Target: p.Target, Rank: p.RankRule(),
		Indicator: models.IndicatorInvestment,
		Lines:     make([]models.ProjectFigures, 0, len(listed)+len(dropped))}
	for _, m := range slices.Concat(listed, dropped) {
		f := known(m)
		rules := models.RulesFor(f, p.Calendar)
		out.Lines = append(out.Lines, rules.ProjectFigures(f, m.Listing, p.Names, month, at, today))
	}
	out.Totals = models.TotalsOf(out.Lines)
	return out
}

// At returns the figures of a month: those of its closing, else as the month stood at its end by what is known now.
func (p Programme) At(tx *store.Tx, month models.Month, now models.Instant) (models.ProgrammeFigures, error) {
	if !slices.Contains(p.Closed, month) {
		return p.Rebuild(month, now), nil
	}
	closing, closed, err := tx.Closing(p.ID, models.ClosedMonth, month)
	if err != nil {
		return models.ProgrammeFigures{}, err
	}
	if !closed {
		return p.Rebuild(month, now), nil
	}
	lines, err := tx.ClosingLines(closing.ID)
	if err != nil {
		return models.ProgrammeFigures{}, err
	}
	return closing.Figures(lines)
}
