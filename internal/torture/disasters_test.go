//go:build torture

package torture

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/store"
)

// errUndo rolls back a transaction that only held the write lock.
var errUndo = errors.New("undone")

// While another program holds the database's write lock nothing is acknowledged that is not on record, and what was
// sent meanwhile is on record once afterwards.
func TestTheDatabaseIsLocked(t *testing.T) {
	h := newInstance(t, "")
	h.start()
	l := filled(t, h)
	for _, held := range []time.Duration{time.Second, 10 * time.Second} {
		taken, over := make(chan struct{}), make(chan struct{})
		record := h.record()
		go func() {
			defer close(over)
			_ = record.Write(t.Context(), func(*store.Tx) error {
				close(taken)
				time.Sleep(held)
				return errUndo
			})
		}()
		<-taken
		for range 5 {
			key, s := l.pick("")
			l.until(key, s)
		}
		<-over
		_ = record.Close()
	}
	l.repeatAll()
	t.Logf("locked for 1 and 10 s: %+v", l.check())
}

// On a disk that is full commands are refused at once or are on record, and the program goes on when
// there is space again.
func TestTheDiskIsFull(t *testing.T) {
	data, err := os.MkdirTemp("", "dd")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=600m", "tmpfs", data).CombinedOutput(); err != nil {
		_ = os.RemoveAll(data)
		t.Skipf("SKIP: a small disk needs the right to mount one: %s", out)
	}
	h := instanceIn(t, data, "")
	t.Cleanup(func() {
		h.kill()
		_ = exec.Command("umount", data).Run()
	})
	h.start()
	l := filled(t, h)
	for round := range 3 {
		filler := filepath.Join(data, "filler")
		fill(t, filler)
		refused, refusedAtOnce := 0, 0
		for range 6 {
			key, s := l.pick("")
			begun := time.Now()
			if l.once(key, s) { // in space that the database has already; check proves that it is on record
				continue
			}
			refused++
			if time.Since(begun) < 10*time.Second {
				refusedAtOnce++
			}
			l.unsettled = append(l.unsettled, unsettled{key, s})
		}
		if refusedAtOnce != refused || refused == 0 {
			t.Errorf("%d of 6 commands were refused, %d of them within 10 s", refused, refusedAtOnce)
		}
		if round == 1 {
			h.kill() // and starts again on a disk that is full
			if err := os.Remove(filler); err != nil {
				t.Fatal(err)
			}
			h.start()
		} else if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		l.settleAll()
	}
	l.repeatAll()
	t.Logf("three times full: %+v", l.check())
}

// fill writes until the disk is full.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.Copy(f, zeros{}); err == nil || !strings.Contains(err.Error(), "no space") {
		t.Fatalf("filling: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// The database is put back as it was earlier, and the engine's store is not: what was acknowledged in between is sent
// again with its keys, and is on record once.
func TestTheDatabaseOfYesterday(t *testing.T) {
	h := newInstance(t, "")
	h.start()
	l := filled(t, h)
	work := func(n int) {
		for range n {
			key, s := l.pick("")
			l.until(key, s)
		}
	}
	work(20)
	h.stop()
	kept := t.TempDir()
	copyDatabase(t, h.data, kept)
	yesterday := map[string]bool{}
	for key := range l.acknowledged {
		yesterday[key] = true
	}
	h.start()
	work(20)
	h.kill()
	copyDatabase(t, kept, h.data)
	h.start()
	found, exit := h.try("doctor")
	for _, name := range []string{"封存记录与数据库一致", "数据库不早于流程引擎"} {
		if exit == 0 || !strings.Contains(found, "[异常] "+name) {
			t.Errorf("the doctor does not say that the database is an older one (%s):\n%s", name, found)
		}
	}
	// What the doctor says to do: the database at hand is declared right, what is missing is handed in again, and then
	// reconcile confirms it.
	if out, exit := h.try("audit", "head", "--accept", "--reason", "演练"); exit != 0 {
		t.Fatalf("exit %d: %s", exit, out)
	}
	for key, s := range l.acknowledged {
		if !yesterday[key] {
			delete(l.acknowledged, key)
			l.until(key, s)
		}
	}
	l.settleAll()
	if out, exit := h.try("reconcile"); exit != 0 {
		t.Fatalf("exit %d: %s", exit, out)
	}
	l.repeatAll()
	t.Logf("restored alone: %+v", l.check())
}

// copyDatabase copies the database and its log from one directory to another; the log of the other goes.
func copyDatabase(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"duban.db", "duban.db-wal", "duban.db-shm"} {
		_ = os.Remove(filepath.Join(to, name))
		content, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
