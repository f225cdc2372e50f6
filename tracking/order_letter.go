package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/internal/settling"
	"duban/models"
	"duban/store"
)

// LetterForm is what the office needs to write a letter to a unit.
type LetterForm struct {
	Programme string       `json:"programme"`
	Unit      string       `json:"unit"` // "": none is chosen yet
	Units     []LetterUnit `json:"units"`
	Items     []LetterItem `json:"items"` // of the unit, the highest rung first
}

// LetterUnit is a responsible unit with open items.
type LetterUnit struct {
	Unit  string `json:"unit"`
	Items int    `json:"items"`
}

// LetterItem is an open rung that a letter may be about.
type LetterItem struct {
	ID      string         `json:"id"`
	Project string         `json:"project"`
	Name    string         `json:"project_name"`
	Year    int            `json:"year"`
	About   models.Message `json:"about"`
	Rung    models.Rung    `json:"rung"`
	Due     models.Date    `json:"due"`
}

// LetterForm lists the units with open items, and the items of one of them.
func (s *Service) LetterForm(ctx context.Context, actor models.Actor, unit string) (LetterForm, error) {
	out := LetterForm{Units: []LetterUnit{}, Items: []LetterItem{}}
	if err := models.CanPlan(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, "")
		if err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		out.Programme = g.Name
		if unit != "" {
			id, err := organisationIn(common.Names, unit)
			if err != nil {
				return err
			}
			out.Unit = common.Names.Organisations[id]
		}
		counts := map[string]int{}
		for _, f := range g.Facts() {
			items, name := models.LetterItems(f), common.Names.Organisations[f.Project.ResponsibleUnitID]
			if name == "" || len(items) == 0 {
				continue
			}
			counts[name] += len(items)
			if name != out.Unit {
				continue
			}
			for _, e := range items {
				out.Items = append(out.Items, LetterItem{ID: e.ID, Project: f.Project.Code, Name: f.Project.Name,
					Year: f.Project.Year, About: e.About(), Rung: e.Rung, Due: e.Due})
			}
		}
		slices.SortStableFunc(out.Items, func(a, b LetterItem) int { return b.Rung.Height() - a.Rung.Height() })
		names := map[string]bool{}
		for name := range counts {
			names[name] = true
		}
		for _, name := range sorted(names) {
			out.Units = append(out.Units, LetterUnit{name, counts[name]})
		}
		return nil
	})
	return out, err
}

// WriteLetter makes the draft of a 催办函 or 提示函 to a unit about items that the office chooses, also without an issuing
// body and a ground. It is followed like an order and gives no card.
func (s *Service) WriteLetter(ctx context.Context, actor models.Actor, key string, c models.LetterCommand) (OrderPage,
	error) {
	var out OrderPage
	for _, check := range []error{models.CanPlan(actor), models.CanSeeAll(actor), c.Check(s.now().Date())} {
		if check != nil {
			return out, check
		}
	}
	head, err := headOf(actor, key, "", "order.letter", c)
	if err != nil {
		return out, err
	}
	id := models.OrderID("letter", head.Key)
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		found, err := earlierAnswer(tx, head, nil)
		if err == nil && !found {
			var f models.OrderFacts
			if f, err = s.letter(tx, common, id, c); err != nil {
				return err
			}
			step := models.OrderStep{ID: models.OrderStepID(id, head.Key), OrderID: id, Kind: models.StepDraft,
				PartyID: theOffice.ID, Party: theOffice.Title, ByID: actor.ID, ByName: actor.Name, At: s.now()}
			if err := tx.InsertOrder(f.Order, nil, nil); err != nil {
				return err
			}
			if err := settling.SaveOrder(tx, &f, []models.OrderStep{step}, common.Calendar, s.now()); err != nil {
				return err
			}
			err = s.recordStep(tx, actor, head, f.Order, step)
		}
		if err != nil {
			return err
		}
		f, err := orderFor(tx, actor, id)
		if err != nil {
			return err
		}
		out, err = s.orderPage(tx, actor, common, f)
		return err
	})
	return out, err
}

// letter makes the draft from items that are open and of projects of the unit.
func (s *Service) letter(tx *store.Tx, common *figures.Common, id string, c models.LetterCommand) (
	f models.OrderFacts, err error) {
	unit, err := organisationIn(common.Names, c.Unit)
	if err != nil {
		return f, err
	}
	g, err := s.programme(tx, "")
	if err != nil {
		return f, err
	}
	wanted := slices.Compact(slices.Sorted(slices.Values(c.Items)))
	var items []models.OrderItem
	for _, facts := range g.Facts() {
		if facts.Project.ResponsibleUnitID != unit {
			continue
		}
		for _, e := range models.LetterItems(facts) {
			if slices.Contains(wanted, e.ID) {
				items = append(items, models.DraftItem(id, e, facts.Project, s.now()))
			}
		}
	}
	if len(items) != len(wanted) {
		return f, models.Errorf(models.KindConflict, "items_changed", "所选 %d 项中有 %d 项已办结、已提级或不属于该单位，请刷新后重新选择",
			len(wanted), len(wanted)-len(items))
	}
	entered, err := tx.AllOrderSettings()
	if err != nil {
		return f, err
	}
	rules := models.NewOrderRules(common.Calendar)
	return rules.Letter(id, g.ID, unit, c, items, models.OrderSettingsOf(g.ID, entered), s.now()), nil
}
