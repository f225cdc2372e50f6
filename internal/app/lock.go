package app

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"duban/models"
)

// maxLockWait is how long a start waits for the lock of the data directory: the system frees the memory of a killed
// process before it releases its lock.
const maxLockWait = 3 * time.Second

// lock reserves the data directory for this process: two processes on one directory would run two workflows for every
// project.
func (a *App) lock(ctx context.Context, dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, "duban.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return models.Errorf(models.KindInvalid, "bad_data_dir", "无法写入数据目录 %s，请检查 --data 和目录权限", dir).Because(err)
	}
	if err := takeLock(ctx, f); err != nil {
		_ = f.Close()
		return models.Errorf(models.KindConflict, "data_dir_in_use", "数据目录 %s 正被另一个督办进程使用，请先停止它，或用 --data 指定另一个目录", dir).
			Because(err)
	}
	a.onClose(func() { _ = f.Close() }) // closing the file releases the lock
	return nil
}

// takeLock locks a file. It waits up to maxLockWait while another process holds the lock.
func takeLock(ctx context.Context, f *os.File) error {
	ctx, cancel := context.WithTimeout(ctx, maxLockWait)
	defer cancel()
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}
