package backup

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"duban/models"
)

const (
	prefix    = "duban-"
	encrypted = ".tar.age"
	layout    = "20060102-150405"
	partial   = ".duban-" // prefix of everything that is not complete
)

// Found is a complete backup in a folder.
type Found struct {
	Path      string
	At        time.Time
	Encrypted bool
}

// List returns the complete backups of a folder, the oldest first. A missing folder has none.
func List(dir string) ([]Found, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, folderFailed(dir, err)
	}
	var found []Found
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(e.Name(), prefix)
		if !ok {
			continue
		}
		f := Found{Path: filepath.Join(dir, e.Name())}
		if stamp, f.Encrypted = strings.CutSuffix(stamp, encrypted); f.Encrypted == e.IsDir() {
			continue
		}
		if f.At, err = time.ParseInLocation(layout, stamp, models.Shanghai); err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join(f.Path, manifestName)); !f.Encrypted && err != nil {
			continue
		}
		found = append(found, f)
	}
	slices.SortFunc(found, func(a, b Found) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Path, b.Path)) })
	return found, nil
}

// Resolve returns the backup at a path: the path is a backup itself, or a folder of which it is the newest.
func Resolve(path string) (Found, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return Found{}, models.Errorf(models.KindInvalid, "no_backup", "没有“%s”，请核对备份的路径", path).Because(err)
	case !info.IsDir():
		return Found{Path: path, Encrypted: true}, nil
	}
	if _, err := os.Stat(filepath.Join(path, manifestName)); err == nil {
		return Found{Path: path}, nil
	}
	found, err := List(path)
	if err != nil {
		return Found{}, err
	}
	if len(found) == 0 {
		return Found{}, models.Errorf(models.KindInvalid, "no_backup",
			"“%s”中没有完整的备份（应有 duban-年月日-时分秒 的目录，或 .tar.age 文件）", path)
	}
	return found[len(found)-1], nil
}
