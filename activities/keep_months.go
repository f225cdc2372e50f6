package activities

import (
	"fmt"

	"duban/internal/figures"
	"duban/models"
)

// keepMonths keeps the closings of months in step with a command that was carried out, in its transaction. A round that
// has become complete is closed. A month that was closed without a report that is approved now gets its next version,
// and so do the closed months after it that carried the project: a month's cumulative amount stays that of the month
// before and its own. A month that was closed with an acceptance that is withdrawn is open again, and closes by itself
// once it is complete; one that says a milestone is done which is open again gets its next version.
func (w *work) keepMonths(command string, c models.Changes) error {
	project := w.facts.Project
	why := figures.Closing{Kind: models.ClosedMonth, By: w.by, Key: w.key}
	switch {
	case command == models.CommandTakeBack:
		why.Reason = "撤回审定：" + project.Code + " " + project.Name
		why.Reopened = c.Report != nil
		why.Settles = why.Reopened
	case command == models.CommandReview && c.Report != nil && c.Report.Status == models.ReportApproved:
		why.From = c.Report.Month
		why.Reason = fmt.Sprintf("补审定：%s %s%d月月报", project.Code, project.Name, c.Report.Month.Number())
	case command != models.CommandReview && command != models.CommandChangePlan &&
		command != models.CommandDecideRequest:
		return nil
	}
	if why.Reason != "" {
		programmes, err := w.tx.ProgrammesOf([]string{project.ID})
		if err != nil {
			return err
		}
		if err := figures.Recount(w.tx, w.calendar, w.now, why, programmes, []string{project.ID}); err != nil {
			return err
		}
	}
	_, err := figures.Settle(w.tx, w.calendar, w.now, project.ID)
	return err
}
