package tracking_test

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// StartOrPokeOrder has an order run. What the activity would record is recorded by the test.
func (r *processes) StartOrPokeOrder(_ context.Context, params contract.OrderParams) error {
	if r.away != nil {
		return r.away
	}
	if !slices.Contains(r.orders, params.OrderID) {
		r.orders = append(r.orders, params.OrderID)
	}
	return nil
}

func (r *processes) RunningOrders(ctx context.Context) (runs []contract.OrderRun, err error) {
	if r.away != nil {
		return nil, r.away
	}
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		for _, id := range r.orders {
			f, err := tx.Order(id)
			if err != nil && models.KindOf(err) != models.KindNotFound {
				return err
			}
			if f.Order.State.Open() {
				runs = append(runs, contract.OrderRun{OrderID: id, ID: "run-" + id, NextDue: f.Order.NextAt})
			}
		}
		return nil
	})
	return runs, err
}

func (r *processes) StopOrder(_ context.Context, run contract.OrderRun, _ string) error {
	r.orders = slices.DeleteFunc(r.orders, func(id string) bool { return id == run.OrderID })
	return r.away
}
