package store

import (
	"fmt"
	"slices"
	"strings"

	"duban/models"
)

// BaselineAction is the audit action under which a migration records images of existing rows.
const BaselineAction = "record.baseline"

// baselineTables lists, by migration, the tables whose rows get images in the transaction of that migration: tables
// that it protects, and protected tables whose values it changes. Only Write and these migrations may write images.
var baselineTables = map[string]func() []string{
	"0010_audit_chain": func() []string {
		var all []string
		for _, p := range protected() {
			all = append(all, p.name)
		}
		return all
	},
	"0018_targets": func() []string { return []string{"target_decisions"} },
}

// baselineBatch is how many rows or events are read at a time.
const baselineBatch = 2000

// writeBaselines records an image of each row of the tables that differs from its last image, and seals every
// unsealed event.
func (tx *Tx) writeBaselines(tables []string, now models.Instant) error {
	if err := tx.sealUnsealed(); err != nil {
		return err
	}
	for _, name := range tables {
		p, ok := protectedBy(name)
		if !ok || !tx.db.Migrator().HasTable(name) {
			continue // created empty by a later migration
		}
		there, err := tx.columnsOf(name)
		if err != nil {
			return err
		}
		p.columns = slices.DeleteFunc(slices.Clone(p.columns), func(c string) bool { return !slices.Contains(there, c) })
		if err := tx.writeTableBaseline(p, now); err != nil {
			return err
		}
	}
	return nil
}

// columnsOf lists the columns of a table. During a migration there may be fewer than in the model.
func (tx *Tx) columnsOf(table string) ([]string, error) {
	found, err := tx.db.Migrator().ColumnTypes(table)
	columns := make([]string, len(found))
	for i, c := range found {
		columns[i] = c.Name()
	}
	return columns, failed(err, "columns", table)
}

// sealUnsealed seals the events that were written before the chain existed, oldest first.
func (tx *Tx) sealUnsealed() error {
	for {
		var events []models.AuditEvent
		err := tx.db.Where("NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = audit_events.id)").Order("id").
			Limit(baselineBatch).Find(&events).Error
		if err != nil || len(events) == 0 {
			return failed(err, "seal old events")
		}
		if _, err := tx.sealEvents(events, nil); err != nil {
			return err
		}
	}
}

// writeTableBaseline records the images of one table, baselineBatch rows at a time in the order of the keys.
func (tx *Tx) writeTableBaseline(p protectedTable, now models.Instant) error {
	after, args := "", []any(nil)
	for {
		rows := map[string]touchedRow{}
		var last []any
		query := "SELECT " + quoted(p.keys) + " FROM " + p.name + after + " ORDER BY " + quoted(p.keys) +
			fmt.Sprintf(" LIMIT %d", baselineBatch)
		err := tx.rawRows(func(row map[string]any) error {
			last = p.key(row)
			rows[rowKey(last)] = touchedRow{key: last, inserted: true, all: true}
			return nil
		}, query, args...)
		if err != nil || last == nil {
			return err
		}
		if err := tx.baseline(p, rows, now); err != nil {
			return err
		}
		after, args = " WHERE ("+quoted(p.keys)+") > ("+strings.TrimSuffix(strings.Repeat("?, ", len(p.keys)), ", ")+")", last
	}
}

// baseline records the images of rows that differ from their last images, under one sealed event.
func (tx *Tx) baseline(p protectedTable, rows map[string]touchedRow, now models.Instant) error {
	images, err := tx.changedRows(p, rows)
	if err != nil || len(images) == 0 {
		return err
	}
	event := models.AuditEvent{
		ByID: models.System.ID, ByName: models.System.Name, Action: BaselineAction, Object: p.name,
		Detail: fmt.Sprintf(`{"rows":%d}`, len(images)), At: now,
	}
	events := []models.AuditEvent{event}
	if err := insert(tx, events, "baseline"); err != nil {
		return err
	}
	for i := range images {
		images[i].AuditID = events[0].ID
	}
	if err := tx.insertImages(images); err != nil {
		return err
	}
	_, err = tx.sealEvents(events, map[int64][]models.AuditImage{events[0].ID: images})
	return err
}
