package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// OrderFilter narrows the ledger of orders. Empty fields narrow nothing.
type OrderFilter struct {
	Kind    models.OrderKind
	State   models.OrderState
	Unit    string // 牵头单位, as it is written
	Project string // code
	Open    bool   // only what is not ended
	Late    bool   // only those whose answer is overdue
}

// OrderList is the ledger of orders (督办台账) as a person may see it.
type OrderList struct {
	AsOf   models.Instant            `json:"as_of"`
	Total  int                       `json:"total"`
	States map[models.OrderState]int `json:"states"`
	Late   int                       `json:"overdue"`
	Units  []string                  `json:"units"`
	Orders []OrderLine               `json:"orders"`
}

// Orders lists the orders and instructions that a person may see: what is overdue first, then what is open, the newest
// first.
func (s *Service) Orders(ctx context.Context, actor models.Actor, filter OrderFilter) (OrderList, error) {
	out := OrderList{AsOf: s.now(), States: map[models.OrderState]int{}, Units: []string{}, Orders: []OrderLine{}}
	if err := models.CanSeeOrders(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		lines, err := s.orderLines(tx, actor, common)
		if err != nil {
			return err
		}
		units := map[string]bool{}
		for _, l := range lines {
			out.Total++
			out.States[l.State]++
			out.Late += boolInt(l.DaysLate > 0)
			if l.Unit != "" {
				units[l.Unit] = true
			}
			if filter.takes(l) {
				out.Orders = append(out.Orders, l)
			}
		}
		out.Units = sorted(units)
		return nil
	})
	return out, err
}

// orderLines are the orders that a person may see.
func (s *Service) orderLines(tx *store.Tx, actor models.Actor, common *figures.Common) ([]OrderLine, error) {
	all, err := tx.AllOrders()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(f models.OrderFacts) bool { return models.CanSeeOrder(actor, f.Order) != nil })
	if err := withProjects(tx, all); err != nil {
		return nil, err
	}
	lines := make([]OrderLine, 0, len(all))
	for _, f := range all {
		lines = append(lines, orderLine(f, common, s.now().Date()))
	}
	slices.SortStableFunc(lines, func(a, b OrderLine) int {
		return cmp.Or(b.DaysLate-a.DaysLate, boolInt(b.State.Open())-boolInt(a.State.Open()), cmp.Compare(b.DraftedAt,
			a.DraftedAt))
	})
	return lines, nil
}

// withProjects adds the projects to orders.
func withProjects(tx *store.Tx, all []models.OrderFacts) error {
	var ids []string
	for _, f := range all {
		ids = append(ids, projectsOf(f)...)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	projects, err := tx.ProjectsByID(slices.Compact(ids))
	for i := range all {
		of := projectsOf(all[i])
		for _, p := range projects {
			if slices.Contains(of, p.ID) {
				all[i].Projects = append(all[i].Projects, p)
			}
		}
	}
	return err
}

func (f OrderFilter) takes(l OrderLine) bool {
	return (f.Kind == "" || l.Kind == f.Kind) && (f.State == "" || l.State == f.State) &&
		(f.Unit == "" || l.Unit == f.Unit) &&
		(f.Project == "" || slices.Contains(l.Projects, f.Project)) && (!f.Open || l.State.Open()) &&
		(!f.Late || l.DaysLate > 0)
}
