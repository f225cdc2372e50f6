package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"duban/models"
	"duban/store"
)

// Target is where a backup is restored to.
type Target struct {
	Data       string         // a directory that does not exist, or is empty
	Database   string         // an empty PostgreSQL database, if the backup is of PostgreSQL
	Identities []age.Identity // keys of an encrypted backup
}

// Restored describes a data directory restored from a backup.
type Restored struct {
	Path     string         `json:"backup"`
	Data     string         `json:"data"`
	Created  models.Instant `json:"created"`
	Database string         `json:"database"` // "sqlite" or "postgres"
	Projects int64          `json:"projects"`
	Evidence int            `json:"evidence"`
	Lacking  []Lack         `json:"lacking"`
}

// Restore makes a data directory from a backup, or from the newest one of a folder. It replaces nothing and refuses a
// backup with any damage. The directory gets its name only when it is complete and synced to disk.
//
// Errors: KindConflict "target_not_empty" or "database_not_empty"; KindInvalid for backups and keys.
func Restore(ctx context.Context, path string, t Target) (Restored, error) {
	if err := emptyTarget(t.Data); err != nil {
		return Restored{}, err
	}
	found, err := Resolve(path)
	if err != nil {
		return Restored{}, err
	}
	parent := filepath.Dir(filepath.Clean(t.Data))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return Restored{}, folderFailed(parent, err)
	}
	temp, err := os.MkdirTemp(parent, partial+"restore-")
	if err != nil {
		return Restored{}, folderFailed(parent, err)
	}
	defer os.RemoveAll(temp)
	m, err := restoreInto(ctx, found, filepath.Join(temp, "data"), t)
	if err != nil {
		return Restored{}, err
	}
	if m.Database.Kind == "postgres" {
		copied, err := store.LoadPostgres(ctx, t.Database, filepath.Join(temp, dumpName))
		if err != nil {
			return Restored{}, err
		}
		if wrong := differing(m, copied); len(wrong) > 0 {
			return Restored{}, models.Errorf(models.KindInvalid, "backup_damaged", "恢复后的数据库与清单不符：%s；请改用其他日期的备份", wrong[0])
		}
	}
	restored := t.Database
	if restored == "" {
		restored = filepath.Join(temp, "data", sqliteName)
	}
	if err := store.ForgetServing(ctx, restored); err != nil {
		return Restored{}, err
	}
	// Remove succeeds only on an empty directory.
	if err := os.Remove(t.Data); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Restored{}, emptyTarget(t.Data)
	}
	if err := moveInto(filepath.Join(temp, "data"), t.Data); err != nil {
		return Restored{}, folderFailed(t.Data, err)
	}
	return Restored{
		Path: found.Path, Data: t.Data, Created: m.Created, Database: m.Database.Kind, Projects: m.Rows["projects"],
		Evidence: len(m.Evidence), Lacking: m.Lacking,
	}, nil
}

// emptyTarget refuses a directory that is not empty.
func emptyTarget(data string) error {
	entries, err := os.ReadDir(data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return models.Errorf(models.KindInvalid, "bad_target", "“%s”不能作为恢复的目录，请用 --data 指定一个不存在或空的目录", data).Because(err)
	case len(entries) > 0:
		return models.Errorf(models.KindConflict, "target_not_empty", "目录“%s”不是空的，未作任何改动；请用 --data 指定一个不存在或空的目录", data)
	}
	return nil
}

// restoreInto checks a backup and builds its data directory; a PostgreSQL dump is put beside it.
func restoreInto(ctx context.Context, found Found, data string, t Target) (m Manifest, err error) {
	dir := found.Path
	place := copyFile
	if found.Encrypted {
		dir = filepath.Join(filepath.Dir(data), "unpacked")
		place = os.Rename // the unpacked copy has no other use
		if err := os.Mkdir(dir, 0o700); err != nil {
			return m, folderFailed(dir, err)
		}
		if err := unpack(found.Path, dir, t.Identities); err != nil {
			return m, err
		}
	}
	m, finding, err := readManifest(dir)
	if err != nil {
		return m, err
	}
	if (m.Database.Kind == "postgres") != (t.Database != "") {
		if t.Database == "" {
			return m, models.Errorf(models.KindInvalid, "database_needed", "该备份来自 PostgreSQL，请新建一个空库，并用 --database 指向它")
		}
		return m, models.Errorf(models.KindInvalid, "database_unused", "该备份来自 SQLite，只恢复到目录，请去掉 --database")
	}
	r := Report{OK: true}
	r.add("", list(finding))
	if err := r.checkFiles(ctx, dir, m); err != nil {
		return m, err
	}
	for _, check := range r.Checks {
		if !check.OK {
			return m, models.Errorf(models.KindInvalid, "backup_damaged",
				"备份“%s”已损坏，未恢复：%s（共 %d 处）；请改用其他日期的备份", found.Path, check.Found[0], len(check.Found))
		}
	}
	if err := copyInto(dir, data, m, place); err != nil {
		return m, folderFailed(data, err)
	}
	if m.Database.Kind == "postgres" {
		if err := copyFile(filepath.Join(dir, dumpName), filepath.Join(filepath.Dir(data), dumpName)); err != nil {
			return m, folderFailed(data, err)
		}
	}
	return m, folderFailed(data, syncTree(data))
}
