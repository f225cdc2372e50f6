package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// quietNow is the earliest moment at which a message that is made now is sent.
func (s *Service) quietNow(tx *store.Tx) (models.Instant, error) {
	extra, err := tx.CalendarDays()
	if err != nil {
		return 0, err
	}
	rules := models.Rules{Calendar: s.Calendar(extra), Ladder: models.LadderOf(models.DefaultLadder)}
	return rules.Quiet(s.now()), nil
}

// tellOfReserve tells who must know of an act on an application.
func (s *Service) tellOfReserve(tx *store.Tx, r models.Reserve, step models.ReserveStep) error {
	quiet, err := s.quietNow(tx)
	if err != nil {
		return err
	}
	_, err = tx.InsertOutbox(models.ReserveMessages(r, step, quiet, s.now())...)
	return err
}

// tellOfReserveCall tells the units with people that they are asked to apply.
func (s *Service) tellOfReserveCall(tx *store.Tx, l models.ReserveList) error {
	quiet, err := s.quietNow(tx)
	if err != nil {
		return err
	}
	units, err := tx.UnitsWithPeople()
	if err != nil {
		return err
	}
	_, err = tx.InsertOutbox(models.ReserveCallMessages(l, units, quiet, s.now())...)
	return err
}

// reserveTodos asks units to apply and to correct what was returned, and the office to screen.
func reserveTodos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error) {
	if may := models.CanEnterReserves(actor) == nil; !may {
		return nil, nil
	}
	today := s.now().Date()
	rows, err := tx.WaitingReserves(today.Year())
	if err != nil {
		return nil, err
	}
	waiting := make([]models.ReserveWaiting, 0, len(rows))
	for _, r := range rows {
		waiting = append(waiting, models.ReserveWaiting{List: r.ReserveList, Application: models.Reserve{ID: r.ID,
			Year: r.Year, ReserveEntry: models.ReserveEntry{Name: r.Name}, OwnerID: r.OwnerID, UnitID: r.UnitID,
			State: r.State}, Since: r.Since})
	}
	todos := models.ReserveTodos(actor, waiting, today)
	for i, t := range todos {
		if t.Due >= today {
			todos[i].DaysLeft = common.Calendar.Between(today, t.Due)
		}
	}
	return todos, nil
}
