package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// InterimPage shows a programme's ten-day and weekly rounds (旬调度、周调度), each on a leader's document.
type InterimPage struct {
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme_name"`
	Year      int            `json:"year"`
	Rounds    []InterimLine  `json:"rounds"` // the newest first
	MaySet    bool           `json:"may_set"`
}

// InterimLine is one round with its periods.
type InterimLine struct {
	models.InterimRound
	InForce bool `json:"in_force"` // or still to begin: it can be ended
	// those that were opened or missed
	Periods []models.InterimPeriod `json:"periods"`
	// the period that is open or comes next
	Next *models.InterimDays `json:"next,omitempty"`
}

// Interim shows a programme's ten-day and weekly rounds.
func (s *Service) Interim(ctx context.Context, actor models.Actor, programme string) (InterimPage, error) {
	var out InterimPage
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out, err = s.interimPage(tx, actor, p)
		return err
	})
	return out, err
}

func (s *Service) interimPage(tx *store.Tx, actor models.Actor, p models.Programme) (InterimPage, error) {
	now := s.now()
	out := InterimPage{AsOf: now, Programme: p.Name, Year: p.Year, Rounds: []InterimLine{},
		MaySet: models.CanSetInterim(actor) == nil}
	rounds, err := tx.InterimRounds(p.ID)
	if err != nil {
		return out, err
	}
	periods, err := tx.InterimPeriods(p.ID)
	if err != nil {
		return out, err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return out, err
	}
	calendar := s.Calendar(extra)
	for i := len(rounds) - 1; i >= 0; i-- {
		line := InterimLine{InterimRound: rounds[i], Periods: []models.InterimPeriod{},
			InForce: rounds[i].EndedAt == 0 && now.Date() <= rounds[i].LastDay}
		for _, period := range periods {
			if period.RoundID == line.ID {
				line.Periods = append(line.Periods, period)
			}
		}
		for _, d := range line.InterimRound.Periods(calendar) {
			if line.InForce && d.Due >= now.Date() {
				line.Next = &d
				break
			}
		}
		out.Rounds = append(out.Rounds, line)
	}
	return out, nil
}

// SetInterim enters a ten-day or weekly round on a leader's document, or prolongs one on another document.
func (s *Service) SetInterim(ctx context.Context, actor models.Actor, key, programme string,
	c models.InterimEntry) (InterimPage, error) {
	var out InterimPage
	if err := canSetInterim(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, programme, "interim.set", c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		earlier, err := tx.InterimRounds(p.ID)
		if err != nil {
			return err
		}
		r, err := models.NewInterimRound(p, c, earlier, actor, s.now())
		if err != nil {
			return err
		}
		if err := tx.InsertInterimRound(r); err != nil {
			return err
		}
		if out, err = s.interimPage(tx, actor, p); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "interim.set", r.ID, out)
	})
	return out, err
}

// EndInterim ends a round before its last day and closes its open table; nothing more is asked.
func (s *Service) EndInterim(ctx context.Context, actor models.Actor, key, id string,
	c models.InterimEnding) (InterimPage, error) {
	var out InterimPage
	if err := canSetInterim(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, id, "interim.end", c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		r, err := tx.InterimRound(id)
		if err != nil {
			return err
		}
		if r, err = r.End(c, actor, s.now()); err != nil {
			return err
		}
		if err := s.endInterim(tx, r); err != nil {
			return err
		}
		g, err := s.programme(tx, r.ProgrammeID)
		if err != nil {
			return err
		}
		if out, err = s.interimPage(tx, actor, g.Programme); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "interim.end", r.ID, out)
	})
	return out, err
}

func canSetInterim(actor models.Actor) error {
	if err := models.CanSetInterim(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor) // the answer shows the programme
}

// endInterim stores the end and closes the tables of the round that are open.
func (s *Service) endInterim(tx *store.Tx, r models.InterimRound) error {
	if err := tx.EndInterimRound(r); err != nil {
		return err
	}
	periods, err := tx.InterimPeriods(r.ProgrammeID)
	if err != nil {
		return err
	}
	for _, period := range periods {
		if period.RoundID != r.ID || period.TableID == "" {
			continue
		}
		t, err := tx.UrgentTable(period.TableID)
		if err != nil {
			return err
		}
		if t.ClosedAt == 0 {
			if err := s.closeBySystem(tx, t.ID, s.now()); err != nil {
				return err
			}
		}
	}
	return nil
}
