package backup

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	"duban/models"
)

func TestFolderFailed(t *testing.T) {
	own := models.Errorf(models.KindInvalid, "own", "自己的")
	for name, tt := range map[string]struct {
		cause error
		code  string
	}{
		"the disk of the backup is full": {&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "backup_full"},
		"a quota":                        {fmt.Errorf("copy: %w", syscall.EDQUOT), "backup_full"},
		"from the database": {models.Errorf(models.KindUnavailable, "store_full", "存储空间不足，数据未提交"),
			"backup_full"},
		"joined with the error of the removal": {errors.Join(models.Errorf(models.KindUnavailable, "store_full", "x"),
			os.ErrNotExist), "backup_full"},
		"an error with words of its own": {own, "own"},
		"no permission":                  {os.ErrPermission, "folder_failed"},
	} {
		if got := models.AsError(folderFailed("/mnt/backup", tt.cause)); got.Code != tt.code {
			t.Errorf("%s: %v", name, got)
		}
	}
	if folderFailed("x", nil) != nil {
		t.Error("no cause is an error")
	}
}
