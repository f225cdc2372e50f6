package backup_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"duban/internal/backup"
	"duban/internal/files"
	"duban/internal/testkit/refusal"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// FuzzBackup changes or cuts one file of a backup, or the encrypted file of one. Restoring it gives what was saved,
// or is
// refused in Chinese and leaves nothing.
func FuzzBackup(f *testing.F) {
	source := backup.Source{Data: f.TempDir(), Program: "v-test"}
	s := storetest.Open(f, filepath.Join(source.Data, "duban.db"))
	evidence, err := files.Open(filepath.Join(source.Data, "evidence"))
	if err != nil {
		f.Fatal(err)
	}
	h := &fixture{source: source, store: s, evidence: evidence}
	sum := h.put(f, 1)
	key := filepath.Join(f.TempDir(), "key")
	recipient, err := backup.NewKey(key, time.Now())
	if err != nil {
		f.Fatal(err)
	}
	identities, err := backup.ReadKey(key)
	if err != nil {
		f.Fatal(err)
	}
	whole := map[string][]byte{} // of the directory, by name; "": the encrypted file
	for _, o := range []backup.Options{{Dir: f.TempDir()}, {Dir: f.TempDir(), Recipients: []string{recipient}}} {
		made, err := backup.Make(f.Context(), source, o)
		if err != nil {
			f.Fatal(err)
		}
		if o.Recipients != nil {
			if whole[""], err = os.ReadFile(made.Path); err != nil {
				f.Fatal(err)
			}
			continue
		}
		for _, name := range []string{"manifest.json", "manifest.json.sha256", "duban.db", filepath.Join("evidence", sum[:2],
			sum)} {
			if whole[name], err = os.ReadFile(filepath.Join(made.Path, name)); err != nil {
				f.Fatal(err)
			}
		}
	}
	names := []string{"", "manifest.json", "manifest.json.sha256", "duban.db", filepath.Join("evidence", sum[:2], sum)}
	for file := range names {
		for _, at := range []uint32{0, 30, 200, 1 << 20} {
			f.Add(uint8(file), at, byte(1), false)
			f.Add(uint8(file), at, byte(0), true)
		}
	}
	f.Add(uint8(1), uint32(0), byte(0), false)
	f.Fuzz(func(t *testing.T, file uint8, at uint32, with byte, cut bool) {
		dir := t.TempDir()
		path := filepath.Join(dir, "duban-20260630-090000")
		changed := names[int(file)%len(names)]
		same, harmless := true, false
		for name, content := range whole {
			if (name == "") != (changed == "") {
				continue
			}
			content = append([]byte(nil), content...)
			if name == changed {
				place := int(at) % len(content)
				harmless = name == "manifest.json.sha256" && place >= 64 // after the hash: the name of the file
				content[place] ^= with
				same = with == 0
				if cut {
					content, same = content[:place], false
				}
			}
			to := filepath.Join(path, name)
			if name == "" {
				to = path + ".tar.age"
				path = to
			}
			if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		data := filepath.Join(dir, "data")
		_, err := backup.Restore(t.Context(), path, backup.Target{Data: data, Identities: identities})
		refusal.Check(t, err, path+dir)
		if err != nil {
			if same {
				t.Fatalf("what is whole is refused: %v", err)
			}
			if _, err := os.Stat(data); err == nil {
				t.Fatal("refused and restored")
			}
			return
		}
		if !same && !harmless {
			t.Fatalf("%q, byte %d ^ %d, cut %t: restored", changed, at, with, cut)
		}
		restored := storetest.Open(t, filepath.Join(data, "duban.db"))
		storetest.Read(t, restored, func(tx *store.Tx) error {
			rows, err := tx.People()
			if len(rows) != 1 {
				t.Errorf("%d people", len(rows))
			}
			return err
		})
	})
}

// FuzzKey reads what is given as a key: it is refused in Chinese and never repeated.
func FuzzKey(f *testing.F) {
	for _, text := range []string{"", "age1", "AGE-SECRET-KEY-1", "# comment\n",
		"age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq"} {
		f.Add(text)
	}
	path := filepath.Join(f.TempDir(), "key")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := backup.ParseRecipient(text)
		refusal.Check(t, err, "")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = backup.ReadKey(path)
		refusal.Check(t, err, path, models.KindInvalid, models.KindNotFound)
	})
}
