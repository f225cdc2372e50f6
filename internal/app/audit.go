package app

import (
	"context"
	"path/filepath"

	"duban/internal/audithead"
	"duban/internal/config"
	"duban/models"
	"duban/store"
)

// auditHeads are the files in which the head of the audit chain is kept.
func auditHeads(c config.Config) []string {
	files := []string{filepath.Join(c.Data, audithead.FileName)}
	if c.AuditHead != "" {
		files = append(files, c.AuditHead)
	}
	return files
}

// keepAuditHead keeps the head of the audit chain outside of the database while the program runs. A head that the
// database does not hold is told in the log at once; the program starts all the same, and the doctor goes on telling
// it.
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
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		keeper.Run(ctx)
	}()
	a.onClose(func() {
		cancel()
		<-stopped
	})
}
