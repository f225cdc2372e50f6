//go:build !noembed && unix

package engine_test

import (
	"context"
	"database/sql/driver"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"modernc.org/sqlite"
)

// childVar names what a re-executed test binary is to do instead of running tests; see child_test.go.
const childVar = "DUBAN_ENGINE_CHILD"

// connections remembers the settings of each connection of a server (not of this package's own) by its address.
var connections struct {
	sync.Mutex
	pragmas map[string]string
}

func TestMain(m *testing.M) {
	switch task := os.Getenv(childVar); task {
	case "":
	case childOtherUser:
		os.Exit(tryEveryPort())
	default:
		os.Exit(child(task))
	}
	connections.pragmas = map[string]string{}
	sqlite.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, dsn string) error {
		if !strings.Contains(dsn, "setup=never") {
			return nil
		}
		var pragmas []string
		for _, pragma := range []string{"journal_mode", "synchronous", "busy_timeout"} {
			value, err := one(conn, "PRAGMA "+pragma)
			if err != nil {
				return err
			}
			pragmas = append(pragmas, fmt.Sprint(pragma, "=", value))
		}
		connections.Lock()
		defer connections.Unlock()
		connections.pragmas[dsn] = strings.Join(pragmas, " ")
		return nil
	})
	os.Exit(m.Run())
}

func one(conn driver.QueryerContext, query string) (driver.Value, error) {
	rows, err := conn.QueryContext(context.Background(), query, nil)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	value := make([]driver.Value, 1)
	if err := rows.Next(value); err != nil {
		return nil, err
	}
	return value[0], nil
}
