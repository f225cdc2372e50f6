package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-gormigrate/gormigrate/v2"

	"duban/models"
)

// copiesKept is the number of copies kept from before migrations.
const copiesKept = 3

const (
	copyPrefix = "duban-before-"
	copyStamp  = "20060102-150405"
)

// copying serialises copies: each begins by removing an unfinished one. The lock of the data directory excludes other
// processes.
var copying sync.Mutex

// copyBefore copies the database before it is migrated, so that the earlier version can be restored. A SQLite
// database is not migrated without a copy. PostgreSQL is copied if pg_dump is available; otherwise a warning is
// logged, because its administrators have their own backups.
func (s *Store) copyBefore(ctx context.Context, c Config, migrations []*gormigrate.Migration) error {
	copying.Lock()
	defer copying.Unlock()
	from, to, err := s.migrationSpan(ctx, migrations)
	if err != nil || from == "" || c.Scratch {
		return err
	}
	folder, extension, dsn := c.Copies, ".db", s.path
	if s.dialect.name == "sqlite" && folder == "" {
		folder = filepath.Join(filepath.Dir(s.path), "backup")
	} else if s.dialect.name != "sqlite" {
		extension, dsn = ".dump", c.DSN
	}
	if folder == "" {
		return nil
	}
	number, _, _ := strings.Cut(to, "_")
	path := filepath.Join(folder, copyPrefix+number+"-"+time.Now().In(models.Shanghai).Format(copyStamp)+extension)
	err = keepCopy(ctx, dsn, path)
	switch {
	case err == nil:
		c.Log.InfoContext(ctx, "copied the database before migrating it", "from", from, "to", to, "copy", path)
		return nil
	case s.dialect.name == "sqlite":
		return models.Errorf(models.KindUnavailable, "copy_failed",
			"升级前未能保存数据库副本 %s，未升级；请检查磁盘空间和目录权限后重新启动", path).Because(err)
	}
	c.Log.WarnContext(ctx, "the database was not copied before migrating it: back it up with pg_dump", "from", from, "to",
		to, "error", err)
	return nil
}

// migrationSpan returns the last applied migration and the last missing one; both are "" for a database that is new,
// up to date, or of a newer program.
func (s *Store) migrationSpan(ctx context.Context, migrations []*gormigrate.Migration) (from, to string, err error) {
	if len(migrations) == 0 || !s.write.WithContext(ctx).Migrator().HasTable("migrations") {
		return "", "", nil
	}
	var done []string
	if err := s.write.WithContext(ctx).Raw("SELECT id FROM migrations ORDER BY id").Scan(&done).Error; err != nil {
		return "", "", err
	}
	known := make([]string, len(migrations))
	for i, m := range migrations {
		known[i] = m.ID
	}
	newer := func(id string) bool { return !slices.Contains(known, id) }
	missing := func(id string) bool { return !slices.Contains(done, id) }
	if len(done) == 0 || slices.ContainsFunc(done, newer) || !slices.ContainsFunc(known, missing) {
		return "", "", nil
	}
	return done[len(done)-1], known[len(known)-1], nil
}

// keepCopy copies a database to a path and removes surplus copies in the same folder. The copy gets its name only
// when it is complete, and a leftover of a killed process is removed. A copy equal to the newest one is not kept.
func keepCopy(ctx context.Context, dsn, path string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	unfinished := filepath.Join(folder, "."+copyPrefix+"unfinished")
	if err := os.RemoveAll(unfinished); err != nil {
		return err
	}
	if _, err := Copy(ctx, dsn, unfinished); err != nil {
		return errors.Join(err, os.RemoveAll(unfinished))
	}
	copies, err := copiesIn(folder)
	if err != nil {
		return err
	}
	if n := len(copies); n > 0 {
		if same, err := sameContent(copies[n-1], unfinished); err != nil || same {
			return errors.Join(err, os.Remove(unfinished))
		}
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	if err := syncFile(path); err != nil {
		return err
	}
	return removeOld(append(copies, path))
}

// removeOld keeps the newest copiesKept copies and, among them, the oldest from before the same migration: if that
// migration fails at every start, this is the copy from before its first step.
func removeOld(copies []string) error {
	newest := copies[len(copies)-1]
	first := slices.IndexFunc(copies, func(path string) bool { return targetOf(path) == targetOf(newest) })
	surplus := len(copies) - copiesKept
	for i, path := range copies {
		if surplus <= 0 {
			break
		}
		if i == first {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		surplus--
	}
	return nil
}

// copiesIn returns the paths of the copies in a folder, oldest first.
func copiesIn(folder string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(escapeGlob(folder), copyPrefix+"*"))
	found = slices.DeleteFunc(found, func(path string) bool {
		return filepath.Ext(path) != ".db" && filepath.Ext(path) != ".dump"
	})
	slices.SortFunc(found, func(a, b string) int { return strings.Compare(stampOf(a), stampOf(b)) })
	return found, err
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// targetOf returns the number of the migration from before which a copy was made.
func targetOf(path string) string {
	number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), copyPrefix), "-")
	return number
}

// stampOf returns the time at the end of a copy's name.
func stampOf(path string) string {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return name[max(0, len(name)-len(copyStamp)):]
}

func sameContent(a, b string) (bool, error) {
	one, err := sumOf(a)
	if err != nil {
		return false, err
	}
	two, err := sumOf(b)
	return bytes.Equal(one, two), err
}

func sumOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return hash.Sum(nil), err
}
