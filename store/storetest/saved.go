package storetest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"duban/store"
)

// NewFile returns the path of an empty SQLite database with today's schema, in a temporary directory. Its migrations
// are made once a process, because each is a transaction of its own.
func NewFile(t testing.TB) string {
	t.Helper()
	schema.once.Do(func() { schema.content = migrated(t) })
	path := filepath.Join(t.TempDir(), "duban.db")
	if err := os.WriteFile(path, schema.content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var schema struct {
	once    sync.Once
	content []byte
}

func migrated(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "empty.db")
	s, err := store.Open(t.Context(), store.Config{DSN: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Saved keeps the last copy of a SQLite database, so that one that did not change is copied as a file.
type Saved struct {
	content []byte
	of      [2]stamp
}

type stamp struct {
	size int64
	at   time.Time
}

// Copy copies the database of a store to a path.
func (c *Saved) Copy(t testing.TB, s *store.Store, file, to string) {
	t.Helper()
	now := [2]stamp{stampOf(file), stampOf(file + "-wal")}
	if c.content == nil || now != c.of {
		path := filepath.Join(t.TempDir(), "saved.db")
		if err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c.content, c.of = content, now
	}
	if err := os.WriteFile(to, c.content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func stampOf(file string) stamp {
	info, err := os.Stat(file)
	if err != nil {
		return stamp{} // no such file
	}
	return stamp{info.Size(), info.ModTime()}
}
