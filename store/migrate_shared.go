package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/go-gormigrate/gormigrate/v2"
	"github.com/jackc/pgx/v5"

	"duban/models"
)

// Errors of a database that several processes share while one of them migrates it.
var (
	errMigrating = models.Errorf(models.KindUnavailable, "migrating", "数据库正由另一个进程升级，请稍后重试")
	errOutdated  = models.Errorf(models.KindUnavailable, "program_outdated",
		"数据库已由新版程序升级，本进程的版本较旧，已停止办理，数据未提交；请换用新版程序")
)

// program names this program to PostgreSQL, so that a migration can end the sessions of older ones.
const program = "duban"

// migrateLock is the advisory lock of the one process that migrates.
const migrateLock = "7238214"

// How long Open waits for another process that migrates, before it returns errMigrating, and how often it looks. Tests
// shorten it.
var migrateWait = 20 * time.Second

const migrateLook = 100 * time.Millisecond

// migrateShared is migrate for a database that several processes may open at once: one of them makes all steps, and the
// others wait for it, at most migrateWait: then they get errMigrating. When the schema was changed, sessions of
// programs that were already running are ended; they find out when they connect again (checkSchema).
func (s *Store) migrateShared(ctx context.Context, c Config, steps []*gormigrate.Migration) error {
	fresh := !s.write.WithContext(ctx).Migrator().HasTable("migrations")
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := awaitMigration(ctx, conn); err != nil {
		return err
	}
	defer func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock("+migrateLock+")")
	}()
	if done, err := s.upToDate(ctx, steps); done || err != nil { // another process made them meanwhile
		return err
	}
	if err := s.copyBefore(ctx, c, steps); err != nil { // nothing is migrated without its copy
		return err
	}
	if err := s.migrate(ctx, c.Log, steps); err != nil {
		return err
	}
	if fresh { // no other program used it
		return nil
	}
	pool.SetMaxIdleConns(0) // closes this process's own sessions but conn
	defer pool.SetMaxIdleConns(idleSessions)
	return endSessions(ctx, conn, c.Log)
}

// awaitMigration takes the lock of the process that migrates.
func awaitMigration(ctx context.Context, conn *sql.Conn) error {
	for until := time.Now().Add(migrateWait); ; {
		var locked bool
		err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock("+migrateLock+")").Scan(&locked)
		switch {
		case err != nil || locked:
			return err
		case time.Now().After(until):
			return errMigrating
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(migrateLook):
		}
	}
}

// upToDate reports whether every migration was made. If others were made too, it returns "database_newer".
func (s *Store) upToDate(ctx context.Context, steps []*gormigrate.Migration) (bool, error) {
	if !s.write.WithContext(ctx).Migrator().HasTable("migrations") {
		return false, nil
	}
	var made []string
	if err := s.write.WithContext(ctx).Raw("SELECT id FROM migrations").Scan(&made).Error; err != nil {
		return false, err
	}
	known := identifiers(steps)
	for _, id := range made {
		if !slices.Contains(known, id) {
			return false, errNewer
		}
	}
	return !slices.ContainsFunc(known, func(id string) bool { return !slices.Contains(made, id) }), nil
}

func identifiers(steps []*gormigrate.Migration) []string {
	known := make([]string, len(steps))
	for i, m := range steps {
		known[i] = m.ID
	}
	return known
}

// endSessions ends the other sessions of this program on the database. Without the right to do so it says what to do.
func endSessions(ctx context.Context, conn *sql.Conn, log *slog.Logger) error {
	var n int
	err := conn.QueryRowContext(ctx, `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
		WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()`, program).Scan(&n)
	if err != nil {
		log.WarnContext(ctx, "sessions of an older program could not be ended: stop it", "error", err)
		return nil // the migration is made
	}
	log.InfoContext(ctx, "the database is migrated; other sessions were ended", "sessions", n)
	return nil
}

// checkSchema refuses a connection to a database that a newer program has migrated meanwhile. An older program must not
// write rows that lack what the newer one added.
func checkSchema(known []string) func(context.Context, *pgx.Conn) error {
	return func(ctx context.Context, conn *pgx.Conn) error {
		var there bool
		err := conn.QueryRow(ctx, "SELECT to_regclass('migrations') IS NOT NULL").Scan(&there)
		if err != nil || !there {
			return err
		}
		var newer bool
		err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM migrations WHERE id <> ALL($1))", known).Scan(&newer)
		if err == nil && newer {
			err = errors.Join(errOutdated, conn.Close(ctx)) // the pool does not close what it does not take
		}
		return err
	}
}
