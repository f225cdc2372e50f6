package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// OrderRulesPage shows a programme's rules for orders.
type OrderRulesPage struct {
	Programme  string `json:"programme"`
	Year       int    `json:"year"`
	Designated bool   `json:"designated"` // a 督办单 may be drafted
	models.OrderSettings
}

// OrderSettings shows a programme's rules for orders.
func (s *Service) OrderSettings(ctx context.Context, actor models.Actor, programme string) (OrderRulesPage, error) {
	var out OrderRulesPage
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		entered, err := tx.AllOrderSettings()
		out = orderRulesPage(p, models.OrderSettingsOf(p.ID, entered))
		return err
	})
	return out, err
}

func orderRulesPage(p models.Programme, s models.OrderSettings) OrderRulesPage {
	return OrderRulesPage{Programme: p.Name, Year: p.Year, Designated: s.Designated(), OrderSettings: s}
}

// SetOrderSettings stores a programme's rules for orders. Drafts that are not sent to be signed follow them: with an
// issuing body and a ground they are 督办单, without them 提示函.
func (s *Service) SetOrderSettings(ctx context.Context, actor models.Actor, key, programme string,
	c models.OrderSettings) (OrderRulesPage, error) {
	var out OrderRulesPage
	if err := models.CanSetOrders(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	c.ProgrammeID, c.ByID, c.ByName, c.At = "", "", "", 0
	if err := c.Check(); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, programme, "order.settings", c)
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
		c.ProgrammeID, c.ByID, c.ByName, c.At = p.ID, actor.ID, actor.Name, s.now()
		if err := tx.PutOrderSettings(c); err != nil {
			return err
		}
		if err := s.redraft(tx, p.ID); err != nil {
			return err
		}
		out = orderRulesPage(p, c)
		detail, err := json.Marshal(out)
		if err != nil {
			return err
		}
		return s.remember(tx, actor, head, "order.settings", p.ID, json.RawMessage(detail))
	})
	return out, err
}

// redraft has the drafts of a programme follow its rules.
func (s *Service) redraft(tx *store.Tx, programme string) error {
	drafts, err := tx.DraftsOf([]string{programme})
	if err != nil {
		return err
	}
	for _, f := range drafts {
		if f.Order.ByHand() || f.Order.Kind == models.OrderInstruction {
			continue
		}
		f.FollowSettings()
		f.Redraft(s.now())
		if _, err := tx.SetOrder(f.Order); err != nil {
			return err
		}
	}
	return nil
}
