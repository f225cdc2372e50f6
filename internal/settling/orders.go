package settling

import (
	"slices"

	"duban/models"
	"duban/store"
)

// Orders brings the orders up to date in the transaction that recorded or closed rungs: a rung from the yellow card up
// comes into the draft of its unit and round, and an item that has ended leaves a draft, or is ended in an order that
// is out. projects are those of the recorded rungs, by row key. Run twice, it changes nothing twice.
func Orders(tx *store.Tx, recorded []models.Escalation, closings []models.Closing, projects map[string]models.Project,
	calendar models.Calendar, now models.Instant) error {
	ended := map[string]string{}
	for _, c := range closings {
		ended[c.EscalationID] = c.Reason
	}
	asked := slices.DeleteFunc(slices.Clone(recorded), func(e models.Escalation) bool {
		return !models.OrderAsked(e) || ended[e.ID] != ""
	})
	if len(ended) > 0 {
		if err := EndItems(tx, ended, calendar, now); err != nil {
			return err
		}
	}
	if len(asked) == 0 {
		return nil
	}
	return draft(tx, asked, projects, calendar, now)
}

// EndItems ends the items of orders whose rungs have ended, with the reason of each by the rung's row key.
func EndItems(tx *store.Tx, ended map[string]string, calendar models.Calendar, now models.Instant) error {
	ids := make([]string, 0, len(ended))
	for id := range ended {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	orders, err := tx.OrdersWith(ids)
	if err != nil {
		return err
	}
	for _, f := range orders {
		steps := f.EndItems(ended, now)
		if len(steps) == 0 {
			continue
		}
		if err := SaveOrder(tx, &f, steps, calendar, now); err != nil {
			return err
		}
	}
	return nil
}

// draft puts rungs into the drafts of their units and rounds.
func draft(tx *store.Tx, asked []models.Escalation, projects map[string]models.Project, calendar models.Calendar,
	now models.Instant) error {
	var ids, programmes []string
	for _, e := range asked {
		ids, programmes = append(ids, e.ID), append(programmes, e.ProgrammeID)
	}
	slices.Sort(programmes)
	known, err := tx.OrdersWith(ids)
	if err != nil {
		return err
	}
	drafts, err := tx.DraftsOf(slices.Compact(programmes))
	if err != nil {
		return err
	}
	entered, err := tx.AllOrderSettings()
	if err != nil {
		return err
	}
	touched := map[string]bool{}
	for _, e := range asked {
		if inOrder(known, e.ID) {
			continue
		}
		settings := models.OrderSettingsOf(e.ProgrammeID, entered)
		o, fresh, _ := models.DraftFor(e, projects[e.ProjectID], drafts, settings, now)
		if fresh {
			step := systemStep(o.ID, models.StepDraft, "按督办阶梯拟稿", now, o.ID)
			f := models.OrderFacts{Order: o, Settings: settings, Steps: []models.OrderStep{step}}
			if err := tx.InsertOrder(o, nil, f.Steps); err != nil {
				return err
			}
			if err := stepEvent(tx, f.Order.ID, step, e.ProjectID, now); err != nil {
				return err
			}
			drafts = append(drafts, f)
		}
		n := slices.IndexFunc(drafts, func(f models.OrderFacts) bool { return f.Order.ID == o.ID })
		addItem(&drafts[n], models.DraftItem(o.ID, e, projects[e.ProjectID], now), now)
		touched[o.ID] = true
	}
	for i := range drafts {
		f := &drafts[i]
		if !touched[f.Order.ID] {
			continue
		}
		f.Redraft(now)
		if err := SaveOrder(tx, f, nil, calendar, now); err != nil {
			return err
		}
	}
	return nil
}

// addItem puts an item into a draft. A lower rung of the same matter leaves it.
func addItem(f *models.OrderFacts, item models.OrderItem, now models.Instant) {
	for n := range f.Items {
		i := &f.Items[n]
		if !i.Left && i.ProjectID == item.ProjectID && i.Item == item.Item && i.Text == item.Text {
			i.Left, i.EndedAt, i.EndReason = true, now, "已提级，"+item.Rung.Reached()
		}
	}
	f.Items = append(f.Items, item)
}

// Reopen makes the items of rungs that are late again late in their orders, after what ended them was taken back.
func Reopen(tx *store.Tx, escalations []string, calendar models.Calendar, now models.Instant) error {
	orders, err := tx.OrdersWith(escalations)
	if err != nil {
		return err
	}
	for _, f := range orders {
		steps := f.Reopen(escalations, now)
		if len(steps) == 0 {
			continue
		}
		if err := SaveOrder(tx, &f, steps, calendar, now); err != nil {
			return err
		}
	}
	return nil
}

func inOrder(orders []models.OrderFacts, escalation string) bool {
	return slices.ContainsFunc(orders, func(f models.OrderFacts) bool {
		return slices.ContainsFunc(f.Items, func(i models.OrderItem) bool { return i.EscalationID == escalation })
	})
}

func systemStep(order string, kind models.OrderStepKind, text string, now models.Instant,
	parts ...string) models.OrderStep {
	return models.OrderStep{ID: models.OrderStepID(append([]string{order, string(kind)}, parts...)...), OrderID: order,
		Kind: kind, Text: text, ByID: models.System.ID, ByName: models.System.Name, At: now}
}

// SaveOrder stores an order that was changed, its items and new steps, and its next moment, of which its workflow is
// then to be told.
func SaveOrder(tx *store.Tx, f *models.OrderFacts, steps []models.OrderStep, calendar models.Calendar,
	now models.Instant) error {
	turn := models.NewOrderRules(calendar).Advance(*f, now)
	o := &f.Order
	o.NextAt, o.NextWhat = turn.Next.At, turn.Next.What
	if len(turn.Steps) > 0 { // something falls due at once: the workflow records it
		o.NextAt, o.NextWhat = now, turn.Steps[0].Text
	}
	// A draft waits for people only: its workflow begins when it is issued, and is told when it ends.
	o.Told = o.State.Before() || o.State == models.OrderWithdrawn && o.IssuedAt == 0
	var err error
	if o.Version, err = tx.SetOrder(*o); err != nil {
		return err
	}
	if err := tx.PutOrderItems(f.Items...); err != nil {
		return err
	}
	for _, s := range steps {
		if err := stepEvent(tx, o.ID, s, o.ProjectID, now); err != nil {
			return err
		}
	}
	return tx.InsertOrderSteps(steps...)
}

// stepEvent records a step of the program itself. Those of people are recorded with their command.
func stepEvent(tx *store.Tx, order string, s models.OrderStep, project string, now models.Instant) error {
	if s.ByID != models.System.ID {
		return nil
	}
	return tx.InsertAudit(event(project, "order."+string(s.Kind), order, s, now))
}
