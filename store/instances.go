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

// PutInstance writes the row of a process. It replaces the row of an earlier process of the same machine and
// directory.
func (tx *Tx) PutInstance(i models.Instance) error {
	return failed(tx.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&i).Error, "instance", i.ID)
}

// RenewInstance stores that a process is running, and until when its clock was trusted; a trusted of 0 leaves that
// unchanged.
func (tx *Tx) RenewInstance(id string, seen, trusted models.Instant) error {
	values := map[string]any{"seen_at": seen}
	if trusted != 0 {
		values["trusted_at"] = trusted
	}
	return failed(update[models.Instance](tx, values, "id = ?", id).Error, "renew instance", id)
}

// TrustClock sets the last trusted instant of every process.
func (tx *Tx) TrustClock(at models.Instant) error {
	return failed(update[models.Instance](tx, map[string]any{"trusted_at": at}, "1 = 1").Error, "trust clock", at)
}

// ForgetInstances deletes processes not seen since a moment, except the one with the latest trusted clock.
func (tx *Tx) ForgetInstances(since, reference models.Instant) error {
	done := tx.db.Where("seen_at < ? AND trusted_at < ?", since, reference).Delete(&models.Instance{})
	return failed(done.Error, "forget instances", since)
}

// NewestAudit returns the instant of the newest audit event, or 0.
func (tx *Tx) NewestAudit() (models.Instant, error) {
	rows := []models.AuditEvent{}
	err := tx.db.Select("at").Order("id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, failed(err, "newest audit event")
	}
	return rows[0].At, nil
}

// ForgetServing deletes the processes and their duties from a database that was just restored. They served the
// original; as long as they look alive, the restored database would refuse to be served. dsn is as in Config. A
// database without these tables is left unchanged.
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
	if _, there := c.Rows["duties"]; err == nil && there {
		_, err = db.ExecContext(ctx, "DELETE FROM duties")
	}
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
	c, err := countRows(ctx, db, postgresTables)
	return c, classify(errors.Join(err, db.Close()))
}

func connect(ctx context.Context, dsn string) (*sql.DB, error) {
	if IsPostgres(dsn) {
		return connectPostgres(ctx, dsn)
	}
	return sql.Open("sqlite", dsn)
}
