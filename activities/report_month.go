package activities

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// ReportMonth hands in a month's report or its estimate.
func (a *Activities) ReportMonth(ctx context.Context, p contract.At[contract.ReportMonth]) (contract.Outcome, error) {
	c := p.Command
	return a.command(ctx, contract.UpdateReportMonth, c.Head, p.Now, func(w *work) (models.Changes, error) {
		return w.rules.ReportMonth(&w.facts, c.Body, c.Key, models.Actor{ID: c.By.ID, Name: c.By.Name}, p.Now)
	})
}
