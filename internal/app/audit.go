package app

import (
	"context"
	"path/filepath"

	"duban/internal/audithead"
	"duban/internal/config"
	"duban/models"
	"duban/store"
)

// auditHeads returns the files that hold the head of the audit chain.
func auditHeads(c config.Config) []string {
	files := []string{filepath.Join(c.Data, audithead.FileName)}
	if c.AuditHead != "" {
		files = append(files, c.AuditHead)
	}
	return files
}

// keepAuditHead writes the head of the audit chain to files outside the database while the program runs. If the
// database does not contain the recorded head, the log says so at once; the program starts all the same, and the doctor
// keeps reporting it.
func (a *App) keepAuditHead(ctx context.Context, c config.Config, db *store.Store) {
	a.Service.AuditHeads = auditHeads(c)
	a.Service.EvidenceTurn = filepath.Join(c.Data, "evidence-turn.json")
	head, err := a.Service.ShowAuditHead(ctx, models.Operator)
	if err != nil {
		a.log.Error("the head of the audit chain could not be compared", "error", err)
	}
	for _, kept := range head.Kept {
		if kept.Finding != "" {
			a.log.Error(kept.Finding, "file", kept.File)
		}
	}
	keeper := &audithead.Keeper{Chain: db, Files: a.Service.AuditHeads, Syslog: c.AuditSyslog, Log: a.log}
	a.background(keeper.Run)
}
