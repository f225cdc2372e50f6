package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// OrderToSign is an order that waits for the post that signs it.
type OrderToSign struct {
	ID     string               `json:"id"`
	Kind   models.OrderKind     `json:"kind"`
	Rung   models.Rung          `json:"rung,omitempty"`
	Number string               `json:"number,omitempty"`
	Title  string               `json:"title"`
	Unit   string               `json:"unit"`
	Signer string               `json:"signer"`
	Step   models.OrderStepKind `json:"step"` // sign, judge or close
}

// ordersToSign lists the orders that wait for a person as the signer, or that they may enter from paper for the signer.
func (s *Service) ordersToSign(tx *store.Tx, g figures.Standing, actor models.Actor,
	orders []models.OrderFacts) ([]OrderToSign, error) {
	out := []OrderToSign{}
	if models.CanWorkOnOrders(actor) != nil {
		return out, nil //nolint:nilerr // nothing is asked of who has no part in orders
	}
	common, err := s.common(tx)
	if err != nil {
		return nil, err
	}
	for _, f := range orders {
		step := f.AsksSigner()
		if step == "" || models.CanSeeOrder(actor, f.Order) != nil {
			continue
		}
		for _, id := range projectsOf(f) {
			if m, found := g.Member(id); found {
				f.Projects = append(f.Projects, m.Project)
			}
		}
		parties := orderParties{f, common}
		if !parties.footing(actor, step).May() {
			continue
		}
		o := f.Order
		out = append(out, OrderToSign{ID: o.ID, Kind: o.Kind, Rung: o.Rung, Number: o.Number, Title: o.Title,
			Unit: parties.unit().Title, Signer: titles(parties.signers()), Step: step})
	}
	return out, nil
}
