// Package audithead keeps the head of the audit chain outside the database: in files and on a syslog server. Comparing
// the head with the database shows whether the database was set back to an older state or rewritten.
package audithead

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"duban/models"
)

// FileName is the name of the head's file in the data directory.
const FileName = "audit-head.json"

// Read reads a head from a file and reports whether the file exists. A file that cannot be read or parsed is
// KindInvalid "bad_audit_head".
func Read(path string) (models.AuditHead, bool, error) {
	var head models.AuditHead
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return head, false, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &head)
	}
	if err == nil && (head.Sequence < 1 || head.Hash == "") {
		err = errors.New("no sequence or no hash")
	}
	if err != nil {
		return models.AuditHead{}, false, models.Errorf(models.KindInvalid, "bad_audit_head", "封存记录文件 %s 无法读取或内容不完整", path).
			Because(err)
	}
	return head, true, nil
}

// Write replaces the head in a file atomically. When it returns without error the head survives a power cut.
func Write(path string, head models.AuditHead) error {
	text, err := json.Marshal(head)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), FileName+"-") // readable only by its owner
	if err != nil {
		return err
	}
	_, err = temp.Write(append(text, '\n'))
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Retire renames a file that no longer matches the database, so that it is kept and a new one can be written.
func Retire(path string, head models.AuditHead) error {
	return os.Rename(path, path+"-"+head.Hash[:min(12, len(head.Hash))]+".old")
}
