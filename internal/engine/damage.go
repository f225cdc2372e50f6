package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// SetAside describes a damaged file that a start moved away. No business data is lost with it, and reconcile starts
// every project's workflow again.
type SetAside struct {
	Path    string   // of the file that was damaged
	MovedTo string   // where it is now
	Found   []string // what SQLite reported
}

// The primary result codes of SQLite for which there is a remedy.
const (
	sqliteBusy     = 5
	sqliteLocked   = 6
	sqliteReadOnly = 8
	sqliteCorrupt  = 11
	sqliteFull     = 13
	sqliteCantOpen = 14
	sqliteNotADB   = 26
)

// checkLines limits the number of findings about one file.
const checkLines = 10

// CheckFile verifies a server's file and changes nothing in it. Each string is one finding, in words for a person;
// there is none for a sound file, or for one that does not exist, because the next start creates it. It never fails: an
// error while reading is a finding too. The file may be in use.
func CheckFile(ctx context.Context, path string) []string {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	found, err := verify(ctx, path, "integrity_check")
	if err != nil {
		return []string{fmt.Sprintf("流程引擎的数据文件 %s 无法检查（%v）；请核对文件权限和磁盘，稍后再查", path, err)}
	}
	for i, line := range found {
		found[i] = fmt.Sprintf("流程引擎的数据文件 %s 已损坏：%s；请停止服务后重新启动，系统会自行移开该文件并从数据库重建流程；若启动后仍有此项，请将该文件改名后再启动", path, line)
	}
	return found
}

// verify runs one of SQLite's two checks on a file. Errors that mean damage are findings, other errors are returned.
func verify(ctx context.Context, path, pragma string) (found []string, err error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, fmt.Sprintf("PRAGMA %s(%d)", pragma, checkLines))
	if err != nil {
		return damageIn(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return damageIn(err)
		}
		if line != "ok" {
			found = append(found, line)
		}
	}
	if err := rows.Err(); err != nil {
		more, err := damageIn(err)
		return append(found, more...), err
	}
	return found, nil
}

// damageIn reports whether an error means that the file is damaged.
func damageIn(err error) (found []string, _ error) {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		switch coded.Code() & 0xff {
		case sqliteCorrupt, sqliteNotADB:
			return []string{err.Error()}, nil
		}
	}
	return nil, err
}

// setAsideDamaged moves a damaged file, with its log files, into DIR/backup, so that the start can create a new one. It
// returns nil when there is no file or a sound one. It reads the complete file, about two seconds for each GB.
func setAsideDamaged(ctx context.Context, path string) (*SetAside, error) {
	if _, err := os.Stat(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return nil, err
	}
	found, err := verify(ctx, path, "quick_check")
	if err != nil || len(found) == 0 {
		return nil, err
	}
	dir := filepath.Join(filepath.Dir(path), "backup")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	to := filepath.Join(dir, "temporal-damaged-"+time.Now().UTC().Format("20060102T150405.000Z")+".db")
	// The log is moved first: left behind, it would be used with the new file.
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+suffix, to+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if err := errors.Join(syncPath(dir), syncPath(filepath.Dir(path))); err != nil {
		return nil, err
	}
	return &SetAside{Path: path, MovedTo: to, Found: found}, nil
}

// syncPath syncs a file, or the names in a directory, to disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
