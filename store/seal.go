package store

import (
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
)

// ChangeAction is the audit action of the event the store writes for a transaction that changed protected rows
// without an event.
const ChangeAction = "record.change"

// sealLock takes the advisory lock that serialises sealing on PostgreSQL. It is the last lock of a transaction, so
// that it cannot deadlock, and is held until the commit.
const sealLock = "SELECT pg_advisory_xact_lock(7238212)"

// seal records images of the protected rows the transaction changed and seals its audit events. It is the last step
// before the commit, so that everything committed is sealed. It returns the new head, or nil when there was nothing
// to seal.
func (tx *Tx) seal(notes *touched, now models.Instant) (*models.AuditHead, error) {
	images, err := tx.changedImages(notes)
	if err != nil {
		return nil, err
	}
	if len(images) > 0 && len(notes.events) == 0 {
		if err := tx.recordChange(images, now); err != nil {
			return nil, err
		}
	}
	if len(notes.events) == 0 {
		return nil, nil
	}
	last := slices.Max(notes.events)
	for i := range images {
		images[i].AuditID = last
	}
	if err := tx.insertImages(images); err != nil {
		return nil, err
	}
	var events []models.AuditEvent
	for part := range slices.Chunk(slices.Sorted(slices.Values(notes.events)), variables) {
		rows, err := list[models.AuditEvent](tx, "id", "id IN ?", part)
		if err != nil {
			return nil, err
		}
		events = append(events, rows...)
	}
	return tx.sealEvents(events, map[int64][]models.AuditImage{last: images})
}

// changedImages returns the images of the written rows that differ from their last images.
func (tx *Tx) changedImages(notes *touched) ([]models.AuditImage, error) {
	var changed []models.AuditImage
	for _, p := range protected() {
		if len(notes.rows[p.name]) == 0 {
			continue
		}
		images, err := tx.changedRows(p, notes.rows[p.name])
		if err != nil {
			return nil, err
		}
		changed = append(changed, images...)
	}
	return changed, nil
}

// changedRows does so for one table. Columns the transaction did not write keep their recorded value, and an
// unrecorded row that was not inserted gets no image: these were changed outside the store, and the doctor must go on
// reporting them.
func (tx *Tx) changedRows(p protectedTable, rows map[string]touchedRow) ([]models.AuditImage, error) {
	names := sortedKeys(rows)
	keys := make([][]any, 0, len(names))
	for _, name := range names {
		keys = append(keys, rows[name].key)
	}
	now, err := tx.currentImages(p, keys)
	if err != nil {
		return nil, err
	}
	before, err := tx.lastImages(p.name, names)
	if err != nil {
		return nil, err
	}
	var changed []models.AuditImage
	for _, name := range names {
		was, known := before[name]
		known = known && !was.Deleted
		text, there := now[name]
		switch wrote := rows[name]; {
		case there && known && !wrote.all:
			text = p.overlay(was.Image, text, wrote.set)
		case there && !known && !wrote.inserted:
			continue
		}
		if there == known && text == was.Image {
			continue
		}
		changed = append(changed, models.AuditImage{Entity: p.name, RowKey: name, Image: text, Deleted: !there})
	}
	return changed, nil
}

// recordChange writes the audit event for a transaction without one: the changed tables and the number of rows of
// each.
func (tx *Tx) recordChange(images []models.AuditImage, now models.Instant) error {
	count := map[string]int{}
	for _, i := range images {
		count[i.Entity]++
	}
	detail, err := json.Marshal(count)
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{
		ByID: models.System.ID, ByName: models.System.Name, Action: ChangeAction, Object: strings.Join(sortedKeys(count),
			" "),
		Detail: string(detail), At: now,
	})
}

// sealEvents chains events with their images to the last seal.
func (tx *Tx) sealEvents(events []models.AuditEvent, images map[int64][]models.AuditImage) (*models.AuditHead, error) {
	if tx.locks {
		if err := tx.db.Exec(sealLock).Error; err != nil {
			return nil, failed(err, "lock the chain")
		}
	}
	head, err := tx.lastSeal()
	if err != nil {
		return nil, err
	}
	seals := make([]models.AuditSeal, 0, len(events))
	for _, e := range events {
		sequence := head.Sequence + 1
		hash := models.SealHash(models.SealAlgorithm, sequence, head.Hash, e, images[e.ID])
		seals = append(seals, models.AuditSeal{Sequence: sequence, AuditID: e.ID, Algorithm: models.SealAlgorithm,
			Hash: hash})
		head = models.AuditHead{Sequence: sequence, Hash: hash, AuditID: e.ID, At: e.At}
	}
	return &head, insert(tx, seals, "seal")
}

// lastSeal returns the head of the chain, or an empty head.
func (tx *Tx) lastSeal() (models.AuditHead, error) {
	var rows []models.AuditSeal
	err := tx.db.Order("sequence DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.AuditHead{}, failed(err, "last seal")
	}
	return models.AuditHead{Sequence: rows[0].Sequence, Hash: rows[0].Hash, AuditID: rows[0].AuditID}, nil
}
