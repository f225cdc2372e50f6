package files

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"duban/models"
)

// MarkName is the file in an evidence folder that identifies it. It is copied along with the folder.
const MarkName = ".duban-evidence"

// NewMark returns a random mark.
func NewMark() string { return strings.ToLower(rand.Text()) }

// ReadMark returns the mark of a folder; "" if it has none. The error is KindUnavailable.
func ReadMark(dir string) (string, error) {
	content, err := os.ReadFile(filepath.Join(dir, MarkName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", unavailable(err)
	}
	return strings.TrimSpace(string(content)), nil
}

// Mark gives a folder a mark and syncs it. If two processes do so at once, both get the mark of the first. The error is
// KindUnavailable.
func Mark(dir, mark string) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", unavailable(err)
	}
	temp, err := os.CreateTemp(dir, MarkName+"-")
	if err != nil {
		return "", unavailable(err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.WriteString(mark + "\n")
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return "", unavailable(err)
	}
	path := filepath.Join(dir, MarkName)
	if err := os.Link(temp.Name(), path); errors.Is(err, fs.ErrExist) { // unlike Rename, Link never replaces a file
		return ReadMark(dir)
	} else if err != nil {
		if err := os.Rename(temp.Name(), path); err != nil { // a file system without links
			return "", unavailable(err)
		}
	}
	d, err := os.Open(dir)
	if err != nil {
		return "", unavailable(err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return "", unavailable(err)
	}
	return mark, nil
}

// Expect makes Put refuse a folder that does not carry the mark. If a shared folder is unmounted while the program
// runs, its mount point is an empty directory of this machine.
func (s *Store) Expect(mark string) { s.mark = mark }

// Present reports whether the folder carries the expected mark. The error is KindUnavailable "evidence_away".
func (s *Store) Present() error {
	if s.mark == "" {
		return nil
	}
	got, err := ReadMark(s.dir)
	if err == nil && got != s.mark {
		err = errors.New("the mark is " + got)
	}
	if err != nil {
		return models.Errorf(models.KindUnavailable, "evidence_away", "附件目录不可用（共享目录可能未挂载），数据未提交，请联系管理员检查后重试").Because(err)
	}
	return nil
}
