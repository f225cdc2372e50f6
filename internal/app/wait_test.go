package app

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/internal/config"
	"duban/internal/testkit/pgtest"
	"duban/models"
)

// onWord calls a function once when its word first appears in the log.
func onWord(words map[string]func()) *slog.Logger {
	var mu sync.Mutex
	return slog.New(slog.NewTextHandler(writer(func(line string) {
		mu.Lock()
		defer mu.Unlock()
		for word, call := range words {
			if strings.Contains(line, word) {
				delete(words, word)
				call()
			}
		}
	}), nil))
}

type writer func(string)

func (w writer) Write(p []byte) (int, error) {
	w(string(p))
	return len(p), nil
}

// lockFile takes the write lock of a SQLite file, as a backup program or a database tool does.
func lockFile(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	release = sync.OnceFunc(func() {
		_ = tx.Rollback()
		_ = db.Close()
	})
	t.Cleanup(release)
	return release
}

// If either file is locked, the start waits and names the file; once the lock is released it continues.
func TestStartWaitsForLockedFiles(t *testing.T) {
	c := settings(t)
	a, err := Run(t.Context(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	record, engine := filepath.Join(c.Data, "duban.db"), filepath.Join(c.Data, "temporal.db")
	named := map[string]bool{}
	released := func(path string) func() {
		release := lockFile(t, path)
		return func() {
			named[path] = true
			release()
		}
	}
	log := onWord(map[string]func(){record: released(record), engine: released(engine)})
	if a, err = Run(t.Context(), c, log); err != nil {
		t.Fatal(err)
	}
	a.Close()
	if !named[record] || !named[engine] {
		t.Errorf("reported that it waits for %v", named)
	}
}

// A file that stays locked is named in the error, with what to do; nothing is left running.
func TestStartGivesUpOnALockedFile(t *testing.T) {
	shorten(t)
	c := settings(t)
	a, err := Run(t.Context(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	release := lockFile(t, filepath.Join(c.Data, "duban.db"))
	_, err = Run(t.Context(), c, quiet())
	gaveUp(t, err, filepath.Join(c.Data, "duban.db"), "占用", "停止占用它的程序")
	release()
	if a, err = Run(t.Context(), c, quiet()); err != nil {
		t.Fatal(err)
	}
	a.Close()
}

// The start waits for a PostgreSQL server or an external Temporal that is not up yet. The error names one that never
// comes up.
func TestStartWaitsForServers(t *testing.T) {
	address, err := url.Parse(pgtest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	network, target := "tcp", address.Host
	if dir := address.Query().Get("host"); dir != "" {
		network, target = "unix", filepath.Join(dir, ".s.PGSQL.5432")
	}
	later := closedPort(t)
	at := *address
	at.Host, at.RawQuery = later, "sslmode=disable"
	c := settings(t)
	c.Database = at.String()
	a, err := Run(t.Context(), c, onWord(map[string]func(){"PostgreSQL": func() { forward(t, later, network, target) }}))
	if err != nil {
		t.Fatal(err)
	}
	a.Close()

	shorten(t)
	at.Host = closedPort(t)
	c.Database = at.String()
	_, err = Run(t.Context(), c, quiet())
	gaveUp(t, err, "PostgreSQL", "--database")
	if strings.Contains(models.AsError(err).Message.Text, at.Host) {
		t.Errorf("the address may hold a password: %v", err)
	}
	c = settings(t)
	c.Temporal = closedPort(t)
	_, err = Run(t.Context(), c, quiet())
	gaveUp(t, err, c.Temporal, "--temporal")
}

// The start does not wait for an error that cannot pass by itself.
func TestStartDoesNotWaitInVain(t *testing.T) {
	a := &App{log: quiet()}
	for name, w := range map[string]awaited{
		"the record": awaitedStore(config.Config{}, "duban.db"),
		"PostgreSQL": awaitedStore(config.Config{Database: "postgres://"}, ""),
		"the engine": awaitedEngine("temporal.db"), "Temporal": awaitedTemporal("t:7233"),
	} {
		tries := 0
		err := a.waitFor(t.Context(), w, func() error {
			tries++
			return models.Errorf(models.KindInvalid, "bad_database", "配置错误")
		})
		if tries != 1 || models.AsError(err).Code != "bad_database" {
			t.Errorf("%s: %d tries, %v", name, tries, err)
		}
	}
}

func shorten(t *testing.T) {
	t.Helper()
	before := maxStartWait
	maxStartWait = time.Millisecond
	t.Cleanup(func() { maxStartWait = before })
}

func gaveUp(t *testing.T, err error, parts ...string) {
	t.Helper()
	e := models.AsError(err)
	if e == nil || e.Kind != models.KindUnavailable || e.Code != "start_waited" {
		t.Fatalf("got %v", err)
	}
	for _, part := range parts {
		if !strings.Contains(e.Message.Text, part) {
			t.Errorf("“%s” does not say “%s”", e.Message, part)
		}
	}
}

// closedPort returns an address of this machine on which no process listens, and which no connection of another test
// takes as its near end in the meantime, where the machine has more than one loopback address.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// forward forwards connections from one address to another until the test ends.
func forward(t *testing.T, from, network, to string) {
	l, err := net.Listen("tcp", from)
	if err != nil {
		t.Error(err)
		return
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial(network, to)
			if err != nil {
				_ = in.Close()
				continue
			}
			for _, pair := range [][2]net.Conn{{in, out}, {out, in}} {
				go func() {
					_, _ = io.Copy(pair[0], pair[1])
					_ = pair[0].Close()
				}()
			}
		}
	}()
}
