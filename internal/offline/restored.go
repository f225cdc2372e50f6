package offline

import (
	"context"
	"path/filepath"
	"time"

	"duban/internal/backup"
	"duban/models"
	"duban/store"
)

// Restored runs the doctor on a data directory that was restored from a backup only to be checked. It checks the state
// at made, the time of the backup. A backup of an older program is migrated and only examined with backup.Examine,
// because it has no audit chain yet.
func Restored(ctx context.Context, data string, made models.Instant) ([]backup.Check, error) {
	db, pending, err := store.OpenReadOnly(ctx, filepath.Join(data, "duban.db"))
	if err != nil {
		return []backup.Check{{Name: "数据库可以打开", Found: []string{models.AsError(err).Message.Text}}}, nil
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	if len(pending) > 0 {
		return backup.Examine(ctx, data, made)
	}
	// A minute later: the database was copied shortly after the backup began.
	now := func() time.Time { return made.Add(time.Minute).Time() }
	d := Doctor(ctx, Place{Data: data, External: true, Now: now}, true)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	checks := make([]backup.Check, len(d.Checks))
	for i, c := range d.Checks {
		checks[i] = backup.Check{Name: c.Name, OK: c.OK, Found: c.Found}
		if c.OK { // a notice is not a fault of the backup
			checks[i].Found = []string{}
		}
	}
	return checks, nil
}
