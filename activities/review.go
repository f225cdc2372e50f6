package activities

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// Review decides on a submission; of two reviewers at once one wins, and the other is told who and when.
func (a *Activities) Review(ctx context.Context, p contract.At[contract.Review]) (contract.Outcome, error) {
	c := p.Command
	return a.command(ctx, contract.UpdateReview, c.Head, p.Now, func(w *work) (models.Changes, error) {
		reviews, err := w.tx.ReviewsOf(w.facts.Project.ID)
		if err != nil {
			return models.Changes{}, err
		}
		return w.rules.Review(&w.facts, c.Body, reviews, models.Actor{ID: c.By.ID, Name: c.By.Name}, p.Now)
	})
}
