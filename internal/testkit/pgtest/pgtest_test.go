package pgtest_test

import (
	"database/sql"
	"testing"

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
