package store

import (
	"cmp"
	"slices"

	"gorm.io/gorm/clause"

	"duban/models"
)

// InsertInbox stores entries and returns the new ones. An entry that exists is left unchanged.
func (tx *Tx) InsertInbox(rows ...models.InboxEntry) ([]models.InboxEntry, error) {
	return insertFresh(tx, rows, "id", func(e models.InboxEntry) string { return e.ID }, "inbox")
}

// shownInbox leaves out what another message replaced at the moment it came: the person is told of an item once.
const shownInbox = `person_id = ? AND NOT (ended = ? AND ended_at = "at")`

// InboxOf loads a person's entries, the newest first, without those that another replaced at the same moment.
func (tx *Tx) InboxOf(personID string, limit, offset int) ([]models.InboxEntry, error) {
	var rows []models.InboxEntry
	err := tx.db.Where(shownInbox, personID, models.Superseded).Order(`"at" DESC, id`).Limit(limit).Offset(offset).
		Find(&rows).Error
	return rows, failed(err, "inbox of", personID)
}

// CountInbox counts the entries of InboxOf: the unread ones that still hold, and all.
func (tx *Tx) CountInbox(personID string) (unread, total int, err error) {
	var n struct{ Unread, Total int }
	err = tx.db.Model(&models.InboxEntry{}).Select("COUNT(CASE WHEN read_at = 0 AND ended_at = 0 THEN 1 END) AS unread, "+
		"COUNT(*) AS total").Where(shownInbox, personID, models.Superseded).Scan(&n).Error
	return n.Unread, n.Total, failed(err, "inbox of", personID)
}

// MarkRead marks a person's entries read; without row keys all of them.
func (tx *Tx) MarkRead(personID string, at models.Instant, ids ...string) error {
	query := tx.db.Model(&models.InboxEntry{}).Where("person_id = ? AND read_at = 0", personID)
	if len(ids) > 0 {
		query = query.Where("id IN ?", ids)
	}
	return failed(query.Updates(map[string]any{"read_at": at}).Error, "mark read", personID)
}

// HeldInbox loads the entries of some items that hold, of all people.
func (tx *Tx) HeldInbox(items []string) (rows []models.InboxEntry, err error) {
	for part := range slices.Chunk(items, variables) {
		some, err := list[models.InboxEntry](tx, `"at", id`, "item IN ? AND ended_at = 0", part)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// InboxEntries loads entries by their row keys, by moment.
func (tx *Tx) InboxEntries(ids []string) (rows []models.InboxEntry, err error) {
	for part := range slices.Chunk(ids, variables) {
		some, err := list[models.InboxEntry](tx, `"at", id`, "id IN ?", part)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	slices.SortFunc(rows, func(a, b models.InboxEntry) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	return rows, nil
}

// UndigestedInbox loads the entries of people told as holders of posts that hold and are in no digest yet.
func (tx *Tx) UndigestedInbox() ([]models.InboxEntry, error) {
	return list[models.InboxEntry](tx, `person_id, "at", id`, "by_post = ? AND delivery_key = '' AND ended_at = 0", true)
}

// EndInbox ends entries, with the reason.
func (tx *Tx) EndInbox(at models.Instant, why string, ids ...string) error {
	for part := range slices.Chunk(ids, variables) {
		done := update[models.InboxEntry](tx, map[string]any{"ended_at": at, "ended": why}, "id IN ? AND ended_at = 0", part)
		if done.Error != nil {
			return failed(done.Error, "end inbox")
		}
	}
	return nil
}

// EndInboxAbout ends the entries about an object, with the reason.
func (tx *Tx) EndInboxAbout(object string, at models.Instant, why string) error {
	done := update[models.InboxEntry](tx, map[string]any{"ended_at": at, "ended": why}, "object = ? AND ended_at = 0",
		object)
	return failed(done.Error, "end inbox about", object)
}

// PutInDelivery notes in which delivery entries leave the program.
func (tx *Tx) PutInDelivery(key string, ids ...string) error {
	for part := range slices.Chunk(ids, variables) {
		done := update[models.InboxEntry](tx, map[string]any{"delivery_key": key}, "id IN ?", part)
		if done.Error != nil {
			return failed(done.Error, "put in delivery", key)
		}
	}
	return nil
}

// OpenAtOnce loads the delivery that still collects what a person is told at once, and reports whether there is one.
func (tx *Tx) OpenAtOnce(personID string, now models.Instant) (models.Delivery, bool, error) {
	return find[models.Delivery](tx, "person_id = ? AND kind = ? AND status = ? AND not_before > ?", personID,
		models.DeliveryAtOnce, models.DeliveryWaiting, now)
}

// HasDelivery reports whether a delivery exists.
func (tx *Tx) HasDelivery(key string) (bool, error) {
	_, found, err := find[models.Delivery](tx, `"key" = ?`, key)
	return found, err
}

// SetDeliveryItems stores the items of a delivery that has not left. Errors: KindConflict "delivery_settled".
func (tx *Tx) SetDeliveryItems(d models.Delivery) error {
	done := update[models.Delivery](tx, map[string]any{"items": d.Items, "count": d.Count, "title": d.Title,
		"body":   d.Body,
		"status": d.Status, "why": d.Why, "at": d.At}, `"key" = ? AND status IN ?`, d.Key,
		[]models.DeliveryStatus{models.DeliveryListed, models.DeliveryWaiting, models.DeliveryClaimed})
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "delivery_settled", "该通知已发出或不再发送，请刷新后查看")
	}, "delivery items", d.Key)
}

// NoticeSettings loads what leaves the program of a programme's messages; without a row the defaults.
func (tx *Tx) NoticeSettings(programmeID string) (models.NoticeSettings, error) {
	row, _, err := find[models.NoticeSettings](tx, "programme_id = ?", programmeID)
	row.ProgrammeID = programmeID
	return row, err
}

// PutNoticeSettings stores what leaves the program of a programme's messages.
func (tx *Tx) PutNoticeSettings(s models.NoticeSettings) error {
	done := tx.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "programme_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"release_auto"})}).Create(&s)
	return failed(done.Error, "notice settings", s.ProgrammeID)
}
