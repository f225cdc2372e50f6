package app

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"duban/models"
)

// lock takes the data directory for this process: two of them on one directory would follow every project twice.
func (a *App) lock(dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, "duban.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return models.Errorf(models.KindInvalid, "bad_data_dir", "无法写入数据目录 %s，请检查 --data 和目录权限", dir).Because(err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = f.Close()
		return models.Errorf(models.KindConflict, "data_dir_in_use", "数据目录 %s 正被另一个督办进程使用，请先停止它，或用 --data 指定另一个目录", dir).Because(err)
	}
	a.onClose(func() { _ = f.Close() }) // closing gives the lock back
	return nil
}
