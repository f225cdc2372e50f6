package tracking

import (
	"duban/internal/settling"
	"duban/models"
	"duban/store"
)

// ordersByCalendar computes the next moment of every issued order again, after days off were entered. Those that move
// are told to their workflows afterwards. The day by which an order is to be answered stays: it is on paper.
func (s *Service) ordersByCalendar(tx *store.Tx) error {
	extra, err := tx.CalendarDays()
	if err != nil {
		return err
	}
	calendar := s.Calendar(extra)
	open, err := tx.OpenOrderFacts()
	if err != nil {
		return err
	}
	for _, f := range open {
		next := models.NewOrderRules(calendar).Advance(f, s.now()).Next
		if !f.Order.State.Out() || next.At == f.Order.NextAt && next.What == f.Order.NextWhat {
			continue
		}
		if err := settling.SaveOrder(tx, &f, nil, calendar, s.now()); err != nil {
			return err
		}
	}
	return nil
}
