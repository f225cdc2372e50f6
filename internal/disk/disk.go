// Package disk reserves free space on the disks that hold the data. Below the floor nothing is stored, so that running
// work can finish, people can log in and read, and an operator can repair the system.
package disk

import (
	"fmt"
	"sync"
	"syscall"
	"time"

	"duban/models"
)

// Floor is the free space that must remain in some directories. It is safe for concurrent use.
type Floor struct {
	least int64
	dirs  []string
	free  func(dir string) (int64, error)

	mu     sync.Mutex
	asked  time.Time
	answer error
}

// askAgain is how long a measurement is used.
const askAgain = time.Second

// New returns a floor of least bytes under each directory; 0 means no floor.
func New(least int64, dirs ...string) *Floor { return NewWith(least, Free, dirs...) }

// NewWith is New with another function to measure free space.
func NewWith(least int64, free func(dir string) (int64, error), dirs ...string) *Floor {
	return &Floor{least: least, dirs: dirs, free: free}
}

// Check returns nil while there is enough free space. Otherwise the error is KindUnavailable with code "disk_full"; it
// names how much is left, and its cause names the directory. A directory that cannot be measured does not count as
// full.
func (f *Floor) Check() error {
	if f == nil || f.least <= 0 {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := time.Now(); f.asked.IsZero() || now.Sub(f.asked) >= askAgain {
		f.asked, f.answer = now, f.measure()
	}
	return f.answer
}

func (f *Floor) measure() error {
	for _, dir := range f.dirs {
		left, err := f.free(dir)
		if err != nil || left >= f.least {
			continue
		}
		return models.Errorf(models.KindUnavailable, "disk_full",
			"磁盘空间不足（剩余 %s，下限 %s），数据未提交；请联系管理员清理磁盘，空间足够后再提交", Size(left), Size(f.least)).
			Because(fmt.Errorf("%s: %d bytes free, floor %d", dir, left, f.least))
	}
	return nil
}

// Free returns how many bytes this process may still write in a directory.
func Free(dir string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil //nolint:unconvert // bytes of a disk fit; the types differ by system
}

// Size formats a number of bytes for people.
func Size(bytes int64) string {
	const mega, giga = int64(1) << 20, int64(1) << 30
	if bytes >= 10*giga {
		return fmt.Sprintf("%d GB", bytes/giga)
	}
	return fmt.Sprintf("%d MB", max(bytes, 0)/mega)
}
