package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"duban/models"
)

// OpenReadOnly opens an existing database without changing it: it neither migrates nor creates. pending lists the
// migrations that are not applied; queries may fail while there are any.
//
// Errors: KindInvalid "no_database" or those of Open; KindInternal "store_damaged"; KindUnavailable.
func OpenReadOnly(ctx context.Context, dsn string) (s *Store, pending []string, err error) {
	if IsPostgres(dsn) {
		s, err = openPostgres(ctx, Config{DSN: dsn})
	} else {
		s, err = openSQLiteReadOnly(ctx, dsn)
	}
	if err != nil {
		return nil, nil, classify(err)
	}
	if pending, err = s.pending(ctx); err != nil {
		return nil, nil, errors.Join(classify(err), s.Close())
	}
	return s, pending, nil
}

// openSQLiteReadOnly opens a file read-only, including the WAL that a killed server left. If the WAL's index cannot
// be created because the folder is read-only, the WAL is ignored.
func openSQLiteReadOnly(ctx context.Context, path string) (*Store, error) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, models.Errorf(models.KindInvalid, "no_database", "没有数据库文件“%s”，请核对 --data；使用 PostgreSQL 的，请加 --database",
			path).Because(err)
	}
	pool, err := readOnlyPool(ctx, path, url.Values{"mode": {"ro"}})
	if err != nil && kindOf(err) == errUnavailable {
		pool, err = readOnlyPool(ctx, path, url.Values{"mode": {"ro"}, "immutable": {"1"}})
	}
	if err != nil {
		return nil, err
	}
	return &Store{dialect: sqliteDialect, path: path, write: pool, read: pool}, nil
}

func readOnlyPool(ctx context.Context, path string, query url.Values) (*gorm.DB, error) {
	query["_pragma"] = []string{"busy_timeout(5000)", "query_only(1)"}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}
	conn, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	conn.SetMaxOpenConns(readers)
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_master").Scan(&n); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	db, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: conn}), gormConfig())
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return db, nil
}

// pending returns the migrations that are not applied, in order.
func (s *Store) pending(ctx context.Context) ([]string, error) {
	steps, err := migrationsOf(s.dialect.name)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	if s.read.WithContext(ctx).Migrator().HasTable("migrations") {
		var ids []string
		if err := s.read.WithContext(ctx).Raw("SELECT id FROM migrations").Scan(&ids).Error; err != nil {
			return nil, err
		}
		for _, id := range ids {
			seen[id] = true
		}
	}
	var pending []string
	for _, step := range steps {
		if !seen[step.ID] {
			pending = append(pending, step.ID)
		}
	}
	return pending, nil
}

// CheckFile runs SQLite's quick_check on a file without changing it, and returns what it finds; nil means no damage.
// A file that cannot be read is a finding, not an error.
func CheckFile(ctx context.Context, path string) []string {
	s, err := openSQLiteReadOnly(ctx, path)
	if err != nil {
		return []string{models.AsError(classify(err)).Error()}
	}
	defer s.Close()
	var lines []string
	if err := s.read.WithContext(ctx).Raw("PRAGMA quick_check(20)").Scan(&lines).Error; err != nil {
		return []string{models.AsError(classify(err)).Error()}
	}
	if len(lines) == 1 && lines[0] == "ok" {
		return nil
	}
	return lines
}
