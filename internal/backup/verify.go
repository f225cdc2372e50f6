package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"

	"duban/models"
	"duban/store"
)

// Doctor checks a restored data directory without a server, as duban doctor does. It checks the state at made, the time
// of the backup: what has fallen due since is not missing.
type Doctor func(ctx context.Context, data string, made models.Instant) ([]Check, error)

// Check is the result of one check.
type Check struct {
	Name  string   `json:"name"`
	OK    bool     `json:"ok"`
	Found []string `json:"found"`
}

// Report is the result of verifying a backup.
type Report struct {
	OK      bool           `json:"ok"`
	Path    string         `json:"backup"`
	Created models.Instant `json:"created"`
	// Intact means that the backup holds what was written. Other findings are faults of the data itself.
	Intact bool    `json:"intact"`
	Checks []Check `json:"checks"`
}

func (r *Report) add(name string, found []string) {
	if found == nil {
		found = []string{}
	}
	r.Checks = append(r.Checks, Check{Name: name, OK: len(found) == 0, Found: found})
	r.OK = r.OK && len(found) == 0
}

// Checks are the settings of a verification.
type Checks struct {
	Identities []age.Identity // keys of an encrypted backup
	Temp       string         // where the backup is restored temporarily; "": the system's temporary folder
	Database   string         // an empty PostgreSQL database to restore to; "": a dump is only read
	Doctor     Doctor         // nil: only the database and the evidence are checked
}

// Verify checks a backup, or the newest one of a folder: its manifest, the hash of each file, and the doctor's checks
// of the data directory restored from it. Damage is in the report; an error means that the check itself failed.
func Verify(ctx context.Context, path string, c Checks) (Report, error) {
	found, err := Resolve(path)
	if err != nil {
		return Report{}, err
	}
	temp, err := os.MkdirTemp(c.Temp, partial+"verify-")
	if err != nil {
		return Report{}, folderFailed(cmp.Or(c.Temp, os.TempDir()), err)
	}
	defer os.RemoveAll(temp)
	r := Report{OK: true, Path: found.Path}
	dir := found.Path
	if found.Encrypted {
		dir = filepath.Join(temp, "unpacked")
		if err := os.Mkdir(dir, 0o700); err != nil {
			return Report{}, folderFailed(temp, err)
		}
		if err := unpack(found.Path, dir, c.Identities); err != nil {
			return r.damaged(err)
		}
	}
	m, finding, err := readManifest(dir)
	if err != nil {
		return r.damaged(err)
	}
	r.Created = m.Created
	r.add("备份清单未被改动", list(finding))
	if err := r.checkFiles(ctx, dir, m); err != nil {
		return Report{}, err
	}
	if r.Intact = r.OK; !r.Intact {
		return r, nil
	}
	var lacking []string
	for _, l := range m.Lacking {
		lacking = append(lacking, l.SHA256+"："+l.Why)
	}
	r.add("备份时附件齐全", lacking)
	return r, r.tryOut(ctx, dir, filepath.Join(temp, "data"), m, c)
}

// damaged turns an error about damage into a finding; other errors, such as a missing key, stay errors.
func (r Report) damaged(err error) (Report, error) {
	e := models.AsError(err)
	if e.Code != "backup_damaged" && e.Code != "not_a_backup" {
		return Report{}, err
	}
	r.add("备份文件完整", []string{e.Message.Text})
	return r, nil
}

func list(finding string) []string {
	if finding == "" {
		return nil
	}
	return []string{finding}
}

// checkFiles compares each file with the manifest.
func (r *Report) checkFiles(ctx context.Context, dir string, m Manifest) error {
	sum, size, err := hashFile(filepath.Join(dir, m.Database.file()))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.add("数据库文件与清单一致", []string{m.Database.file() + " 缺失"})
	case err != nil:
		return folderFailed(dir, err)
	case sum != m.Database.SHA256:
		r.add("数据库文件与清单一致", []string{fmt.Sprintf("%s 的内容与清单不符（%d 字节，应为 %d 字节）", m.Database.file(), size, m.Database.Size)})
	default:
		r.add("数据库文件与清单一致", nil)
	}
	var wrong []string
	for _, e := range m.Evidence {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(e.SHA256) != 64 {
			wrong = append(wrong, "清单中的“"+e.SHA256+"”不是校验值")
			continue
		}
		sum, size, err := hashFile(filepath.Join(dir, evidencePath(e.SHA256)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			wrong = append(wrong, e.SHA256+" 缺失")
		case err != nil:
			wrong = append(wrong, e.SHA256+" 无法读取")
		case sum != e.SHA256 || size != e.Size:
			wrong = append(wrong, fmt.Sprintf("%s 的内容已改变（%d 字节，应为 %d 字节）", e.SHA256, size, e.Size))
		}
	}
	r.add("附件与清单一致", wrong)
	return nil
}

// tryOut restores the database beside the backup's evidence and runs the doctor.
func (r *Report) tryOut(ctx context.Context, dir, data string, m Manifest, c Checks) error {
	if m.Database.Kind == "postgres" {
		return r.tryPostgres(ctx, dir, m, c)
	}
	if err := copyInto(dir, data, m, linkFile); err != nil {
		return folderFailed(data, err)
	}
	copied, err := store.Summarise(ctx, filepath.Join(data, sqliteName))
	if err != nil {
		r.add("恢复后的数据库可以打开", []string{models.AsError(err).Message.Text})
		return nil
	}
	r.add("恢复后的数据与备份时一致", differing(m, copied))
	doctor := c.Doctor
	if doctor == nil {
		doctor = Examine
	}
	checks, err := doctor(ctx, data, m.Created)
	for _, check := range checks {
		r.add(check.Name, check.Found)
	}
	return err
}

func (r *Report) tryPostgres(ctx context.Context, dir string, m Manifest, c Checks) error {
	dump := filepath.Join(dir, dumpName)
	if c.Database == "" {
		err := store.ReadDump(ctx, dump)
		if models.AsError(err) != nil && models.AsError(err).Code == "pg_tool_missing" {
			return err
		}
		r.addError("数据库备份可以读出", err)
		return nil
	}
	copied, err := store.LoadPostgres(ctx, c.Database, dump)
	if models.KindOf(err) == models.KindConflict {
		return err
	}
	if err != nil {
		r.addError("数据库备份可以恢复", err)
		return nil
	}
	r.add("恢复后的数据与备份时一致", differing(m, copied))
	return nil
}

func (r *Report) addError(name string, err error) {
	if err == nil {
		r.add(name, nil)
		return
	}
	r.add(name, []string{models.AsError(err).Message.Text})
}

// differing compares a restored database with the counts of when it was copied.
func differing(m Manifest, c store.CopySummary) []string {
	var found []string
	if c.Schema != m.Database.Schema {
		found = append(found, fmt.Sprintf("数据库结构为 %s，应为 %s", c.Schema, m.Database.Schema))
	}
	names := slices.Sorted(maps.Keys(m.Rows))
	for _, name := range names {
		if c.Rows[name] != m.Rows[name] {
			found = append(found, fmt.Sprintf("%s 有 %d 行，应为 %d 行", name, c.Rows[name], m.Rows[name]))
		}
	}
	return found
}
