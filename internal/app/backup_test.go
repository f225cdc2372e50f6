package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/internal/backup"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// upkeep returns an App with only what the daily backup needs.
func upkeep(t *testing.T, data string) *App {
	t.Helper()
	db := opened(t, filepath.Join(data, "duban.db"))
	return &App{log: quiet(), Service: &tracking.Service{Store: db, Now: time.Now}}
}

func events(t *testing.T, a *App) (all []models.AuditEvent) {
	t.Helper()
	err := a.Service.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.Audit(store.AuditFilter{Actions: []string{"backup.made", "backup.failed"}}, 0, 10)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestDailyBackupIsMadeOnceAndPutOnRecord(t *testing.T) {
	c := settings(t)
	c.BackupDir, c.BackupAt, c.BackupKeep = filepath.Join(t.TempDir(), "backup"), "02:30", 14
	a := upkeep(t, c.Data)
	for range 2 { // the second check finds that today's backup exists
		a.backUpIfDue(t.Context(), c)
	}
	found, err := backup.List(c.BackupDir)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	sum, err := os.ReadFile(filepath.Join(found[0].Path, "manifest.json.sha256"))
	if err != nil {
		t.Fatal(err)
	}
	all := events(t, a)
	if len(all) != 1 || all[0].Action != "backup.made" || !strings.Contains(all[0].Detail,
		strings.Fields(string(sum))[0]) {
		t.Errorf("on record: %+v", all)
	}
}

func TestDailyBackupThatFailsIsPutOnRecordAndTriedAgainLater(t *testing.T) {
	c := settings(t)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c.BackupDir, c.BackupAt, c.BackupKeep = filepath.Join(blocked, "backup"), "02:30", 14
	a := upkeep(t, c.Data)
	for range 2 {
		a.backUpIfDue(context.Background(), c)
	}
	if all := events(t, a); len(all) != 1 || all[0].Action != "backup.failed" {
		t.Errorf("on record: %+v", all)
	}
	if state, err := backup.ReadState(c.Data); err != nil || state.Good != 0 || state.Error == "" {
		t.Errorf("%+v, %v", state, err)
	}
}
