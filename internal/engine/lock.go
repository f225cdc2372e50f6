//go:build !noembed && unix

package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"duban/models"
)

// lockTries is how often a held lock is tried again, every 50 ms.
const lockTries = 20

// lockDir takes DIR/temporal.lock for this process. The kernel releases it when the process ends, however it ends.
// The file itself stays: removing it would let two processes hold locks on two files of one name.
func lockDir(dir string) (release func(), err error) {
	path := filepath.Join(dir, "temporal.lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "engine_directory", "无法写入数据目录 %s，请检查该目录的权限", dir).Because(err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	for range lockTries { // the lock of a killed process is released a moment after its end is known
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			break
		}
		time.Sleep(50 * time.Millisecond)
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	if err != nil {
		defer f.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, models.Errorf(models.KindInvalid, "engine_directory", "无法锁定数据目录 %s，该文件系统可能不支持文件锁，请换用本地磁盘", dir).
				Because(err)
		}
		holder, _ := io.ReadAll(io.LimitReader(f, 20)) // only a hint; the refusal stands without it
		return nil, models.Errorf(models.KindConflict, "engine_locked", "数据目录 %s 已被另一个进程使用%s，请先停止该进程或换用其他目录",
			dir, inParentheses(strings.TrimSpace(string(holder))))
	}
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt(fmt.Appendf(nil, "%d\n", os.Getpid()), 0) // for the other process's message only
	}
	return func() { _ = f.Close() }, nil
}

func inParentheses(pid string) string {
	if pid == "" {
		return ""
	}
	return "（进程 " + pid + "）"
}
