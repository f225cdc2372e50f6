package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Headline returns the month the programme's figures speak of on a day, with the round in progress.
func (p Programme) Headline(now models.Instant) models.Headline {
	if m := p.memo; m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.headlineAt(now)
	}
	return models.HeadlineOf(p.Programme, p.Facts(), p.Closed, p.Calendar, now.Date())
}

// Now computes the figures to the end of a month with lights, rungs and milestones of this moment, whatever is closed.
func (p Programme) Now(month models.Month, now models.Instant) models.ProgrammeFigures {
	if m := p.memo; m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.nowAt(month, now)
	}
	return p.compute(month, now, now.Date(), func(m Member) models.Facts { return m.Facts }, p.Listed, p.Dropped)
}

// LineNow computes one project to the end of a month like Now, and reports whether the programme has it.
func (p Programme) LineNow(projectID string, month models.Month, now models.Instant) (models.ProjectFigures, bool) {
	m, found := p.Member(projectID)
	if !found {
		return models.ProjectFigures{}, false
	}
	rules := models.RulesFor(m.Facts, p.Calendar)
	return rules.ProjectFigures(m.Facts, m.Listing, p.Names, month, now, now.Date()), true
}

// ClosedLines reads a project's lines of the closed months of the programme.
func (p Programme) ClosedLines(tx *store.Tx, projectID string) (map[models.Month]ClosedLine, error) {
	rows, err := p.closingsOf(tx)
	if err != nil {
		return nil, err
	}
	newest := map[models.Month]models.MonthClosing{}
	for _, c := range rows { // by version
		if c.Kind == models.ClosedMonth {
			newest[c.Month] = c
		}
	}
	var ids []string
	byID := map[string]models.MonthClosing{}
	for _, c := range newest {
		if !c.Reopened {
			ids, byID[c.ID] = append(ids, c.ID), c
		}
	}
	slices.Sort(ids)
	lines, err := tx.ClosingLinesOf(projectID, ids)
	if err != nil {
		return nil, err
	}
	out := map[models.Month]ClosedLine{}
	for _, l := range lines {
		c := byID[l.ClosingID]
		read, err := c.Figures([]models.MonthClosingLine{l})
		if err != nil {
			return nil, err
		}
		out[c.Month] = ClosedLine{Version: c.Version, Rebuilt: c.Reconstructed, ProjectFigures: read.Lines[0]}
	}
	return out, nil
}

// closingsOf returns every version of every closing.
func (p Programme) closingsOf(tx *store.Tx) ([]models.MonthClosing, error) {
	if p.memo != nil {
		return p.closings, nil
	}
	return tx.ClosingsOf(p.ID)
}

// ClosedLine is a project in a month's closing.
type ClosedLine struct {
	Version int
	Rebuilt bool
	models.ProjectFigures
}

// Rebuild computes the figures of a month as it stood at its end, from what is on record now: the projects that were on
// the list then, with what was known of them. The record keeps no earlier plans, names and units: those are today's.
func (p Programme) Rebuild(month models.Month, now models.Instant) models.ProgrammeFigures {
	if m := p.memo; m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.thenAt(month, now)
	}
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
	out := models.ProgrammeFigures{Month: month, At: at, Target: p.Target,
		Indicator: models.IndicatorInvestment,
		Lines:     make([]models.ProjectFigures, 0, len(listed)+len(dropped))}
	for _, m := range slices.Concat(listed, dropped) {
		f := known(m)
		rules := models.RulesFor(f, p.Calendar)
		out.Lines = append(out.Lines, rules.ProjectFigures(f, m.Listing, p.Names, month, at, today))
	}
	out.Totals = models.TotalsOf(out.Lines)
	out.RankUnitsBy(p.Programme, p.Names)
	return out
}

// At returns the figures of a month: those of its closing, else as the month stood at its end by what is known now. A
// closed month keeps the rules it was ranked by; the month of the headline follows those the office has chosen.
func (p Programme) At(tx *store.Tx, month models.Month, now models.Instant) (models.ProgrammeFigures, error) {
	if m := p.memo; m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.at(tx, month, now)
	}
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
	out, err := closing.Figures(lines)
	if err == nil && month >= p.Headline(now).Month {
		out.RankUnitsBy(p.Programme, p.Names)
	}
	return out, err
}
