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

// CopySummary describes the content of a database, to compare a restored copy with the original.
type CopySummary struct {
	Schema string           // ID of the last applied migration
	Rows   map[string]int64 // number of rows, by table
}

// IsPostgres reports whether a DSN names a PostgreSQL database; any other DSN is the path of a SQLite file.
func IsPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Copy writes a consistent copy of a database in use to a new file and syncs it to disk: SQLite by VACUUM INTO,
// PostgreSQL by pg_dump in its custom format. It does not migrate or change the database, so that it may run beside
// the server in another process. to must not exist.
//
// Errors: KindInvalid "backup_exists", "no_database", "pg_tool_missing" or "pg_tool_failed"; KindUnavailable when the
// database is unavailable or the disk full.
func Copy(ctx context.Context, dsn, to string) (CopySummary, error) {
	if _, err := os.Lstat(to); err == nil {
		return CopySummary{}, models.Errorf(models.KindInvalid, "backup_exists", "备份文件“%s”已存在，请换一个文件名", to)
	}
	if IsPostgres(dsn) {
		return copyPostgres(ctx, dsn, to)
	}
	if err := copySQLite(ctx, dsn, to); err != nil {
		return CopySummary{}, err
	}
	return Summarise(ctx, to)
}

// Backup writes a consistent copy of a SQLite database in use to a new file. Errors: KindInvalid "backup_exists";
// "backup_elsewhere" for PostgreSQL, which needs Copy.
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.dialect.name != "sqlite" {
		return models.Errorf(models.KindInvalid, "backup_elsewhere", "数据库是 PostgreSQL，请用 duban backup 备份（须有 pg_dump）")
	}
	if _, err := os.Lstat(path); err == nil {
		return models.Errorf(models.KindInvalid, "backup_exists", "备份文件“%s”已存在，请换一个文件名", path)
	}
	return copySQLite(ctx, s.path, path)
}

// copySQLite copies a SQLite file by VACUUM INTO and syncs the copy.
func copySQLite(ctx context.Context, from, to string) error {
	if info, err := os.Stat(from); err != nil || info.Size() == 0 { // opening it would create an empty database
		return models.Errorf(models.KindInvalid, "no_database", "没有数据库文件“%s”，请核对 --data；使用 PostgreSQL 的，请加 --database", from).
			Because(err)
	}
	db, err := openSQLitePool(ctx, from, 1, "deferred") // the store's read pool is query_only, which forbids VACUUM INTO
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

// Summarise describes the content of a SQLite file that is not in use. It does not change the file.
func Summarise(ctx context.Context, path string) (CopySummary, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return CopySummary{}, models.Errorf(models.KindInvalid, "no_database", "没有数据库文件“%s”", path).Because(err)
	}
	query := url.Values{"mode": {"ro"}, "immutable": {"1"}}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return CopySummary{}, classify(err)
	}
	c, err := countRows(ctx, db,
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	return c, classify(errors.Join(err, db.Close()))
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// countRows counts the rows of each table whose name the query returns.
func countRows(ctx context.Context, db querier, tables string) (CopySummary, error) {
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

// texts returns the single text column of a query's rows.
func texts(ctx context.Context, db querier, query string) (found []string, err error) {
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
