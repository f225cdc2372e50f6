package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"

	"duban/internal/testkit/child"
	"duban/internal/testkit/need"
)

// newPostgres makes a cluster of databases that is synced to disk, to be started on a port of the loopback address.
func newPostgres(dir string, port int) (*child.Process, error) {
	initdb, found := need.Find("initdb")
	if !found {
		return nil, errors.New("needs initdb: apt-get install postgresql")
	}
	home := filepath.Join(dir, "pg")
	if err := os.Mkdir(home, 0o700); err != nil {
		return nil, err
	}
	account, err := postgresAccount(home)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(home, "data")
	cluster := exec.Command(initdb, "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C")
	cluster.Dir, cluster.SysProcAttr = home, account
	if out, err := cluster.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	// Programs are often links to a wrapper; the server stands beside the real initdb.
	server := filepath.Join(filepath.Dir(initdb), "postgres")
	if real, err := filepath.EvalSymlinks(initdb); err == nil {
		server = filepath.Join(filepath.Dir(real), "postgres")
	}
	return &child.Process{Name: "postgres", Program: server, Account: account, Log: filepath.Join(dir, "postgres.log"),
		Args: []string{"-D", data, "-c", "listen_addresses=127.0.0.1", "-c", "port=" + strconv.Itoa(port), "-c",
			"unix_socket_directories=" + home, "-c", "max_connections=200"}}, nil
}

// postgresAccount returns how to run PostgreSQL, which refuses to run as root: root becomes "postgres", to whom the
// folder then belongs.
func postgresAccount(home string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(account.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(account.Gid)
	if err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(home, uid, gid)
}

// readyPostgres waits until PostgreSQL accepts connections.
func (l *lab) readyPostgres(ctx context.Context) error {
	return l.postgres.Await(ctx, "ready", func() bool {
		conn, err := pgx.Connect(ctx, l.dsn("postgres"))
		if err != nil {
			return false
		}
		_ = conn.Close(ctx)
		return true
	})
}

func (l *lab) dsn(database string) string {
	return "postgres://postgres@" + l.postgresAt() + "/" + database + "?sslmode=disable"
}

func (l *lab) postgresAt() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(l.port)) }

// number returns the number that a query of the program's database gives.
func (l *lab) number(ctx context.Context, query string, args ...any) (n int, err error) {
	conn, err := pgx.Connect(ctx, l.dsn("duban"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close(ctx) }()
	err = conn.QueryRow(ctx, query, args...).Scan(&n)
	return n, err
}
