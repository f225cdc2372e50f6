package tracking

import (
	"context"

	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// tellMost is how many orders or rounds are told in one pass.
const tellMost = 200

// TellOrders tells the workflows of the orders that changed what they wait for now, and starts those that do not run.
// It is asked every few seconds and after each step, so that a lost signal only delays. It returns how many it told.
func (s *Service) TellOrders(ctx context.Context) (told int, err error) {
	var waiting []models.SupervisionOrder
	if err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		waiting, err = tx.UntoldOrders(tellMost)
		return err
	}); err != nil {
		return 0, err
	}
	for _, o := range waiting {
		if err := s.Process.StartOrPokeOrder(ctx, contract.StartOrder(o)); err != nil {
			return told, err
		}
		if err := s.Store.Write(ctx, func(tx *store.Tx) error { return tx.OrderTold(o.ID, o.Version) }); err != nil {
			return told, err
		}
		told++
	}
	return told, nil
}

// tellOrders is TellOrders after a step: the step is stored, and what cannot be told now is told later.
func (s *Service) tellOrders(ctx context.Context) {
	if _, err := s.TellOrders(ctx); err != nil {
		s.Log.Warn("tell orders", "error", err)
	}
}

// endLostItems ends the items whose rungs were deleted with an undone import.
func (s *Service) endLostItems(tx *store.Tx) error {
	lost, err := tx.LostOrderItems()
	if err != nil || len(lost) == 0 {
		return err
	}
	ended := map[string]string{}
	for _, id := range lost {
		ended[id] = "导入已撤销"
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return err
	}
	return settling.EndItems(tx, ended, s.Calendar(extra), s.now())
}
