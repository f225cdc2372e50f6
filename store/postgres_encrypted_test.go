package store

import "testing"

// A connection is protected when it is encrypted, checks the server and never falls back.
func TestConnectionsThatCanBeReadOnTheWay(t *testing.T) {
	for dsn, want := range map[string]bool{
		"":                                    false,
		"postgres://u:p@127.0.0.1:5432/duban": false, "postgres://u:p@[::1]/duban": false,
		"postgres://u:p@localhost/duban?sslmode=disable": false, "postgres:///duban?host=/run/postgresql": false,
		"postgres://u:p@db.internal/duban": true, "postgres://u:p@10.0.0.7/duban?sslmode=prefer": true,
		"postgres://u:p@db.internal/duban?sslmode=disable": true, "postgres://u:p@db.internal/duban?sslmode=require": true,
		"postgres://u:p@db.internal/duban?sslmode=verify-full": false,
		"postgres://u:p@db.internal/duban?sslmode=verify-ca":   false,
	} {
		if got := Unencrypted(dsn); got != want {
			t.Errorf("%s: %v, want %v", dsn, got, want)
		}
	}
}
