package backup

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"

	"duban/internal/files"
	"duban/models"
	"duban/store"
)

// Examine is the smallest Doctor: it migrates a database of an older program, lets the database check itself, and
// compares the evidence with the rows that name it.
func Examine(ctx context.Context, data string, _ models.Instant) (checks []Check, err error) {
	s, err := store.Open(ctx, store.Config{DSN: filepath.Join(data, sqliteName)})
	if err != nil {
		return []Check{{Name: "数据库可以打开", Found: []string{models.AsError(err).Message.Text}}}, nil
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	damage, err := s.Check(ctx)
	if err != nil {
		return nil, err
	}
	var attached []models.Attachment
	err = s.Read(ctx, func(tx *store.Tx) (err error) {
		attached, err = tx.AllAttachments()
		return err
	})
	if err != nil {
		return nil, err
	}
	evidence, err := files.Open(filepath.Join(data, evidenceDir))
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, a := range attached {
		if err := evidence.Verify(a.SHA256, a.Size); err != nil {
			missing = append(missing, a.SubmissionID+"“"+a.Name+"”："+models.AsError(err).Message.Text)
		}
	}
	return []Check{{Name: "数据库完整性", Found: damage}, {Name: "附件齐全且内容未变", Found: missing}}, nil
}

// copyInto builds a data directory from the files of a backup. place puts a file of evidence there; the database is
// always copied, because opening it changes it.
func copyInto(dir, data string, m Manifest, place func(from, to string) error) error {
	if err := os.MkdirAll(filepath.Join(data, evidenceDir), 0o700); err != nil {
		return err
	}
	if m.Database.Kind == "sqlite" {
		if err := copyFile(filepath.Join(dir, sqliteName), filepath.Join(data, sqliteName)); err != nil {
			return err
		}
	}
	if m.Mark != "" { // the database refuses a folder without the mark it recorded
		if _, err := files.Mark(filepath.Join(data, evidenceDir), m.Mark); err != nil {
			return err
		}
	}
	for _, e := range m.Evidence {
		to := filepath.Join(data, evidencePath(e.SHA256))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		if err := place(filepath.Join(dir, evidencePath(e.SHA256)), to); err != nil {
			return err
		}
	}
	if m.AuditHead != nil {
		return writeFile(filepath.Join(data, headName), bytes.NewReader(m.AuditHead))
	}
	return nil
}

func copyFile(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	return errors.Join(writeFile(to, f), f.Close())
}

// linkFile links a file that will only be read.
func linkFile(from, to string) error {
	absolute, err := filepath.Abs(from)
	if err != nil {
		return err
	}
	return os.Symlink(absolute, to)
}
