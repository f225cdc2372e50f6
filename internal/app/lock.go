package app

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"duban/models"
)

// lockPatience is how long a start waits for the data directory: the system frees the memory of a process that was
// killed before it lets go of its lock.
const lockPatience = 3 * time.Second

// lock takes the data directory for this process: two of them on one directory would follow every project twice.
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
	a.onClose(func() { _ = f.Close() }) // closing gives the lock back
	return nil
}

// takeLock locks a file, for at most lockPatience while another process holds it.
func takeLock(ctx context.Context, f *os.File) error {
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
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
