package store

import (
	"context"
	"fmt"
	"slices"

	"duban/models"
)

// verifyBatch is how many seals are read at a time.
const verifyBatch = 1000

// mostBreaks limits how many breaks a verification reports.
const mostBreaks = 100

// VerifyChain recomputes every seal from the recorded events and images and reports the breaks. After a wrong seal
// the next one is computed from the recorded hash, so that each break is reported once.
func (tx *Tx) VerifyChain() (models.ChainReport, error) {
	v := verification{tx: tx, report: models.ChainReport{Breaks: []string{}}}
	for {
		var seals []models.AuditSeal
		err := tx.db.Where("sequence > ?", v.last.Sequence).Order("sequence").Limit(verifyBatch).Find(&seals).Error
		if err == nil && len(seals) > 0 {
			err = v.check(seals)
		}
		if err != nil {
			return v.report, failed(err, "verify seals")
		}
		if len(seals) < verifyBatch {
			break
		}
	}
	if err := v.checkUnsealed(); err != nil {
		return v.report, err
	}
	if err := v.checkOrder(); err != nil {
		return v.report, err
	}
	v.report.Head = v.last.Hash
	v.report.OK = len(v.report.Breaks) == 0
	return v.report, nil
}

// verification is the state of one run of VerifyChain.
type verification struct {
	tx     *Tx
	report models.ChainReport
	last   models.AuditSeal
}

func (v *verification) broken(format string, args ...any) {
	if len(v.report.Breaks) < mostBreaks {
		v.report.Breaks = append(v.report.Breaks, fmt.Sprintf(format, args...))
	}
}

// check verifies seals that follow the last one.
func (v *verification) check(seals []models.AuditSeal) error {
	ids := make([]int64, 0, len(seals))
	for _, s := range seals {
		ids = append(ids, s.AuditID)
	}
	rows, err := list[models.AuditEvent](v.tx, "id", "id IN ?", ids)
	if err != nil {
		return err
	}
	events := make(map[int64]models.AuditEvent, len(rows))
	for _, e := range rows {
		events[e.ID] = e
	}
	kept, err := list[models.AuditImage](v.tx, "id", "audit_id IN ?", ids)
	if err != nil {
		return err
	}
	images := map[int64][]models.AuditImage{}
	for _, i := range kept {
		images[i.AuditID] = append(images[i.AuditID], i)
	}
	for _, s := range seals {
		v.checkSeal(s, events, images[s.AuditID])
		v.last = s
		v.report.Sealed++
	}
	return nil
}

// checkSeal verifies one seal.
func (v *verification) checkSeal(s models.AuditSeal, events map[int64]models.AuditEvent, images []models.AuditImage) {
	e, there := events[s.AuditID]
	switch {
	case s.Sequence != v.last.Sequence+1:
		v.broken("封存序号 %d 至 %d 缺失，对应的操作记录可能已被删除", v.last.Sequence+1, s.Sequence-1)
	case !there:
		v.broken("第 %d 号操作记录已被删除（封存序号 %d）", s.AuditID, s.Sequence)
	case models.SealHash(s.Algorithm, s.Sequence, v.last.Hash, e, images) != s.Hash:
		v.broken("第 %d 号操作记录（%s %s %s，封存序号 %d）与封存时不一致，记录、顺序或所附数据已被改动", e.ID, e.At.Minute(), e.ByName, e.Action, s.Sequence)
	}
}

// checkUnsealed reports events without a seal, images without an event and, on SQLite, gaps in the IDs of events,
// which SQLite assigns without gaps.
func (v *verification) checkUnsealed() error {
	var counts []int
	err := v.tx.db.Raw("SELECT COUNT(*) FROM audit_events").Scan(&counts).Error
	if err != nil {
		return failed(err, "count events")
	}
	v.report.Events = slices.Max(append(counts, 0))
	unsealed, err := list[models.AuditEvent](v.tx, "id",
		"NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = audit_events.id)")
	if err != nil {
		return err
	}
	v.report.Unsealed = len(unsealed)
	for _, e := range unsealed {
		v.broken("第 %d 号操作记录（%s %s %s）未经封存，不是由本程序写入的", e.ID, e.At.Minute(), e.ByName, e.Action)
	}
	var strays []models.AuditImage
	err = v.tx.db.Where("NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = audit_images.audit_id)").Order("id").
		Limit(mostBreaks).Find(&strays).Error
	for _, i := range strays {
		v.broken("%s %s 的数据快照不属于任何已封存的操作记录", i.Entity, i.RowKey)
	}
	if err != nil || v.tx.store.dialect.locks { // PostgreSQL does not use the ID of a rolled back transaction again
		return failed(err, "stray images")
	}
	gaps, err := v.tx.keysOf(`SELECT CAST(id + 1 AS text) FROM audit_events a WHERE id < (SELECT MAX(id) FROM audit_events)
		AND NOT EXISTS (SELECT 1 FROM audit_events b WHERE b.id = a.id + 1) ORDER BY id LIMIT 20`)
	for _, id := range gaps {
		v.broken("操作记录编号自 %s 起不连续，中间的记录缺失", id)
	}
	return err
}

// checkOrder reports rows whose images are numbered in another order than they were sealed in: the one with the highest
// number counts as the last, and the seals do not cover the numbers.
func (v *verification) checkOrder() error {
	rows, err := v.tx.keysOf(`SELECT entity || ' ' || row_key FROM (SELECT i.entity, i.row_key, s.sequence,
		LAG(s.sequence) OVER (PARTITION BY i.entity, i.row_key ORDER BY i.id) AS earlier
		FROM audit_images i JOIN audit_seals s ON s.audit_id = i.audit_id) AS o WHERE earlier > sequence
		ORDER BY 1 LIMIT ?`, mostBreaks)
	for _, row := range rows {
		v.broken("%s 的数据快照次序与封存的先后不一致，可能已被改动", row)
	}
	return err
}

// SealAt loads the seal of a sequence and reports whether it exists.
func (tx *Tx) SealAt(sequence int64) (models.AuditSeal, bool, error) {
	return find[models.AuditSeal](tx, "sequence = ?", sequence)
}

// ChainHead returns the newest seal with the moment of its event, or an empty head.
func (tx *Tx) ChainHead() (models.AuditHead, error) {
	head, err := tx.lastSeal()
	if err != nil || head.Sequence == 0 {
		return head, err
	}
	event, _, err := find[models.AuditEvent](tx, "id = ?", head.AuditID)
	head.At = event.At
	return head, err
}

// ChainContains reports whether a head is part of the recorded chain.
func (s *Store) ChainContains(ctx context.Context, head models.AuditHead) (holds bool, err error) {
	err = s.Read(ctx, func(tx *Tx) error {
		seal, there, err := tx.SealAt(head.Sequence)
		holds = there && seal.Hash == head.Hash
		return err
	})
	return holds, err
}
