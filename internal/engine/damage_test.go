//go:build !noembed && unix

package engine_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.temporal.io/api/serviceerror"

	"duban/internal/engine"
	"duban/models"
)

// A file damaged anywhere is moved away whole, said so in the log, and the server starts with a new one that takes
// workflows. The doctor's check finds the damage before, and nothing afterwards.
func TestDamagedFileIsSetAside(t *testing.T) {
	t.Parallel()
	used := t.TempDir()
	_, c, stop := runEngine(t, engine.Options{Dir: used})
	if err := startNumbers(t.Context(), c, counter1); err != nil {
		t.Fatal(err)
	}
	c.Close()
	stop()
	sound, err := os.ReadFile(filepath.Join(used, "temporal.db"))
	if err != nil {
		t.Fatal(err)
	}
	if found := engine.CheckFile(t.Context(), filepath.Join(used, "temporal.db")); len(found) > 0 {
		t.Fatalf("a sound file: %v", found)
	}
	const page = 4096
	noise := bytes.Repeat([]byte{0xa5, 0x5a, 0xff}, page)
	for name, damage := range map[string]func([]byte) []byte{
		"pages in the middle": func(b []byte) []byte { copy(b[len(b)/2/page*page:], noise[:3*page]); return b },
		"the first page":      func(b []byte) []byte { copy(b, noise[:page]); return b },
		"cut in half":         func(b []byte) []byte { return b[:len(b)/2+100] },
		"another kind of file": func([]byte) []byte {
			return []byte(strings.Repeat("这不是数据库。", 1000))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "temporal.db")
			damaged := damage(bytes.Clone(sound))
			if err := errors.Join(os.WriteFile(path, damaged, 0o600), os.WriteFile(path+"-wal", []byte("rest of a log"),
				0o600)); err != nil {
				t.Fatal(err)
			}
			if found := engine.CheckFile(t.Context(), path); len(found) == 0 || !strings.Contains(found[0], path) ||
				!strings.Contains(found[0], "重新启动") {
				t.Errorf("found %q", found)
			}
			var log lockedBuffer
			e, c, _ := runEngine(t, engine.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
			aside := e.SetAside()
			if aside == nil || aside.Path != path || len(aside.Found) == 0 || filepath.Dir(aside.MovedTo) != filepath.Join(dir,
				"backup") {
				t.Fatalf("set aside: %+v", aside)
			}
			if kept, err := os.ReadFile(aside.MovedTo); err != nil || !bytes.Equal(kept, damaged) {
				t.Errorf("the damaged file was not kept as it was: %v", err)
			}
			if _, err := os.Stat(aside.MovedTo + "-wal"); err != nil {
				t.Errorf("its log stayed behind: %v", err)
			}
			if !strings.Contains(log.String(), aside.MovedTo) || !strings.Contains(log.String(), "ERROR") {
				t.Errorf("the log says %q", log.String())
			}
			var missing *serviceerror.NotFound
			if _, err := c.DescribeWorkflowExecution(t.Context(), counter1, ""); !errors.As(err, &missing) {
				t.Errorf("the new file is not new: %v", err)
			}
			if err := startNumbers(t.Context(), c, counter1); err != nil {
				t.Error(err)
			}
			if found := engine.CheckFile(t.Context(), path); len(found) > 0 { // while the server runs
				t.Errorf("the new file: %v", found)
			}
		})
	}
}

// The check says what it cannot read, and says nothing of a file that is not there.
func TestCheckFileNeverFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if found := engine.CheckFile(t.Context(), filepath.Join(dir, "temporal.db")); found != nil {
		t.Errorf("no file: %v", found)
	}
	if _, err := os.Stat(filepath.Join(dir, "temporal.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the check made a file: %v", err)
	}
	if found := engine.CheckFile(t.Context(), dir); len(found) != 1 || !strings.Contains(found[0], dir) {
		t.Errorf("a directory: %v", found)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(dir, "sound.db")
	execute(t, openFile(t, dir), `VACUUM INTO '`+path+`'`)
	if found := engine.CheckFile(ended, path); len(found) != 1 {
		t.Errorf("called off: %v", found)
	}
}

// A file that another program has locked is not damaged: it is in use, and says so, so that the start can be tried
// again.
func TestLockedFile(t *testing.T) {
	t.Parallel()
	used := t.TempDir()
	_, _, stop := runEngine(t, engine.Options{Dir: used})
	stop()
	for name, statement := range map[string]string{"for writing": `BEGIN IMMEDIATE`,
		"altogether": `PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir() // a copy: the server of the first start keeps its connection as long as this process lives
			execute(t, openFile(t, used), `VACUUM INTO ?`, filepath.Join(dir, "temporal.db"))
			db := openFile(t, dir)
			db.SetMaxOpenConns(1)
			execute(t, db, `PRAGMA journal_mode=wal`)
			execute(t, db, statement)
			_, err := engine.Start(t.Context(), engine.Options{Dir: dir})
			if busy := models.AsError(err); busy == nil || busy.Code != "engine_file_busy" ||
				busy.Kind != models.KindUnavailable {
				t.Errorf("got %v", err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			e, _, _ := runEngine(t, engine.Options{Dir: dir})
			if e.SetAside() != nil {
				t.Error("a locked file was taken for a damaged one")
			}
		})
	}
}
