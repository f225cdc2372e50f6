package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Recount writes the next version of each closed month whose approved figures, or completed milestones, are no longer
// those on record of one of the projects: after an import or its undoing, after an acceptance was withdrawn, or after a
// report was approved whose month was closed without it. c is why; with Reopened the version says that the month is
// open again.
func Recount(tx *store.Tx, calendar func(extra []models.CalendarDay) models.Calendar, now models.Instant, c Closing,
	programmes []models.Programme, projects []string) error {
	changed := make(map[string]bool, len(projects))
	for _, id := range projects {
		changed[id] = true
	}
	for _, programme := range programmes {
		months, err := tx.ClosedMonths(programme.ID)
		if err != nil {
			return err
		}
		months = slices.DeleteFunc(months, func(m models.Month) bool { return m < c.From })
		if len(months) == 0 {
			continue
		}
		p, err := Load(tx, programme, calendar)
		if err != nil {
			return err
		}
		for _, month := range months {
			if err := p.recount(tx, month, changed, c, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p Programme) recount(tx *store.Tx, month models.Month, changed map[string]bool, c Closing,
	now models.Instant) error {
	newest, _, err := tx.Closing(p.ID, models.ClosedMonth, month)
	if err != nil {
		return err
	}
	lines, err := tx.ClosingLines(newest.ID)
	if err != nil {
		return err
	}
	was, err := newest.Figures(lines)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(was.Lines, func(l models.ProjectFigures) bool {
		return changed[l.ProjectID] && !p.stillOnRecord(l)
	})
	if i < 0 {
		return nil
	}
	if c.Settles {
		without, err := p.closedWithout(tx, month, was.Lines[i])
		if err != nil {
			return err
		}
		c.Reopened, c.Settles = !without, !without
	}
	_, err = p.Close(tx, month, c, now)
	return err
}

// closedWithout reports whether the month was closed while the project's report was missing: it stays closed when the
// acceptance that came later is withdrawn.
func (p Programme) closedWithout(tx *store.Tx, month models.Month, l models.ProjectFigures) (bool, error) {
	all, err := tx.ClosingsOf(p.ID)
	return slices.ContainsFunc(all, func(c models.MonthClosing) bool {
		return c.Kind == models.ClosedMonth && c.Month == month && !c.Reopened &&
			slices.Contains(c.Missing, l.Code+" "+l.Name)
	}), err
}

// stillOnRecord reports whether a project's approved amount to the end of a line's month is what the line says, and
// what it says is done still is. A report that was approved after its month was closed is on record and not in the
// line.
func (p Programme) stillOnRecord(l models.ProjectFigures) bool {
	m, known := p.Member(l.ProjectID)
	if !known {
		return l.Approved == nil
	}
	amount, of := models.SeriesOf(m.Facts, models.IndicatorInvestment).ApprovedTo(l.Month)
	if of != l.FigureMonth() || amount != nil && *amount != *l.Approved {
		return false
	}
	return !l.Undone(m.Milestones)
}
