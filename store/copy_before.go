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

// copiesKept is how many copies from before a migration are kept.
const copiesKept = 3

const (
	copyPrefix = "duban-before-"
	copyStamp  = "20060102-150405"
)

// copying lets one copy be made at a time: each begins by removing what an unfinished one left. Other processes are
// kept out by the lock of the data directory.
var copying sync.Mutex

// copyBefore copies a database of an older version before it is migrated, so that the older program can go on with it
// if it must. A SQLite database is not migrated without its copy. PostgreSQL is dumped where pg_dump can do it; where
// not, the log says what to do, because its administrators have backups of their own.
func (s *Store) copyBefore(ctx context.Context, c Config, migrations []*gormigrate.Migration) error {
	copying.Lock()
	defer copying.Unlock()
	from, to, err := s.behind(ctx, migrations)
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

// behind says which migrations a database has last and lacks last; "" when it is new, up to date, or of a newer
// program.
func (s *Store) behind(ctx context.Context, migrations []*gormigrate.Migration) (from, to string, err error) {
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

// keepCopy copies a database to a path in a folder of copies and keeps the newest few. The copy has its name only when
// it is complete; what a killed process left is removed. The same content again, as after a migration that failed, is
// kept once.
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

// removeOld keeps the newest few copies, and of those from before the same migration the oldest: when that one fails
// again and again, each start makes a copy, and the first is the one from before any of its steps.
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

// copiesIn lists the copies of a folder, the oldest first.
func copiesIn(folder string) ([]string, error) {
	found, err := filepath.Glob(filepath.Join(escapeGlob(folder), copyPrefix+"*"))
	found = slices.DeleteFunc(found, func(path string) bool {
		return filepath.Ext(path) != ".db" &&
			filepath.Ext(path) != ".dump"
	})
	slices.SortFunc(found, func(a, b string) int { return strings.Compare(stampOf(a), stampOf(b)) })
	return found, err
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// targetOf is the migration, by number, from before which a copy is.
func targetOf(path string) string {
	number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), copyPrefix), "-")
	return number
}

// stampOf is the moment at the end of a copy's name.
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
