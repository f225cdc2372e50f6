package main

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // to read what a database uses, beside the program
)

// bytesOf is what something takes on disk: pages in use of the two databases, the evidence, the log.
type bytesOf struct{ record, engine, evidence, log float64 }

func (b bytesOf) less(a bytesOf) bytesOf {
	return bytesOf{b.record - a.record, b.engine - a.engine, b.evidence - a.evidence, b.log - a.log}
}

func (b bytesOf) plus(a bytesOf) bytesOf { return b.less(a.times(-1)) }

func (b bytesOf) times(n float64) bytesOf {
	return bytesOf{b.record * n, b.engine * n, b.evidence * n, b.log * n}
}

func (b bytesOf) each(n int) bytesOf { return b.times(1 / float64(n)) }

func (b bytesOf) all() float64 { return b.record + b.engine + b.evidence + b.log }

func (b bytesOf) String() string {
	return fmt.Sprintf("record %s, engine %s, evidence %s, log %s", short(b.record), short(b.engine), short(b.evidence),
		short(b.log))
}

// short writes a number of bytes.
func short(n float64) string {
	switch size := max(n, -n); {
	case size >= 1<<30:
		return fmt.Sprintf("%.1f GB", n/(1<<30))
	case size >= 1<<20:
		return fmt.Sprintf("%.1f MB", n/(1<<20))
	case size >= 1<<10:
		return fmt.Sprintf("%.1f KB", n/(1<<10))
	}
	return fmt.Sprintf("%.0f B", n)
}

// open opens one of the program's databases to read it beside the program. Each reading is short: a long one would keep
// the program from truncating its log of changes.
func (s *soak) open(name string) (*sql.DB, error) {
	path := url.URL{Scheme: "file", Opaque: filepath.Join(s.program.Data, name), RawQuery: "mode=ro"}
	return sql.Open("sqlite", path.String())
}

// used returns what is in use now. A database's file is larger: it keeps pages that are free, and its newest pages
// stand in the log of changes first.
func (s *soak) used(ctx context.Context) (b bytesOf, err error) {
	for name, to := range map[string]*float64{"duban.db": &b.record, "temporal.db": &b.engine} {
		db, err := s.open(name)
		if err != nil {
			return b, err
		}
		var pages, free, size float64
		err = db.QueryRowContext(ctx, `SELECT (SELECT page_count FROM pragma_page_count),
			(SELECT freelist_count FROM pragma_freelist_count), (SELECT page_size FROM pragma_page_size)`).Scan(&pages, &free,
			&size)
		_ = db.Close()
		if err != nil {
			return b, fmt.Errorf("%s: %w", name, err)
		}
		*to = (pages - free) * size
	}
	files, err := s.files()
	b.evidence, b.log = files["evidence"], files["log"]
	return b, err
}

// files returns the bytes of each file of the data folder, of the evidence and the backups together, and of the log.
func (s *soak) files() (map[string]float64, error) {
	all := map[string]float64{}
	err := filepath.WalkDir(s.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil && !os.IsNotExist(err) || e == nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return nil //nolint:nilerr // it was removed meanwhile
		}
		name, err := filepath.Rel(s.dir, path)
		if err != nil {
			return err
		}
		parts := strings.Split(name, string(filepath.Separator))
		switch {
		case parts[0] == "backups", parts[0] == "log":
			name = parts[0]
		case parts[0] != "data":
			return nil
		default:
			name = parts[1]
		}
		all[name] += float64(info.Size())
		return nil
	})
	return all, err
}
