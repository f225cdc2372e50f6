package activities

import (
	"duban/internal/figures"
	"duban/internal/settling"
	"duban/models"
)

// goneOut reports whether a month of the correction that an order confirms has been given out or has gone up.
func (w *work) goneOut(order any) (bool, error) {
	body, _ := order.(models.ConfirmCorrectionCommand) // decoded from the stored command
	for _, c := range w.facts.Corrections {
		if c.ID == body.Correction {
			sent, err := figures.SentWith(w.tx, w.facts, c)
			return figures.GoneOut(c, sent), err
		}
	}
	return false, nil
}

// writeCorrection writes what a confirmed correction changes, and the next version of the closings of its months.
func (w *work) writeCorrection(c models.Changes) error {
	if c.Correction == nil {
		return nil
	}
	if err := w.tx.DecideCorrection(*c.Correction); err != nil {
		return err
	}
	for _, r := range c.Corrected {
		if err := w.tx.SetReport(r); err != nil {
			return err
		}
	}
	if c.Reopened != nil {
		if err := w.tx.ReopenMilestone(*c.Reopened, *c.DueChange); err != nil {
			return err
		}
	}
	if c.Correction.Kind == models.CorrectInCurrent {
		return nil
	}
	reason := figures.Closing{Kind: models.ClosedMonth, By: w.by, Key: w.key, Reason: c.Correction.Reason,
		Document: c.Correction.Document}
	programmes, err := w.tx.ProgrammesOf([]string{w.facts.Project.ID})
	if err != nil {
		return err
	}
	return figures.Restate(w.tx, programmes, *c.Correction, w.calendar, reason, w.now)
}

// writeTakenBack writes what the withdrawal of an acceptance changes.
func (w *work) writeTakenBack(c models.Changes) error {
	if c.TakenBack == nil {
		return nil
	}
	if err := w.tx.TakeBackSubmission(c.TakenBack.ID); err != nil {
		return err
	}
	if m := c.Uncompleted; m != nil {
		if err := w.tx.UncompleteMilestone(m.ID, m.DueVersion); err != nil {
			return err
		}
	}
	var reopened []string
	for _, e := range c.Unclosed {
		if err := w.tx.OpenEscalation(e.ID); err != nil {
			return err
		}
		reopened = append(reopened, e.ID)
	}
	if len(reopened) == 0 {
		return nil
	}
	return settling.Reopen(w.tx, reopened, w.rules.Calendar, w.now)
}
