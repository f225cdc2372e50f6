package backup

import (
	"archive/tar"
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"filippo.io/age"

	"duban/models"
)

// archive is a backup being written into one encrypted file.
type archive struct {
	file   *os.File
	buffer *bufio.Writer
	cipher io.WriteCloser
	tar    *tar.Writer
}

func newArchive(path string, recipients []age.Recipient) (*archive, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	a := &archive{file: f, buffer: bufio.NewWriterSize(f, 1<<16)}
	if a.cipher, err = age.Encrypt(a.buffer, recipients...); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	a.tar = tar.NewWriter(a.cipher)
	return a, nil
}

func (a *archive) put(name string, size int64, r io.Reader) error {
	if err := a.tar.WriteHeader(&tar.Header{Name: filepath.ToSlash(name), Mode: 0o600, Size: size,
		Typeflag: tar.TypeReg}); err != nil {
		return err
	}
	_, err := io.Copy(a.tar, r)
	return err
}

// finish completes the archive and syncs it to disk.
func (a *archive) finish() error {
	return errors.Join(a.tar.Close(), a.cipher.Close(), a.buffer.Flush(), a.file.Sync())
}

func (a *archive) close() { _ = a.file.Close() } // finish has reported the errors that matter

// packed matches the names that a backup's archive may contain, so that nothing is unpacked outside the target folder.
var packed = regexp.MustCompile(
	`^(manifest\.json|manifest\.json\.sha256|duban\.db|duban\.dump|evidence/[0-9a-f]{2}/[0-9a-f]{64})$`)

// unpack writes the files of an encrypted archive into a directory.
func unpack(path, dir string, identities []age.Identity) error {
	if len(identities) == 0 {
		return models.Errorf(models.KindInvalid, "key_needed", "备份“%s”已加密，请用 --key 给出密钥文件", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return folderFailed(path, err)
	}
	defer f.Close()
	plain, err := age.Decrypt(bufio.NewReaderSize(f, 1<<16), identities...)
	var unmatched *age.NoIdentityMatchError
	if errors.As(err, &unmatched) {
		return models.Errorf(models.KindInvalid, "wrong_key", "密钥不对：备份“%s”不是用这把密钥加密的，请换用当时的密钥文件", path).Because(err)
	}
	damaged := models.Errorf(models.KindInvalid, "backup_damaged", "备份文件“%s”不完整或已损坏，请改用其他日期的备份", path)
	if err != nil {
		return damaged.Because(err)
	}
	reader := tar.NewReader(plain)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged.Because(err)
		}
		if header.Typeflag != tar.TypeReg || !packed.MatchString(header.Name) {
			return damaged
		}
		source := &watched{r: reader}
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(header.Name)), source); source.err != nil {
			return damaged.Because(source.err)
		} else if err != nil {
			return folderFailed(dir, err)
		}
	}
	if _, err := io.Copy(io.Discard, plain); err != nil { // reading to the end authenticates the end too
		return damaged.Because(err)
	}
	return nil
}

// watched distinguishes errors of reading the archive from errors of the disk that is written to.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}
