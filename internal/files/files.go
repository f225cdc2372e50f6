// Package files stores evidence by content: a file is stored under the SHA-256 of its bytes and never changes.
//
// Put returns only when the bytes would survive a power cut: temporary file, fsync, rename, fsync of the directory. The
// row that names a file is written after that, so a crash in between leaves a file that no row names. Such files are
// harmless; storing the same bytes again uses the same name.
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"

	"duban/models"
)

// MaxSize is the most bytes that a file of evidence may have.
const MaxSize = 20 << 20

// leftover is the age after which a temporary file is abandoned: no upload takes that long.
const leftover = 24 * time.Hour

// Store is evidence in a directory: DIR/ab/abcd…, with DIR/incoming for files being received. It is safe for concurrent
// use, and several processes may share a directory.
type Store struct {
	dir     string
	decoder decoder // of pictures
	mark    string  // the mark that the folder should carry; "": not checked
	// Durability depends on these two steps; tests observe them and make them fail.
	sync   func(*os.File) error
	rename func(from, to string) error
}

// Open opens the store in a directory, which it creates if necessary. Temporary files of a killed process are removed
// once they are a day old. The error is KindUnavailable.
func Open(dir string) (*Store, error) {
	s := &Store{dir: dir, decoder: newDecoder(), sync: (*os.File).Sync, rename: os.Rename}
	if err := s.ensureDir(s.incoming()); err != nil {
		return nil, unavailable(err)
	}
	entries, err := os.ReadDir(s.incoming())
	if err != nil {
		return nil, unavailable(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > leftover {
			_ = os.Remove(filepath.Join(s.incoming(), e.Name())) // the next Open tries again
		}
	}
	return s, nil
}

// Put stores the bytes of r under their SHA-256; when it returns without error they would survive a power cut. Storing
// the same bytes again is no error. It combines Receive and Keep and returns their errors.
func (s *Store) Put(ctx context.Context, name string, r io.Reader) (models.Evidence, error) {
	in, err := s.Receive(ctx, name, r)
	if err != nil {
		return models.Evidence{}, err
	}
	defer in.Drop()
	return in.Evidence, in.Keep()
}

// Incoming is a file that was received and is not yet stored.
type Incoming struct {
	models.Evidence
	store *Store
	temp  *os.File
}

// Receive writes the bytes of r to a temporary file and determines its type. name is the file's name on the person's
// machine; its extension must agree with the content. The caller calls Keep or Drop.
//
// Errors: KindInvalid with code "evidence_type", "evidence_too_large", "evidence_empty" or "evidence_interrupted";
// KindUnavailable with code "storage_full" or "storage_unavailable". After an error nothing is left.
func (s *Store) Receive(ctx context.Context, name string, r io.Reader) (_ *Incoming, err error) {
	name = CleanName(name)
	if err := s.Present(); err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(s.incoming(), "upload-")
	if err != nil {
		return nil, unavailable(err)
	}
	in := &Incoming{store: s, temp: temp}
	defer func() {
		if err != nil {
			in.Drop()
		}
	}()
	size, sum, err := receive(ctx, temp, name, r)
	if err != nil {
		return nil, err
	}
	mediaType, err := sniff(temp, size, name)
	if err != nil {
		return nil, err
	}
	in.Evidence = models.Evidence{SHA256: sum, Name: name, MediaType: mediaType, Size: size}
	return in, nil
}

// Keep gives the file its final name; when it returns without error the bytes would survive a power cut. The error is
// KindUnavailable.
func (in *Incoming) Keep() error {
	if err := in.store.keep(in.temp, in.SHA256); err != nil {
		return unavailable(err)
	}
	return nil
}

// Drop removes the temporary file. After Keep it does nothing.
func (in *Incoming) Drop() {
	_ = in.temp.Close()
	_ = os.Remove(in.temp.Name()) // fails after Keep; if it fails otherwise, Open removes the file a day later
}

// receive copies the upload to the temporary file, counting and hashing it.
func receive(ctx context.Context, temp *os.File, name string, r io.Reader) (size int64, sum string, err error) {
	hash := sha256.New()
	source := &upload{ctx: ctx, r: io.LimitReader(r, MaxSize+1)}
	size, err = io.Copy(io.MultiWriter(temp, hash), source)
	switch {
	case source.err != nil:
		var known *models.Error
		if errors.As(source.err, &known) {
			return 0, "", known
		}
		return 0, "", models.Errorf(models.KindInvalid, "evidence_interrupted", "附件“%s”上传中断，未保存，请重新上传", name).
			Because(source.err)
	case err != nil:
		return 0, "", unavailable(err)
	case size == 0:
		return 0, "", models.Errorf(models.KindInvalid, "evidence_empty", "附件“%s”为空（0 字节），请重新选择文件", name)
	case size > MaxSize:
		return 0, "", models.Errorf(models.KindInvalid, "evidence_too_large", "附件“%s”超过 20 MB，%s", name, allowed)
	}
	return size, hex.EncodeToString(hash.Sum(nil)), nil
}

// upload distinguishes the reader's errors from the disk's, and ends when the caller's context does.
type upload struct {
	ctx context.Context
	r   io.Reader
	err error
}

func (u *upload) Read(p []byte) (int, error) {
	if u.err = u.ctx.Err(); u.err != nil {
		return 0, u.err
	}
	n, err := u.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		u.err = err
	}
	return n, err
}

// keep gives the received file its final name. It replaces an existing file of that name: that has the same bytes, or
// it was damaged and is repaired by this.
func (s *Store) keep(temp *os.File, sum string) error {
	if err := s.sync(temp); err != nil {
		return err
	}
	path := s.path(sum)
	if err := s.ensureDir(filepath.Dir(path)); err != nil {
		return err
	}
	if err := s.rename(temp.Name(), path); err != nil {
		return err
	}
	return s.syncDir(filepath.Dir(path))
}

// ensureDir creates a directory and syncs its name. The parent is synced even if the directory exists: a concurrent Put
// may have created it and not yet synced it.
func (s *Store) ensureDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return s.syncDir(filepath.Dir(dir))
}

func (s *Store) syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(s.sync(d), d.Close())
}

func (s *Store) incoming() string       { return filepath.Join(s.dir, "incoming") }
func (s *Store) path(sum string) string { return filepath.Join(s.dir, sum[:2], sum) }

var isSum = regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString

// unavailable returns the error for a failure to read or write a file.
func unavailable(cause error) *models.Error {
	if errors.Is(cause, syscall.ENOSPC) || errors.Is(cause, syscall.EDQUOT) {
		return models.Errorf(models.KindUnavailable, "storage_full", "附件存储空间已满，数据未提交，请联系管理员清理磁盘后重试").Because(cause)
	}
	return models.Errorf(models.KindUnavailable, "storage_unavailable", "附件暂时无法保存或读取，数据未提交，请稍后重试").Because(cause)
}

func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
