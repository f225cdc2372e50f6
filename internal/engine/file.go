//go:build !noembed && unix

package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.temporal.io/server/common/headers"

	"duban/models"
)

// prepare makes the file at path ready for the linked server: sets a damaged one aside, sets up a missing one, brings
// an older one up after a backup copy, and refuses a newer one untouched. All changes are one transaction, so that a
// kill leaves the old file or the new one. The caller holds the lock.
func prepare(ctx context.Context, path string) (*SetAside, error) {
	aside, err := setAsideDamaged(ctx, path)
	if err != nil {
		return nil, fileError(path, err)
	}
	db, err := open(path)
	if err == nil {
		defer db.Close()
		err = bringUp(ctx, db, path)
	}
	return aside, fileError(path, err)
}

func bringUp(ctx context.Context, db *sql.DB, path string) error {
	now, err := readStamp(ctx, db)
	if err != nil {
		return err
	}
	if err := now.refuseNewer(path); err != nil {
		return err
	}
	if now.current() {
		return writable(ctx, db)
	}
	if !now.empty {
		if err := keepCopy(ctx, db, path, now.server); err != nil {
			return err
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // fails after Commit; before it the first error counts
	if err := migrate(schemaTx{ctx, tx}, now); err != nil {
		return err
	}
	return tx.Commit()
}

// writable fails when another program keeps the file from being written: readers of a WAL file do not notice that, and
// the server would fail half way through its start.
func writable(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // it begins immediately, see open
	if err != nil {
		return err
	}
	return tx.Rollback()
}

// open opens the file for work while no server runs on it.
func open(path string) (*sql.DB, error) {
	// SQLite would create the file readable by all users; its -wal and -shm take the file's permissions.
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		_ = f.Close()
	}
	uri := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate"
	db, err := sql.Open("sqlite", uri) // the driver comes with the server's SQLite plugin
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// keepCopy writes the whole file into DIR/backup, named after the server that wrote it. The copy has its name only once
// it is on disk. Copying bytes would not do: closing any other handle on the file drops SQLite's locks in this process.
func keepCopy(ctx context.Context, db *sql.DB, path, server string) error {
	if server == "" {
		server = "unknown"
	}
	dir := filepath.Join(filepath.Dir(path), "backup")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	name := fmt.Sprintf("temporal-%s-before-%s-%s.db", server, headers.ServerVersion, time.Now().UTC().
		Format("20060102T150405.000Z"))
	final := filepath.Join(dir, name)
	partial := final + ".partial"
	defer os.Remove(partial)
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", partial); err != nil {
		return err
	}
	if err := syncPath(partial); err != nil {
		return err
	}
	if err := os.Rename(partial, final); err != nil {
		return err
	}
	return syncPath(dir)
}

// foldLog moves what the write-ahead log holds into the file and empties the log: the server never closes its
// connection, so SQLite does not do it.
func foldLog(ctx context.Context, path string) error {
	db, err := open(path)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

// fileError maps an error of the file to a message for a person.
func fileError(path string, err error) error {
	if err == nil {
		return nil
	}
	var known *models.Error
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, os.ErrPermission) {
		return models.Errorf(models.KindInvalid, "engine_directory", "无法写入流程引擎的数据文件 %s，请检查权限", path).Because(err)
	}
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		switch coded.Code() & 0xff {
		case sqliteBusy, sqliteLocked:
			return models.Errorf(models.KindUnavailable, "engine_file_busy", "流程引擎的数据文件 %s 被其他程序占用，请稍后再启动", path).Because(err)
		case sqliteCorrupt, sqliteNotADB:
			return models.Errorf(models.KindInvalid, "engine_corrupt",
				"流程引擎的数据文件 %s 已损坏；请停止服务，将它（及同名 -wal、-shm）改名后重新启动，流程将从数据库重建", path).Because(err)
		case sqliteReadOnly, sqliteCantOpen:
			return models.Errorf(models.KindInvalid, "engine_directory", "无法写入流程引擎的数据文件 %s，请检查权限", path).Because(err)
		case sqliteFull:
			return models.Errorf(models.KindUnavailable, "disk_full", "磁盘空间不足，无法准备流程引擎的数据文件 %s，请清理后再启动", path).Because(err)
		}
	}
	return models.Errorf(models.KindInternal, "engine_file", "无法准备流程引擎的数据文件 %s，请联系管理员", path).Because(err)
}
