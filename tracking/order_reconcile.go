package tracking

import (
	"cmp"
	"context"
	"fmt"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// reconcileOrders compares the issued orders that are not ended with the running workflows: it starts those that do not
// run, signals those that wait for another moment than recorded, and ends those without an order.
func (s *Service) reconcileOrders(ctx context.Context, out *Reconciliation) (first error) {
	if err := s.takeOverInstructions(ctx); err != nil {
		first = err
	}
	if _, err := s.TellOrders(ctx); err != nil {
		return cmp.Or(first, err)
	}
	orders, running, err := s.ordersAndRunning(ctx)
	if err != nil {
		return cmp.Or(first, err)
	}
	runs := map[string]contract.OrderRun{}
	for _, run := range running {
		runs[run.OrderID] = run
	}
	for _, o := range orders {
		run, found := runs[o.ID]
		delete(runs, o.ID)
		switch {
		case !found:
			out.Started++
			out.note("%s“%s”没有运行中的流程，已启动", o.Kind.Chinese(), o.ID)
		case run.NextDue != o.NextAt || o.NextAt != 0 && o.NextAt < s.now().Add(-overdueWake):
			out.Poked++
			out.note("%s“%s”的流程等待的时刻与记录不符，已唤醒", o.Kind.Chinese(), o.ID)
		default:
			continue
		}
		first = cmp.Or(first, s.Process.StartOrPokeOrder(ctx, contract.StartOrder(o)))
	}
	for _, run := range running {
		if _, orphan := runs[run.OrderID]; orphan {
			first = cmp.Or(first, s.endOrderRun(ctx, run, out))
		}
	}
	return first
}

// endOrderRun ends a run whose order is ended or does not exist. One that ended a moment ago ends by itself.
func (s *Service) endOrderRun(ctx context.Context, run contract.OrderRun, out *Reconciliation) error {
	var o models.SupervisionOrder
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		f, err := tx.Order(run.OrderID)
		o = f.Order
		return err
	})
	switch {
	case err == nil && (o.State.Out() || o.ClosedAt > s.now().Add(-closing)):
		return nil
	case err != nil && models.KindOf(err) != models.KindNotFound:
		return err
	}
	out.Closed++
	out.note("流程 %s 没有对应的在办督办单，已结束", contract.OrderWorkflowID(run.OrderID))
	return s.Process.StopOrder(ctx, run, "没有对应的在办督办单（duban reconcile）")
}

// ordersAndRunning reads the issued orders that are not ended, and the running workflows of orders.
func (s *Service) ordersAndRunning(ctx context.Context) (orders []models.SupervisionOrder, running []contract.OrderRun,
	err error) {
	if running, err = s.Process.RunningOrders(ctx); err != nil {
		return nil, nil, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		orders, err = tx.OrdersOut()
		return err
	})
	return orders, running, err
}

// differingOrders lists the issued orders whose workflow does not run, or waits for another moment than
// recorded.
func (s *Service) differingOrders(ctx context.Context) ([]string, error) {
	orders, running, err := s.ordersAndRunning(ctx)
	if err != nil {
		return nil, err
	}
	due := map[string]models.Instant{}
	for _, run := range running {
		due[run.OrderID] = run.NextDue
	}
	var found []string
	for _, o := range orders {
		switch at, runs := due[o.ID]; {
		case !runs:
			found = append(found, fmt.Sprintf("%s“%s”没有运行中的流程", o.Kind.Chinese(), o.ID))
		case at != o.NextAt:
			found = append(found, fmt.Sprintf("%s“%s”的流程等待 %s，记录为 %s", o.Kind.Chinese(), o.ID, at.Minute(),
				o.NextAt.Minute()))
		}
	}
	return found, nil
}
