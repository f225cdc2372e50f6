package store

import (
	"slices"

	"gorm.io/gorm/clause"

	"duban/models"
)

// InsertOrder adds an order with its first items and steps.
func (tx *Tx) InsertOrder(o models.SupervisionOrder, items []models.OrderItem, steps []models.OrderStep) error {
	if err := insert(tx, []models.SupervisionOrder{o}, "order"); err != nil {
		return err
	}
	if err := tx.PutOrderItems(items...); err != nil {
		return err
	}
	return tx.InsertOrderSteps(steps...)
}

// SetOrder stores an order that was changed, under the next version, which it returns. Errors: KindConflict
// "order_changed" when its version is not the stored one.
func (tx *Tx) SetOrder(o models.SupervisionOrder) (version int, err error) {
	before := o.Version
	o.Version++
	done := update[models.SupervisionOrder](tx, tx.values(&o, "id"), "id = ? AND version = ?", o.ID, before)
	return o.Version, changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "order_changed", "该督办单已被他人办理，请刷新后核对")
	}, "set order", o.ID)
}

// PutOrderItems stores items of orders, in place of earlier ones.
func (tx *Tx) PutOrderItems(items ...models.OrderItem) error {
	if len(items) == 0 {
		return nil
	}
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).CreateInBatches(&items, tx.chunk(&items[0])).Error,
		"order items")
}

// InsertOrderSteps adds steps; one that is recorded already stays as it is.
func (tx *Tx) InsertOrderSteps(steps ...models.OrderStep) error {
	return insertMissing(tx, steps, "order steps")
}

// Orders loads orders with what the rules need to know about them, the newest first. Those that do not exist are left
// out.
func (tx *Tx) Orders(ids ...string) ([]models.OrderFacts, error) {
	return tx.orderFacts("id IN ?", ids)
}

// Order loads one order with what the rules need to know about it. Errors: KindNotFound.
func (tx *Tx) Order(id string) (models.OrderFacts, error) {
	all, err := tx.orderFacts("id = ?", id)
	if err == nil && len(all) == 0 {
		err = models.OrderNotFound(id)
	}
	if err != nil {
		return models.OrderFacts{}, err
	}
	return all[0], nil
}

// DraftsOf loads the drafts of programmes.
func (tx *Tx) DraftsOf(programmes []string) ([]models.OrderFacts, error) {
	return tx.orderFacts("state = ? AND programme_id IN ?", models.OrderDrafted, programmes)
}

// OpenOrderFacts loads the orders that are not ended, the newest first.
func (tx *Tx) OpenOrderFacts() ([]models.OrderFacts, error) {
	return tx.orderFacts("state NOT IN ?", []models.OrderState{models.OrderClosed, models.OrderWithdrawn})
}

// OrdersOfProject loads the orders about a project, the newest first.
func (tx *Tx) OrdersOfProject(id string) ([]models.OrderFacts, error) {
	return tx.orderFacts("project_id = ? OR id IN (SELECT order_id FROM order_items WHERE project_id = ?)", id, id)
}

// IssuedOrdersOf loads the issued orders about a project with their items, without their steps, the newest first.
func (tx *Tx) IssuedOrdersOf(projectID string) ([]models.OrderFacts, error) {
	return tx.issuedOrders("(project_id = ? OR id IN (SELECT order_id FROM order_items WHERE project_id = ?))", projectID,
		projectID)
}

// IssuedOrdersIn loads the issued orders of a programme that are not ended, as IssuedOrdersOf does.
func (tx *Tx) IssuedOrdersIn(programmeID string) ([]models.OrderFacts, error) {
	return tx.issuedOrders("programme_id = ? AND state <> ?", programmeID, models.OrderClosed)
}

// OrdersOfLeaders loads the orders of a programme that wait to be signed, and those that IssuedOrdersIn loads, without
// their steps.
func (tx *Tx) OrdersOfLeaders(programmeID string) ([]models.OrderFacts, error) {
	return tx.ordersWithItems("programme_id = ? AND state NOT IN ?", programmeID, []models.OrderState{models.OrderDrafted,
		models.OrderSigned, models.OrderClosed, models.OrderWithdrawn})
}

func (tx *Tx) issuedOrders(condition string, args ...any) ([]models.OrderFacts, error) {
	return tx.ordersWithItems(condition+" AND state NOT IN ?", append(args, []models.OrderState{models.OrderDrafted,
		models.OrderSigning, models.OrderSigned, models.OrderWithdrawn})...)
}

func (tx *Tx) ordersWithItems(condition string, args ...any) ([]models.OrderFacts, error) {
	orders, err := list[models.SupervisionOrder](tx, "drafted_at DESC, id", condition, args...)
	if err != nil || len(orders) == 0 {
		return nil, err
	}
	ids := make([]string, len(orders))
	for i, o := range orders {
		ids[i] = o.ID
	}
	items, err := list[models.OrderItem](tx, "added_at, escalation_id", "order_id IN ?", ids)
	return together(orders, items, nil), err
}

// AllOrders loads the orders of every programme with their items, without their steps, the newest first.
func (tx *Tx) AllOrders() ([]models.OrderFacts, error) {
	orders, err := list[models.SupervisionOrder](tx, "drafted_at DESC, id", "1 = 1")
	if err != nil {
		return nil, err
	}
	items, err := list[models.OrderItem](tx, "added_at, escalation_id", "1 = 1")
	if err != nil {
		return nil, err
	}
	return together(orders, items, nil), nil
}

// OrdersWith loads the orders that have any of the escalations as items.
func (tx *Tx) OrdersWith(escalations []string) ([]models.OrderFacts, error) {
	if err := tx.lockOrders(); err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, part := range parts(escalations) {
		var ids []string
		err := tx.db.Model(&models.OrderItem{}).Where("escalation_id IN ?", part).Distinct().Pluck("order_id", &ids).Error
		if err != nil {
			return nil, failed(err, "orders with")
		}
		for _, id := range ids {
			found[id] = true
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	ids := make([]string, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return tx.Orders(ids...)
}

// LostOrderItems returns the escalations of items that are still late by their orders and do not exist any more,
// because their import was undone.
func (tx *Tx) LostOrderItems() ([]string, error) {
	return tx.keysOf(`SELECT i.escalation_id FROM order_items i JOIN supervision_orders o ON o.id = i.order_id
		LEFT JOIN escalations e ON e.id = i.escalation_id
		WHERE i.ended_at = 0 AND e.id IS NULL AND o.state NOT IN ('closed', 'withdrawn') ORDER BY 1`)
}

// ordersLock is taken by a transaction that writes before it reads orders, and held until its end: which draft a rung
// comes into, and which order a step is taken with, must still hold when it is written. A transaction about a project
// holds the lock of the project's row before. SQLite has one writer and needs no lock.
const ordersLock = "SELECT pg_advisory_xact_lock(7238213)"

func (tx *Tx) lockOrders() error {
	if !tx.locks {
		return nil
	}
	return failed(tx.db.Exec(ordersLock).Error, "lock orders")
}

func (tx *Tx) orderFacts(condition string, args ...any) ([]models.OrderFacts, error) {
	if err := tx.lockOrders(); err != nil {
		return nil, err
	}
	orders, err := list[models.SupervisionOrder](tx, "drafted_at DESC, id", condition, args...)
	if err != nil || len(orders) == 0 {
		return nil, err
	}
	ids := make([]string, 0, len(orders))
	for _, o := range orders {
		ids = append(ids, o.ID)
	}
	var items []models.OrderItem
	var steps []models.OrderStep
	for _, part := range parts(ids) {
		some, err := list[models.OrderItem](tx, "added_at, escalation_id", "order_id IN ?", part)
		if err != nil {
			return nil, err
		}
		items = append(items, some...)
		more, err := list[models.OrderStep](tx, `"at", id`, "order_id IN ?", part)
		if err != nil {
			return nil, err
		}
		steps = append(steps, more...)
	}
	all := together(orders, items, steps)
	settings, err := tx.AllOrderSettings()
	for i := range all {
		all[i].Settings = models.OrderSettingsOf(all[i].Order.ProgrammeID, settings)
	}
	return all, err
}

func together(orders []models.SupervisionOrder, items []models.OrderItem,
	steps []models.OrderStep) []models.OrderFacts {
	all, at := make([]models.OrderFacts, len(orders)), map[string]int{}
	for i, o := range orders {
		all[i].Order, at[o.ID] = o, i
	}
	for _, i := range items {
		if n, is := at[i.OrderID]; is {
			all[n].Items = append(all[n].Items, i)
		}
	}
	for _, s := range steps {
		if n, is := at[s.OrderID]; is {
			all[n].Steps = append(all[n].Steps, s)
		}
	}
	return all
}

// UntoldOrders loads the orders whose workflow has not been told what it waits for, at most limit.
func (tx *Tx) UntoldOrders(limit int) ([]models.SupervisionOrder, error) {
	var rows []models.SupervisionOrder
	err := tx.db.Where("told = ?", false).Order("id").Limit(limit).Find(&rows).Error
	return rows, failed(err, "untold orders")
}

// OrderTold stores that an order's workflow knows what it waits for, unless the order changed meanwhile.
func (tx *Tx) OrderTold(id string, version int) error {
	done := update[models.SupervisionOrder](tx, map[string]any{"told": true}, "id = ? AND version = ?", id, version)
	return failed(done.Error, "order told", id)
}

// AllOrderSettings loads the rules for orders of the programmes whose office entered some.
func (tx *Tx) AllOrderSettings() ([]models.OrderSettings, error) {
	return list[models.OrderSettings](tx, "programme_id", "1 = 1")
}

// PutOrderSettings stores a programme's rules for orders.
func (tx *Tx) PutOrderSettings(s models.OrderSettings) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&s).Error, "order settings", s.ProgrammeID)
}

// OrdersOut loads the issued orders that are not ended, by row key.
func (tx *Tx) OrdersOut() ([]models.SupervisionOrder, error) {
	return list[models.SupervisionOrder](tx, "id", "state IN ?", []models.OrderState{models.OrderIssued,
		models.OrderAcknowledged, models.OrderReplied, models.OrderVerified})
}

// InstructionsToFollow loads the instructions with a day that no order follows yet, on rungs that are open, oldest
// first.
func (tx *Tx) InstructionsToFollow() ([]models.EscalationNote, error) {
	return list[models.EscalationNote](tx, `"at", id`, `kind = ? AND due <> '' AND NOT EXISTS
		(SELECT 1 FROM supervision_orders o WHERE o.note_id = escalation_notes.id) AND EXISTS
		(SELECT 1 FROM escalations e WHERE e.id = escalation_notes.escalation_id AND e.closed_at = 0)
		AND NOT EXISTS (SELECT 1 FROM escalation_notes r WHERE r.escalation_id = escalation_notes.escalation_id
		AND r.kind = ? AND r."at" > escalation_notes."at")`, models.NoteInstructed, models.NoteReplied)
}
