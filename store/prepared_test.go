package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"duban/models"
	"duban/store"
)

// Statements are prepared once and used by the transactions that follow, also by several at once and while they change.
func TestPreparedStatementsAnswerAsOthers(t *testing.T) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{DSN: filepath.Join(t.TempDir(), "duban.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	write := func(i int) error {
		return s.Write(ctx, func(tx *store.Tx) error {
			if err := tx.InsertPerson(models.Person{ID: fmt.Sprintf("p%d", i), Name: fmt.Sprintf("人%d", i)}); err != nil {
				return err
			}
			return tx.InsertAudit(models.AuditEvent{ByID: "p", Action: "person.add", Object: fmt.Sprintf("p%d", i)})
		})
	}
	read := func(i int) error {
		return s.Read(ctx, func(tx *store.Tx) error {
			p, err := tx.Person(fmt.Sprintf("p%d", i))
			if err == nil && p.Name != fmt.Sprintf("人%d", i) {
				return fmt.Errorf("p%d is %q", i, p.Name)
			}
			return err
		})
	}
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for i := range 25 {
				if err := write(worker*100 + i); err != nil {
					t.Error(err)
				}
				if err := read(worker*100 + i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}
