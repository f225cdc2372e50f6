package demo

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"duban/models"
)

// marker is the content of a file that marks a demonstration's directory, because an office's directory must never be
// filled with sample data. An interrupted filling is continued as of the marker's day.
type marker struct {
	AsOf   models.Date `json:"as_of"`
	Filled bool        `json:"filled"`
}

// Names of the marker, and of a file that every office's directory has.
const (
	markerName   = "demo.json"
	databaseName = "duban.db"
)

// openMarker reads a directory's marker. A directory without data is marked as of today.
func openMarker(dir string, today models.Date) (marker, error) {
	m := marker{AsOf: today}
	text, err := os.ReadFile(filepath.Join(dir, markerName))
	switch {
	case err == nil:
		if err := json.Unmarshal(text, &m); err != nil || m.AsOf == 0 {
			return m, models.Errorf(models.KindConflict, "bad_demo_mark", "演示目录 %s 中的 %s 已损坏，请删除该目录后重新运行，或用 --data 指定新目录", dir,
				markerName).Because(err)
		}
		return m, nil
	case !errors.Is(err, fs.ErrNotExist):
		return m, unreadable(dir, err)
	}
	if _, err := os.Stat(filepath.Join(dir, databaseName)); err == nil {
		return m, models.Errorf(models.KindConflict, "not_a_demo", "目录 %s 中已有其他数据，演示不会写入；请用 --data 指定一个新目录", dir)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return m, unreadable(dir, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return m, unreadable(dir, err)
	}
	return m, m.write(dir)
}

func unreadable(dir string, cause error) error {
	return models.Errorf(models.KindInvalid, "bad_data_dir", "无法使用数据目录 %s，请检查 --data 和目录权限", dir).Because(cause)
}

// write replaces the file atomically: half a marker would make the directory unusable.
func (m marker) write(dir string) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, markerName)
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o600); err != nil {
		return unreadable(dir, err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return unreadable(dir, err)
	}
	return nil
}
