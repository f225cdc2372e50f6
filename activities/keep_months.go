package activities

import (
	"duban/internal/figures"
	"duban/models"
)

// keepMonths keeps the closings of months in step with a command that was carried out, in its transaction. A round that
// has become complete is closed. A month that was closed with an acceptance that is withdrawn is open again, and closes
// by itself once it is complete; one that says a milestone is done which is open again gets its next version.
func (w *work) keepMonths(command string, c models.Changes) error {
	project := w.facts.Project.ID
	switch command {
	case models.CommandTakeBack:
		programmes, err := w.tx.ProgrammesOf([]string{project})
		if err != nil {
			return err
		}
		why := figures.Closing{Kind: models.ClosedMonth, By: w.by, Key: w.key,
			Reason: "撤回审定：" + w.facts.Project.Code + " " + w.facts.Project.Name}
		why.Reopened = c.Report != nil
		why.Settles = why.Reopened
		if err := figures.Recount(w.tx, w.calendar, w.now, why, programmes, []string{project}); err != nil {
			return err
		}
	case models.CommandReview, models.CommandChangePlan:
	default:
		return nil
	}
	_, err := figures.Settle(w.tx, w.calendar, w.now, project)
	return err
}
