package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"duban/models"
)

// Files of a backup besides the evidence.
const (
	manifestName = "manifest.json"
	manifestSum  = "manifest.json.sha256"
	sqliteName   = "duban.db"
	dumpName     = "duban.dump"
	evidenceDir  = "evidence"
	headName     = "audit-head.json" // in the data directory: the last sealed audit event
)

// format is the version of this layout. A program refuses a higher one.
const format = 1

// Manifest lists the content of a backup.
type Manifest struct {
	Format    int              `json:"format"`
	Created   models.Instant   `json:"created"`
	Program   string           `json:"program"` // version of the program that made it
	Database  Database         `json:"database"`
	Rows      map[string]int64 `json:"rows"`                 // count by table
	Evidence  []File           `json:"evidence"`             // sorted by SHA-256
	Lacking   []Lack           `json:"lacking"`              // evidence that was damaged or unreadable when it was copied
	Mark      string           `json:"evidence_mark"`        // of the evidence folder
	AuditHead json.RawMessage  `json:"audit_head,omitempty"` // its value before the database was copied
}

// Database describes the copy of the database.
type Database struct {
	Kind   string `json:"kind"` // "sqlite" or "postgres"
	Schema string `json:"schema"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes
}

// File is one file of evidence.
type File struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes
}

// Lack is a file of evidence that could not be copied.
type Lack struct {
	SHA256 string `json:"sha256"`
	Why    string `json:"why"`
}

func (d Database) file() string {
	if d.Kind == "postgres" {
		return dumpName
	}
	return sqliteName
}

// bytes returns the manifest as it is stored, and its SHA-256.
func (m Manifest) bytes() (content []byte, sum string, err error) {
	if content, err = json.MarshalIndent(m, "", "  "); err != nil {
		return nil, "", err
	}
	content = append(content, '\n')
	hash := sha256.Sum256(content)
	return content, hex.EncodeToString(hash[:]), nil
}

// readManifest reads the manifest of a backup's directory. finding describes a manifest that was changed but can still
// be read.
func readManifest(dir string) (m Manifest, finding string, err error) {
	content, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return m, "", models.Errorf(models.KindInvalid, "not_a_backup", "“%s”不是督办的备份，或备份不完整：缺少清单 %s", dir, manifestName).
			Because(err)
	}
	if err := json.Unmarshal(content, &m); err != nil {
		return m, "", models.Errorf(models.KindInvalid, "backup_damaged", "备份“%s”的清单 %s 已损坏，请改用其他日期的备份", dir, manifestName).
			Because(err)
	}
	if m.Format > format {
		return m, "", models.Errorf(models.KindInvalid, "backup_newer", "备份“%s”由更新版本（%s）的程序生成，请改用该版本恢复", dir, m.Program)
	}
	hash := sha256.Sum256(content)
	line, err := os.ReadFile(filepath.Join(dir, manifestSum))
	if fields := strings.Fields(string(line)); err != nil || len(fields) == 0 || fields[0] != hex.EncodeToString(hash[:]) {
		finding = "清单 " + manifestName + " 与其校验值不符，可能被改动"
	}
	return m, finding, nil
}

// hashFile returns the SHA-256 and the size of a file.
func hashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	hash := sha256.New()
	size, err = io.Copy(hash, f)
	return hex.EncodeToString(hash.Sum(nil)), size, err
}

func evidencePath(sum string) string { return filepath.Join(evidenceDir, sum[:2], sum) }
