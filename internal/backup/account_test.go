package backup

import (
	"io/fs"
	"syscall"
	"testing"
	"time"

	"duban/models"
)

// owned is a directory owned by the account with this ID.
type owned uint32

func (owned) Name() string       { return "data" }
func (owned) Size() int64        { return 0 }
func (owned) Mode() fs.FileMode  { return fs.ModeDir | 0o700 }
func (owned) ModTime() time.Time { return time.Time{} }
func (owned) IsDir() bool        { return true }
func (o owned) Sys() any         { return &syscall.Stat_t{Uid: uint32(o)} }

func TestRootDoesNotWriteIntoAnotherAccountsData(t *testing.T) {
	for _, tt := range []struct {
		owner   uint32
		account int
		refused bool
	}{{0, 0, false}, {4_000_000_000, 0, true}, {1000, 1000, false}, {0, 1000, false}} {
		err := ownAccount("/srv/duban", owned(tt.owner), tt.account)
		if (err != nil) != tt.refused || err != nil && models.AsError(err).Code != "wrong_account" {
			t.Errorf("owner %d, run by %d: %v", tt.owner, tt.account, err)
		}
	}
}
