package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the driver named "sqlite", shared with the embedded Temporal server

	"duban/models"
)

// oldestSQLite is the first version without the WAL-reset bug, which could corrupt a file.
var oldestSQLite = [3]int{3, 51, 3}

// walKept is how large the log of changes stays, in bytes. A large import, or a reading that takes long such as a
// backup, makes it larger, because its pages are not taken into the file meanwhile. SQLite would keep that size for
// good.
const walKept = 8 << 20

// readers is the size of the read pool. Reads are short, and few people of a district read at once.
const readers = 4

var sqliteDialect = dialect{
	name:    "sqlite",
	writing: &sql.TxOptions{},
	reading: &sql.TxOptions{ReadOnly: true},
	now:     "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
	checks: []string{
		"PRAGMA integrity_check",
		`SELECT "table" || ' 第 ' || rowid || ' 行引用的 ' || parent || ' 不存在' FROM pragma_foreign_key_check`,
	},
}

func openSQLite(ctx context.Context, c Config) (*Store, error) {
	path, synchronous := c.DSN, syncLevel()
	if c.Scratch {
		synchronous = "synchronous(OFF)"
	}
	if path == "" {
		path = "duban.db"
	}
	if strings.Contains(path, ":memory:") || strings.Contains(path, "://") {
		return nil, models.Errorf(models.KindInvalid, "bad_database", "配置错误：数据库“%s”无效，应为文件路径或 postgres:// 开头的地址", path)
	}
	if err := createPrivate(path); err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_database", "配置错误：不能在“%s”创建或打开数据库文件，请检查目录和权限", path).Because(err)
	}
	s := &Store{dialect: sqliteDialect, path: path}
	var err error
	// FULL: a committed row survives a power cut. immediate: a write transaction waits for the lock when it begins;
	// taking it later, after a read, fails at once.
	if s.write, err = openSQLitePool(ctx, path, 1, "immediate", "journal_mode(WAL)", synchronous,
		"journal_size_limit("+strconv.Itoa(walKept)+")"); err != nil {
		return nil, err
	}
	if err := requireSQLite(ctx, s.write); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.read, err = openSQLitePool(ctx, path, readers, "deferred", "query_only(1)"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// createPrivate creates a missing file and its folder, readable by the owner only.
func createPrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func openSQLitePool(ctx context.Context, path string, size int, lock string, pragmas ...string) (*gorm.DB, error) {
	query := url.Values{"_txlock": {lock}, "_pragma": append(pragmas, "busy_timeout(5000)", "foreign_keys(1)")}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query.Encode()}
	conn, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	conn.SetMaxOpenConns(size)
	conn.SetMaxIdleConns(size)
	if err := conn.PingContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	db, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: newPreparingPool(conn)}), gormConfig())
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return db, nil
}

func requireSQLite(ctx context.Context, db *gorm.DB) error {
	var version string
	if err := db.WithContext(ctx).Raw("SELECT sqlite_version()").Scan(&version).Error; err != nil {
		return err
	}
	if olderSQLite(version) {
		return models.Errorf(models.KindInvalid, "sqlite_too_old", "配置错误：SQLite %s 有损坏数据的已知缺陷，应为 %d.%d.%d 或更新版本",
			version, oldestSQLite[0], oldestSQLite[1], oldestSQLite[2])
	}
	return nil
}

func olderSQLite(version string) bool {
	parts := strings.SplitN(version, ".", 3)
	for i, least := range oldestSQLite {
		if i >= len(parts) {
			return true
		}
		if n, err := strconv.Atoi(parts[i]); err != nil || n != least {
			return err != nil || n < least
		}
	}
	return false
}

// syncFile syncs a file and its folder to disk.
func syncFile(path string) error {
	for _, name := range []string{path, filepath.Dir(path)} {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return os.Chmod(path, 0o600)
}
