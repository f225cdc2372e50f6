package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"duban/models"
)

// Copied says what a copy of a database holds: enough to tell later that a restored one is the same.
type CopySummary struct {
	Schema string           // the last migration it has
	Rows   map[string]int64 // how many rows each table has
}

// IsPostgres reports whether an address names a PostgreSQL database; anything else is the path of a SQLite file.
func IsPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Copy writes a consistent copy of a database to a new file while people keep working, and puts it on disk for good: a
// SQLite file by VACUUM INTO, PostgreSQL by pg_dump in its custom format. It neither migrates nor changes the
// database, so it may run in another process than the server. to must not exist.
//
// Errors: KindInvalid "backup_exists", "no_database", "pg_tool_missing" or "pg_tool_failed"; KindUnavailable when the
// database is away or the disk full.
func Copy(ctx context.Context, dsn, to string) (CopySummary, error) {
	if _, err := os.Lstat(to); err == nil {
		return CopySummary{}, models.Errorf(models.KindInvalid, "backup_exists", "备份文件「%s」已存在，请换一个文件名", to)
	}
	if IsPostgres(dsn) {
		return copyPostgres(ctx, dsn, to)
	}
	if err := copySQLite(ctx, dsn, to); err != nil {
		return CopySummary{}, err
	}
	return Summarise(ctx, to)
}

// Backup writes a consistent copy of a SQLite database to a new file while people keep working; path must not exist.
// For PostgreSQL see Copy: KindInvalid "backup_elsewhere".
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.dialect.name != "sqlite" {
		return models.Errorf(models.KindInvalid, "backup_elsewhere", "数据库是 PostgreSQL，请用 duban backup 备份（须有 pg_dump）")
	}
	if _, err := os.Lstat(path); err == nil {
		return models.Errorf(models.KindInvalid, "backup_exists", "备份文件「%s」已存在，请换一个文件名", path)
	}
	return copySQLite(ctx, s.path, path)
}

func copySQLite(ctx context.Context, from, to string) error {
	if info, err := os.Stat(from); err != nil || info.Size() == 0 { // opening it would make an empty database
		return models.Errorf(models.KindInvalid, "no_database", "没有数据库文件「%s」，请核对 --data；使用 PostgreSQL 的，请加 --database", from).
			Because(err)
	}
	db, err := openSQLitePool(ctx, from, 1, "deferred") // the read pool of a store may not even write another file
	if err != nil {
		return classify(err)
	}
	err = db.WithContext(ctx).Exec("VACUUM INTO ?", to).Error
	if err := errors.Join(err, closePool(db)); err != nil {
		return classify(fmt.Errorf("backup: %w", err))
	}
	if err := syncFile(to); err != nil {
		return models.Errorf(models.KindUnavailable, "backup_not_synced", "备份未能写入磁盘，请检查磁盘后重试").Because(err)
	}
	return nil
}

// Summarise says what a SQLite file holds that nobody writes to, without changing a byte of it.
func Summarise(ctx context.Context, path string) (CopySummary, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return CopySummary{}, models.Errorf(models.KindInvalid, "no_database", "没有数据库文件「%s」", path).Because(err)
	}
	query := url.Values{"mode": {"ro"}, "immutable": {"1"}}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return CopySummary{}, classify(err)
	}
	c, err := look(ctx, db,
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	return c, classify(errors.Join(err, db.Close()))
}

// asking is a database or a transaction of one.
type asking interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// look counts the rows of each table that the query names.
func look(ctx context.Context, db asking, tables string) (CopySummary, error) {
	names, err := texts(ctx, db, tables)
	if err != nil {
		return CopySummary{}, err
	}
	c := CopySummary{Rows: map[string]int64{}}
	for _, name := range names {
		var n int64
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM "`+name+`"`).Scan(&n); err != nil {
			return CopySummary{}, err
		}
		c.Rows[name] = n
	}
	if _, there := c.Rows["migrations"]; !there {
		return CopySummary{}, models.Errorf(models.KindInvalid, "not_duban", "该数据库不是督办的数据库，请核对地址或文件")
	}
	return c, db.QueryRowContext(ctx, "SELECT max(id) FROM migrations").Scan(&c.Schema)
}

// texts are the answers of a question for one text each.
func texts(ctx context.Context, db asking, query string) (found []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		found = append(found, text)
	}
	return found, rows.Err()
}
