package activities

import (
	"context"

	"duban/models"
	"duban/workflows/contract"
)

// ChangePlan changes what a project is held to.
func (a *Activities) ChangePlan(ctx context.Context, p contract.At[contract.ChangePlan]) (contract.Outcome, error) {
	c := p.Command
	return a.command(ctx, contract.UpdateChangePlan, c.Head, p.Now, func(w *work) (models.Changes, error) {
		return w.rules.ChangePlan(&w.facts, c.Body, c.Key, p.Now)
	})
}
