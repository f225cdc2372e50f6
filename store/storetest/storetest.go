// Package storetest provides stores for tests of other packages.
package storetest

import (
	"testing"

	"duban/store"
)

// New opens an empty SQLite store in a temporary directory and closes it when the test ends.
func New(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, NewFile(t))
}

// Open opens a store by its DSN and closes it when the test ends.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{DSN: dsn})
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	return s
}

// Write runs fn in a transaction that must succeed.
func Write(t testing.TB, s *store.Store, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), fn); err != nil {
		t.Fatalf("write: %v", err)
	}
}

// Read runs fn over a snapshot and must succeed.
func Read(t testing.TB, s *store.Store, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := s.Read(t.Context(), fn); err != nil {
		t.Fatalf("read: %v", err)
	}
}
