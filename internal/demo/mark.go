package demo

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"duban/models"
)

// mark is what a demonstration's directory says of itself. It tells it from an office's directory, which must never be
// filled with samples, and keeps the day its data stand at, so that a filling goes on as it began.
type mark struct {
	AsOf   models.Date `json:"as_of"`
	Filled bool        `json:"filled"`
}

// The files that tell a directory's kind.
const (
	markName     = "demo.json"
	databaseName = "duban.db"
)

// openMark reads a directory's mark. A directory without data is marked as of today.
func openMark(dir string, today models.Date) (mark, error) {
	m := mark{AsOf: today}
	text, err := os.ReadFile(filepath.Join(dir, markName))
	switch {
	case err == nil:
		if err := json.Unmarshal(text, &m); err != nil || m.AsOf == 0 {
			return m, models.Errorf(models.KindConflict, "bad_demo_mark", "演示目录 %s 中的 %s 已损坏，请删除该目录后重新运行，或用 --data 指定新目录", dir,
				markName).Because(err)
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

// write replaces the file as a whole: half a mark would make the directory unusable.
func (m mark) write(dir string) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, markName)
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o600); err != nil {
		return unreadable(dir, err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return unreadable(dir, err)
	}
	return nil
}
