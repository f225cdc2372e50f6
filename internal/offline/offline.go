// Package offline examines a data directory without a running server. It changes nothing except the record of which
// evidence was read last.
package offline

import (
	"cmp"
	"context"
	"log/slog"
	"path/filepath"
	"time"

	"duban/internal/audithead"
	"duban/internal/calendar"
	"duban/internal/files"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// Place is where the data is.
type Place struct {
	Data      string           // data directory
	Database  string           // PostgreSQL address; "": the SQLite file in Data
	Evidence  string           // folder of the evidence; "": the one in Data
	AuditHead string           // second file with the head of the audit chain; "": none
	External  bool             // the Temporal server is external, so it has no file here
	Now       func() time.Time // time of the examination; nil: time.Now
}

// service opens the use cases over the data, read-only and without Temporal.
func (p Place) service(ctx context.Context) (s *tracking.Service, pending []string, err error) {
	db, pending, err := store.OpenReadOnly(ctx, cmp.Or(p.Database, filepath.Join(p.Data, "duban.db")))
	if err != nil {
		return nil, nil, err
	}
	now := p.Now
	if now == nil {
		now = time.Now
	}
	s = &tracking.Service{
		Store: db, Evidence: files.At(cmp.Or(p.Evidence, filepath.Join(p.Data, "evidence"))), Now: now,
		Log:        slog.New(slog.DiscardHandler),
		Calendar:   func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) },
		AuditHeads: []string{filepath.Join(p.Data, audithead.FileName)}, EvidenceTurn: filepath.Join(p.Data,
			"evidence-turn.json"),
	}
	if p.AuditHead != "" {
		s.AuditHeads = append(s.AuditHeads, p.AuditHead)
	}
	return s, pending, nil
}

// VerifyAudit recomputes the audit chain.
func VerifyAudit(ctx context.Context, p Place) (models.ChainReport, error) {
	s, err := p.current(ctx)
	if err != nil {
		return models.ChainReport{}, err
	}
	defer s.Store.Close()
	return s.VerifyAudit(ctx, models.Operator)
}

// AuditHead returns the newest seal, compared with the heads kept in files.
func AuditHead(ctx context.Context, p Place) (tracking.AuditHead, error) {
	s, err := p.current(ctx)
	if err != nil {
		return tracking.AuditHead{}, err
	}
	defer s.Store.Close()
	return s.ShowAuditHead(ctx, models.Operator)
}

// current opens a database whose schema is that of this program; otherwise the error is KindInvalid "database_older".
func (p Place) current(ctx context.Context) (*tracking.Service, error) {
	s, pending, err := p.service(ctx)
	if err != nil {
		return nil, err
	}
	if len(pending) > 0 {
		_ = s.Store.Close() // it was only read
		return nil, models.Errorf(models.KindInvalid, "database_older", "数据库为旧版结构，尚无操作记录链；用本版程序启动一次服务（duban serve）后自动升级")
	}
	return s, nil
}
