package activities

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// SubmitMilestone hands in a milestone.
func (a *Activities) SubmitMilestone(ctx context.Context, p contract.At[contract.SubmitMilestone]) (contract.Outcome, error) {
	c := p.Command
	return a.command(ctx, contract.UpdateSubmitMilestone, c.Head, p.Now, func(w *work) (models.Changes, error) {
		return w.rules.SubmitMilestone(&w.facts, c.Body, c.Key, models.Actor{ID: c.By.ID, Name: c.By.Name}, p.Now)
	})
}
