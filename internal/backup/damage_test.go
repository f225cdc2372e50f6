package backup_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/internal/backup"
	"duban/models"
)

// Verify finds every kind of damage, and a damaged backup is not restored.
func TestDamageIsFoundAndNotRestored(t *testing.T) {
	h := newFixture(t, "")
	sum := h.put(t, 1)
	evidence := filepath.Join("evidence", sum[:2], sum)
	flip := func(b []byte) []byte { b[len(b)/2] ^= 1; return b }
	cut := func(b []byte) []byte { return b[:len(b)-1] }
	edit := func(b []byte) []byte { return bytes.Replace(b, []byte(`"people": 1`), []byte(`"people": 2`), 1) }
	for name, damage := range map[string]func(t *testing.T, dir string){
		"a byte of the database": func(t *testing.T, dir string) { overwrite(t, filepath.Join(dir, "duban.db"), flip) },
		"the database cut short": func(t *testing.T, dir string) { overwrite(t, filepath.Join(dir, "duban.db"), cut) },
		"the database gone":      func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "duban.db")) },
		"a byte of the evidence": func(t *testing.T, dir string) { overwrite(t, filepath.Join(dir, evidence), flip) },
		"the evidence cut short": func(t *testing.T, dir string) { overwrite(t, filepath.Join(dir, evidence), cut) },
		"the evidence gone":      func(t *testing.T, dir string) { remove(t, filepath.Join(dir, evidence)) },
		"the manifest edited": func(t *testing.T, dir string) {
			overwrite(t, filepath.Join(dir, "manifest.json"),
				edit)
		},
		"the manifest cut short": func(t *testing.T, dir string) {
			overwrite(t, filepath.Join(dir, "manifest.json"),
				cut)
		},
		"the manifest's hash gone": func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, "manifest.json.sha256"))
		},
		"the manifest's hash edited": func(t *testing.T, dir string) {
			overwrite(t, filepath.Join(dir, "manifest.json.sha256"), flip)
		},
	} {
		t.Run(name, func(t *testing.T) {
			made := make1(t, h, backup.Options{Dir: t.TempDir()})
			damage(t, made.Path)
			report, err := backup.Verify(t.Context(), made.Path, backup.Checks{})
			if err != nil || report.OK || report.Intact {
				t.Errorf("verify: %+v, %v", report, err)
			}
			data := filepath.Join(t.TempDir(), "data")
			_, err = backup.Restore(t.Context(), made.Path, backup.Target{Data: data})
			refused(t, err, "backup_damaged")
			if _, err := os.Stat(data); err == nil {
				t.Error("a damaged backup was restored")
			}
		})
	}
}

func TestEncryptedBackupIsOpenedByItsKeyOnly(t *testing.T) {
	h := newFixture(t, "")
	h.put(t, 1)
	dir := t.TempDir()
	right, wrong := filepath.Join(dir, "right"), filepath.Join(dir, "wrong")
	recipient, err := backup.NewKey(right, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.NewKey(wrong, time.Now()); err != nil {
		t.Fatal(err)
	}
	_, err = backup.NewKey(right, time.Now())
	refused(t, err, "file_exists")
	if info, err := os.Stat(right); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v, %v", info.Mode(), err)
	}
	made := make1(t, h, backup.Options{Dir: filepath.Join(dir, "backups"), Recipients: []string{recipient}})
	if content := read(t, made.Path); bytes.Contains(content, []byte("PDF")) || bytes.Contains(content, []byte("SQLite")) {
		t.Error("the archive shows what is in it")
	}
	if left := entries(t, h.source.Data); strings.Contains(strings.Join(left, " "), ".duban-") {
		t.Errorf("plain text was left: %v", left)
	}
	try := func(key string) error {
		var target backup.Target
		if key != "" {
			if target.Identities, err = backup.ReadKey(key); err != nil {
				return err
			}
		}
		target.Data = filepath.Join(t.TempDir(), "data")
		_, err := backup.Restore(t.Context(), made.Path, target)
		return err
	}
	refused(t, try(""), "key_needed")
	refused(t, try(wrong), "wrong_key")
	refused(t, try(made.Path), "bad_key")
	if err := try(right); err != nil {
		t.Error(err)
	}
	overwrite(t, made.Path, func(b []byte) []byte { return b[:len(b)-100] })
	refused(t, try(right), "backup_damaged")
	identities, err := backup.ReadKey(right)
	if err != nil {
		t.Fatal(err)
	}
	if report, err := backup.Verify(t.Context(), made.Path, backup.Checks{Identities: identities}); err != nil ||
		report.OK {
		t.Errorf("%+v, %v", report, err)
	}
	_, err = backup.Make(t.Context(), h.source, backup.Options{Dir: dir, Recipients: []string{"age1nonsense"}})
	refused(t, err, "bad_recipient")
}

// A backup interrupted at any point leaves nothing that looks complete, and the next one removes what it left.
func TestInterruptedBackupIsNeverTakenForOne(t *testing.T) {
	h := newFixture(t, "")
	for i := range 5 {
		h.put(t, i)
	}
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := backup.Make(ctx, h.source, backup.Options{Dir: dir}); err == nil {
		t.Fatal("a cancelled backup succeeded")
	}
	// A killed process leaves a folder with everything but the final name.
	made := make1(t, h, backup.Options{Dir: dir})
	left := filepath.Join(dir, ".duban-"+filepath.Base(made.Path))
	if err := os.Rename(made.Path, left); err != nil {
		t.Fatal(err)
	}
	if found, err := backup.List(dir); err != nil || len(found) != 0 {
		t.Errorf("taken for backups: %v, %v", found, err)
	}
	_, err := backup.Verify(t.Context(), dir, backup.Checks{})
	refused(t, err, "no_backup")
	// A folder with the name of a backup but without a manifest is not a backup.
	if err := os.Mkdir(filepath.Join(dir, "duban-20200101-000000"), 0o700); err != nil {
		t.Fatal(err)
	}
	make1(t, h, backup.Options{Dir: dir})
	if _, err := os.Stat(left); err == nil {
		t.Error("what was interrupted is still there")
	}
	if found, err := backup.List(dir); err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
}

func TestOnlyOneBackupAtATime(t *testing.T) {
	h := newFixture(t, "")
	h.put(t, 1)
	dir, second := t.TempDir(), make(chan error, 1)
	_, err := backup.Make(t.Context(), h.source, backup.Options{Dir: dir, Doctor: func(ctx context.Context, _ string,
		_ models.Instant) ([]backup.Check, error) {
		_, err := backup.Make(ctx, h.source, backup.Options{Dir: t.TempDir()})
		second <- err
		return nil, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	refused(t, <-second, "backup_running")
}

func TestWhatTheDoctorSaysIsInTheReport(t *testing.T) {
	h := newFixture(t, "")
	h.put(t, 1)
	var asked string
	made, err := backup.Make(t.Context(), h.source, backup.Options{Dir: t.TempDir(), Keep: 1,
		Doctor: func(_ context.Context, data string, _ models.Instant) ([]backup.Check, error) {
			asked = data
			for _, name := range []string{"duban.db", "evidence"} {
				if _, err := os.Stat(filepath.Join(data, name)); err != nil {
					t.Error(err)
				}
			}
			return []backup.Check{{Name: "审计", Found: []string{"断开"}}}, nil
		}})
	if err != nil || made.Verified.OK || !made.Verified.Intact {
		t.Errorf("%+v, %v", made.Verified, err)
	}
	if _, err := os.Stat(asked); !os.IsNotExist(err) {
		t.Errorf("the tried-out copy is still there: %v", err)
	}
}

func TestExpired(t *testing.T) {
	var found []backup.Found
	day := models.DateOf(2025, 1, 1)
	for ; day <= models.DateOf(2026, 11, 28); day++ {
		found = append(found, backup.Found{Path: day.String(), At: day.At(2, 30).Time()})
	}
	found = append(found, backup.Found{Path: "again", At: models.DateOf(2026, 11, 28).At(9, 30).Time()})
	gone := map[string]bool{}
	for _, f := range backup.Expired(found, 14) {
		gone[f.Path] = true
	}
	for path, want := range map[string]bool{
		"again": false, "2026-11-28": false, "2026-11-15": false, "2026-11-14": true, // the last fourteen days
		"2026-10-31": false, "2026-10-30": true, "2025-12-31": false, "2025-11-30": true, // twelve months
	} {
		if gone[path] != want {
			t.Errorf("%s removed: %v", path, gone[path])
		}
	}
	if kept := len(found) - len(gone); kept != 15+11 {
		t.Errorf("%d kept", kept)
	}
	if got := backup.Expired(found[:3], 14); got != nil {
		t.Errorf("removed %v of three", got)
	}
}

func TestKeepRemovesOlderBackupsOfTheFolderOnly(t *testing.T) {
	h := newFixture(t, "")
	h.put(t, 1)
	dir := t.TempDir()
	at := models.DateOf(2026, 11, 1).At(2, 30).Time()
	var last backup.Made
	for i := range 4 {
		now := at.Add(time.Duration(i) * 24 * time.Hour)
		last = make1(t, h, backup.Options{Dir: dir, Keep: 2, Now: func() time.Time { return now }})
	}
	if found, err := backup.List(dir); err != nil || len(found) != 2 || found[1].Path != last.Path ||
		len(last.Removed) != 1 {
		t.Errorf("%v, %v, %v", found, err, last.Removed)
	}
	if report, err := backup.Verify(t.Context(), dir, backup.Checks{}); err != nil || !report.OK {
		t.Errorf("shared evidence went with an older backup: %+v, %v", report, err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
