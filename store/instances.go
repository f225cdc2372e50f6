package store

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm/clause"

	"duban/models"
)

// Instances loads the processes that serve or have served this database.
func (tx *Tx) Instances() ([]models.Instance, error) {
	return list[models.Instance](tx, "id", "1 = 1")
}

// PutInstance writes the row of a process, in place of the one its machine and directory had before.
func (tx *Tx) PutInstance(i models.Instance) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&i).Error, "instance", i.ID)
}

// RenewInstance notes that a process is there, and until when its clock was trusted; trusted 0 leaves that as it is.
func (tx *Tx) RenewInstance(id string, seen, trusted models.Instant) error {
	values := map[string]any{"seen_at": seen}
	if trusted != 0 {
		values["trusted_at"] = trusted
	}
	return failed(update[models.Instance](tx, values, "id = ?", id).Error, "renew instance", id)
}

// TrustClock makes an instant the point of reference of every process.
func (tx *Tx) TrustClock(at models.Instant) error {
	return failed(update[models.Instance](tx, map[string]any{"trusted_at": at}, "1 = 1").Error, "trust clock", at)
}

// ForgetInstances removes processes that were not seen since a moment and are not the point of reference of the clock.
func (tx *Tx) ForgetInstances(since, reference models.Instant) error {
	done := tx.db.Where("seen_at < ? AND trusted_at < ?", since, reference).Delete(&models.Instance{})
	return failed(done.Error, "forget instances", since)
}

// NewestAudit is the instant of the newest audit event; 0 when there is none.
func (tx *Tx) NewestAudit() (models.Instant, error) {
	rows := []models.AuditEvent{}
	err := tx.db.Select("at").Order("id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, failed(err, "newest audit event")
	}
	return rows[0].At, nil
}

// ForgetServing removes the processes from a database that was just restored: those that served it when the backup was
// made do not serve the restored one, which would otherwise refuse to start for as long as they look alive. dsn is as
// in Config. A database from before there was such a table is left as it is.
func ForgetServing(ctx context.Context, dsn string) error {
	c, err := contents(ctx, dsn)
	if _, there := c.Rows["instances"]; err != nil || !there {
		return err
	}
	db, err := connect(ctx, dsn)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "DELETE FROM instances")
	return failed(errors.Join(err, db.Close()), "forget instances")
}

func contents(ctx context.Context, dsn string) (CopySummary, error) {
	if !IsPostgres(dsn) {
		return Summarise(ctx, dsn)
	}
	db, err := connectPostgres(ctx, dsn)
	if err != nil {
		return CopySummary{}, err
	}
	c, err := look(ctx, db, postgresTables)
	return c, classify(errors.Join(err, db.Close()))
}

func connect(ctx context.Context, dsn string) (*sql.DB, error) {
	if IsPostgres(dsn) {
		return connectPostgres(ctx, dsn)
	}
	return sql.Open("sqlite", dsn)
}
