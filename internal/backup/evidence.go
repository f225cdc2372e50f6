package backup

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"duban/internal/files"
	"duban/models"
)

// findPrevious looks for a backup whose evidence this one can link: files that never change need not be copied twice.
func (j *job) findPrevious() error {
	if j.archive != nil {
		return nil
	}
	found, err := List(j.dir)
	if err != nil {
		return err
	}
	for _, f := range found {
		if !f.Encrypted {
			j.previous = f.Path
		}
	}
	return nil
}

// evidence puts one file into the backup: linked from the previous one if that copy is intact, copied otherwise. lack
// says why the file could not be read; err is a failure of the backup's own disk. gone means the file was removed since
// the list was made, as an unused upload; whether a removed file is still needed is for the doctor to find.
func (j *job) evidence(kept *files.Store, sum string) (size int64, lack string, gone bool, err error) {
	if size, shared, err := j.share(sum); shared || err != nil {
		return size, "", false, err
	}
	f, err := kept.Content(sum)
	if models.KindOf(err) == models.KindNotFound {
		return 0, "", true, nil
	}
	if err != nil {
		return 0, models.AsError(err).Message.Text, false, nil
	}
	defer f.Close()
	if size, err = f.Seek(0, io.SeekEnd); err != nil {
		return 0, "读取失败", false, nil
	}
	if err := kept.Verify(sum, size); err != nil {
		return 0, models.AsError(err).Message.Text, false, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, "读取失败", false, nil
	}
	if j.archive != nil {
		return size, "", false, j.archive.put(evidencePath(sum), size, f)
	}
	return size, "", false, writeFile(filepath.Join(j.work, evidencePath(sum)), f)
}

// share links a file from the previous backup. It reports false, so that the file is copied, if the file system has no
// links.
func (j *job) share(sum string) (size int64, shared bool, err error) {
	if j.previous == "" {
		return 0, false, nil
	}
	old := filepath.Join(j.previous, evidencePath(sum))
	got, size, err := hashFile(old)
	if err != nil || got != sum {
		return 0, false, nil //nolint:nilerr // missing or damaged: copied from the evidence instead
	}
	path := filepath.Join(j.work, evidencePath(sum))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, false, err
	}
	if err := os.Link(old, path); err == nil {
		return size, true, nil
	}
	f, err := os.Open(old)
	if err != nil {
		return 0, false, err
	}
	return size, true, errors.Join(writeFile(path, f), f.Close())
}
