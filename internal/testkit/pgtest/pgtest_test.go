package pgtest_test

import (
	"database/sql"
	"net/url"
	"strings"
	"testing"

	"duban/internal/testkit/need"
	"duban/internal/testkit/pgtest"
)

func TestDatabasesAreSeparate(t *testing.T) {
	for _, dsn := range []string{pgtest.New(t), pgtest.New(t)} {
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(t.Context(), "CREATE TABLE only_here (n bigint)"); err != nil {
			t.Errorf("the second database sees the first one's table: %v", err)
		}
	}
}

func TestAGivenServerIsUsed(t *testing.T) {
	dsn := pgtest.New(t)
	t.Setenv(need.Postgres, dsn)
	db, err := sql.Open("pgx", pgtest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var server, same string
	if err := db.QueryRowContext(t.Context(), "SHOW unix_socket_directories").Scan(&server); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRowContext(t.Context(), "SELECT current_database()").Scan(&same); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(dsn, url.QueryEscape(server)) || strings.Contains(dsn, same) {
		t.Errorf("database %s on %s, given %s", same, server, dsn)
	}
}
