// Package pgtest gives tests empty PostgreSQL databases.
package pgtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"duban/internal/testkit/need"
)

// server returns the address of the server of this test process, which the first call starts.
var server = sync.OnceValues(start)

// New returns the address of an empty database that is dropped when the test ends. The server is the one that
// DUBAN_TEST_POSTGRES names, or one started for this process on a socket in a temporary directory.
func New(t testing.TB) string {
	t.Helper()
	address := os.Getenv(need.Postgres)
	if address == "" {
		need.Tool(t, "initdb", "apt-get install postgresql")
		var err error
		if address, err = server(); err != nil {
			t.Fatalf("start PostgreSQL: %v", err)
		}
	}
	name := "duban_test_" + strings.ToLower(rand.Text()[:12])
	execute(t, address, "CREATE DATABASE "+name)
	t.Cleanup(func() { execute(t, address, "DROP DATABASE "+name+" WITH (FORCE)") })
	dsn, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	dsn.Path = "/" + name
	return dsn.String()
}

// execute runs a statement on the server. It does not use t.Context, which has ended when cleanups run.
func execute(t testing.TB, address, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// held keeps the pipe open; the garbage collector would close a pipe without references.
//
//lint:ignore U1000 it only keeps a reference
var held io.WriteCloser

// start creates a cluster and starts its server. A shell between the server and this process reads a pipe that only
// this process holds open, so that the server stops and its files are removed when the process ends, however it ends.
func start() (string, error) {
	dir, err := os.MkdirTemp("", "duban-pg-")
	if err != nil {
		return "", err
	}
	owner, err := runAs(dir)
	if err != nil {
		return "", err
	}
	initdb, _ := need.Find("initdb")
	cluster := exec.Command(initdb, "-D", filepath.Join(dir, "data"), "-U", "postgres", "--auth=trust", "-E", "UTF8",
		"--locale=C", "--no-sync")
	cluster.Dir, cluster.SysProcAttr = dir, owner
	if out, err := cluster.CombinedOutput(); err != nil {
		return "", errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(dir))
	}
	const script = `"$0" -D "$1/data" -c listen_addresses= -c unix_socket_directories="$1" -c fsync=off \
			</dev/null >"$1/log" 2>&1 &
		cat >/dev/null; kill -QUIT $!; wait $!; rm -rf "$1"`
	postgres := filepath.Join(filepath.Dir(initdb), "postgres")
	shell := exec.Command("sh", "-c", script, postgres, dir)
	shell.Dir, shell.SysProcAttr = dir, owner
	if held, err = shell.StdinPipe(); err != nil {
		return "", err
	}
	if err := shell.Start(); err != nil {
		return "", err
	}
	address := "postgres://postgres@/postgres?" + url.Values{"host": {dir}}.Encode()
	return address, ready(address, filepath.Join(dir, "log"))
}

// runAs returns how to start the server's programs: PostgreSQL refuses to run as root, so root becomes "postgres".
func runAs(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for the tests; the closed pipe stops the server
	if os.Geteuid() != 0 {
		return attr, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(dir, int(uid), int(gid))
}

// ready waits until the server accepts connections.
func ready(address, log string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	for attempt := 0; ; attempt++ {
		if err = db.Ping(); err == nil {
			return nil
		}
		if attempt == 300 {
			text, _ := os.ReadFile(log) // may not exist yet
			return fmt.Errorf("%w: %s", err, text)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
