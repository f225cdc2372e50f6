package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Recount writes the next version of each closed month whose approved figures an import, or its undoing, has changed in
// one of the projects. With reopen the version says that the month is open again: it closes by itself once it is
// complete.
func Recount(tx *store.Tx, calendar func(extra []models.CalendarDay) models.Calendar, now models.Instant, reason string,
	reopen bool, programmes []models.Programme, projects []string) error {
	for _, programme := range programmes {
		months, err := tx.ClosedMonths(programme.ID)
		if err != nil {
			return err
		}
		if len(months) == 0 {
			continue
		}
		p, err := Load(tx, programme, calendar)
		if err != nil {
			return err
		}
		for _, month := range months {
			if err := p.recount(tx, month, projects, Closing{Kind: models.ClosedMonth, By: models.System, Reason: reason,
				Reopened: reopen}, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p Programme) recount(tx *store.Tx, month models.Month, projects []string, c Closing, now models.Instant) error {
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
	changed := slices.ContainsFunc(was.Lines, func(l models.ProjectFigures) bool {
		return l.Approved != nil && l.CarriedFrom == 0 && slices.Contains(projects, l.ProjectID) &&
			!p.stillApproved(l)
	})
	if !changed {
		return nil
	}
	_, err = p.Close(tx, month, c, now)
	return err
}

// stillApproved reports whether a project's approved amount of a month is what a line says.
func (p Programme) stillApproved(l models.ProjectFigures) bool {
	for _, m := range slices.Concat(p.Listed, p.Dropped) {
		if m.Project.ID == l.ProjectID {
			amount, of := models.SeriesOf(m.Facts, models.IndicatorInvestment).ApprovedTo(l.Month)
			return amount != nil && of == l.Month && *amount == *l.Approved
		}
	}
	return false
}
