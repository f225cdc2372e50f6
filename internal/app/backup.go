package app

import (
	"context"
	"time"

	"duban/internal/backup"
	"duban/internal/config"
	"duban/internal/offline"
	"duban/models"
)

// backupLook is the interval at which it is checked whether a backup is due. One timer for the whole night would miss a
// change of the clock.
const backupLook = time.Minute

// backUpDaily makes backups until the context ends. A failure is logged and recorded in the data directory, where the
// doctor finds it; the program continues.
func (a *App) backUpDaily(ctx context.Context, c config.Config) {
	repeat(ctx, 0, backupLook, func() { a.backUpIfDue(ctx, c) })
}

func (a *App) backUpIfDue(ctx context.Context, c config.Config) {
	clock, err := c.BackupClock()
	if err != nil {
		a.log.Error("backup", "error", err)
		return
	}
	state, err := backup.ReadState(c.Data)
	if err != nil {
		a.log.Warn("backup: the note of the last one cannot be read", "error", err)
	}
	if !backup.Due(time.Now(), clock, state) {
		return
	}
	a.log.Info("backup begins", "folder", c.BackupDir)
	made, err := backup.Make(ctx, backup.Source{Data: c.Data, Database: c.Database, Evidence: c.Evidence,
		Program: c.Version},
		backup.Options{Dir: c.BackupDir, Recipients: c.BackupRecipients, Keep: c.BackupKeep, Doctor: offline.Restored})
	if models.KindOf(err) == models.KindConflict || err != nil && ctx.Err() != nil {
		a.log.Info("backup put off", "error", err)
		return
	}
	if err := a.Service.RecordBackup(context.WithoutCancel(ctx), made, err); err != nil {
		a.log.Error("the backup was not put on record", "error", err)
	}
	if err != nil {
		a.log.Error("backup failed", "error", err)
		return
	}
	for _, check := range made.Verified.Checks {
		for _, found := range check.Found {
			a.log.Warn("backup verified", "check", check.Name, "found", found)
		}
	}
	a.log.Info("backup made", "path", made.Path, "evidence", made.Evidence, "intact", made.Verified.Intact, "removed",
		len(made.Removed))
}
