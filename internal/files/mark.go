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

// MarkName is the file in a folder of evidence that says whose it is. Whoever copies the folder copies it too.
const MarkName = ".duban-evidence"

// NewMark returns a mark that no other folder has.
func NewMark() string { return strings.ToLower(rand.Text()) }

// ReadMark returns the mark of a folder; "" when it has none. The error is KindUnavailable.
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

// Mark gives a folder a mark and puts it on disk. Of two processes that do so at once the first one's stays, and both
// get it back. The error is KindUnavailable.
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
	if err := os.Link(temp.Name(), path); errors.Is(err, fs.ErrExist) { // a link never replaces a file
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

// Expect has Put refuse a folder that no longer carries the mark: a shared folder that was unmounted while the program
// ran is an empty directory of this machine.
func (s *Store) Expect(mark string) { s.mark = mark }

// Present reports whether the folder still carries the mark it should. The error is KindUnavailable "evidence_away".
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
