package files

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"

	"duban/models"
)

// Has reports whether a file with a SHA-256 (64 lower-case hex digits) is stored; it is false for any other text.
func (s *Store) Has(sum string) (bool, error) {
	if !isSum(sum) {
		return false, nil
	}
	info, err := os.Stat(s.path(sum))
	switch {
	case absent(err):
		return false, nil
	case err != nil:
		return false, unavailable(err)
	}
	return info.Mode().IsRegular(), nil
}

// Content opens a stored file for reading; the caller closes it. The error is KindNotFound with code "evidence_missing"
// or KindUnavailable.
func (s *Store) Content(sum string) (io.ReadSeekCloser, error) {
	f, err := s.open(sum)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (s *Store) open(sum string) (*os.File, error) {
	missing := models.Errorf(models.KindNotFound, "evidence_missing", "附件文件不存在，请用 duban restore 从备份取回，或请填报人重新上传")
	if !isSum(sum) {
		return nil, missing
	}
	f, err := os.Open(s.path(sum))
	if absent(err) {
		return nil, missing.Because(err)
	} else if err != nil {
		return nil, unavailable(err)
	}
	return f, nil
}

// Verify reads a stored file and compares it with the recorded SHA-256 and size in bytes. The error is KindNotFound
// with code "evidence_missing", KindInternal with code "evidence_damaged", or KindUnavailable.
func (s *Store) Verify(sum string, size int64) error {
	f, err := s.open(sum)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, f)
	if err != nil {
		return unavailable(err)
	}
	if n != size {
		return models.Errorf(models.KindInternal, "evidence_damaged", "附件文件为 %d 字节，应为 %d 字节，请用 duban restore 从备份取回", n, size)
	}
	if hex.EncodeToString(hash.Sum(nil)) != sum {
		return models.Errorf(models.KindInternal, "evidence_damaged", "附件文件的内容已改变，与登记的校验值不符，请用 duban restore 从备份取回")
	}
	return nil
}

// List returns the SHA-256 of every stored file, sorted. Files received but not yet kept are not included.
func (s *Store) List() ([]string, error) {
	folders, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, unavailable(err)
	}
	var sums []string
	for _, folder := range folders {
		if len(folder.Name()) != 2 {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(s.dir, folder.Name()))
		if err != nil {
			return nil, unavailable(err)
		}
		for _, e := range entries {
			if isSum(e.Name()) {
				sums = append(sums, e.Name())
			}
		}
	}
	slices.Sort(sums)
	return sums, nil
}

// At returns a store that only reads: it creates and removes nothing, and its directory may be missing.
func At(dir string) *Store { return &Store{dir: dir, sync: (*os.File).Sync, rename: os.Rename} }

// CheckSize compares a stored file with the recorded size in bytes, without reading it. The errors are those of Verify.
func (s *Store) CheckSize(sum string, size int64) error {
	f, err := s.open(sum)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return unavailable(err)
	}
	if info.Size() != size {
		return models.Errorf(models.KindInternal, "evidence_damaged", "附件文件为 %d 字节，应为 %d 字节，请从备份恢复", info.Size(), size)
	}
	return nil
}
