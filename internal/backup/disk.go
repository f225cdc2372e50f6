package backup

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"duban/models"
)

// syncPath calls fsync on a file or a directory.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncTree syncs every directory under dir; the files were synced when they were written.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return syncPath(path)
		}
		return err
	})
}

// writeFile writes a new file, private and synced, with the folders it needs.
func writeFile(path string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}

// moveInto renames a complete backup to its final name and syncs the directory.
func moveInto(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncPath(filepath.Dir(to))
}

// lockFolder locks a folder against a second backup; closing the file releases the lock.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, ".duban-backup.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, folderFailed(dir, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, models.Errorf(models.KindConflict, "backup_running", "另一个备份正在使用目录“%s”，请等它完成后再试", dir).Because(err)
	}
	return f, nil
}

// folderFailed says what a person can do about a folder that cannot be written.
func folderFailed(dir string, cause error) error {
	var known *models.Error
	full := errors.Is(cause, syscall.ENOSPC) || errors.Is(cause, syscall.EDQUOT)
	if errors.As(cause, &known) {
		full = full || known.Code == "store_full" || known.Code == "storage_full" // set by the store or the evidence
	}
	switch {
	case cause == nil:
		return nil
	case full:
		return models.Errorf(models.KindUnavailable, "backup_full", "磁盘空间不足，未能写入“%s”，请清理磁盘或换一个目录后重试", dir).Because(cause)
	case known != nil:
		return cause
	}
	return models.Errorf(models.KindInvalid, "folder_failed", "无法读写“%s”，请检查目录是否存在、是否已挂载、是否有权限", dir).Because(cause)
}
