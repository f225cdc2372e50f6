package store

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"duban/internal/secretbox"
	"duban/models"
)

// boxOf returns a box with one key, the same for the same letter.
func boxOf(t *testing.T, letter byte) *secretbox.Box {
	t.Helper()
	file := filepath.Join(t.TempDir(), "key")
	text := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{letter}, 32))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	box, err := secretbox.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return box
}

func TestSecretsAreStoredEncrypted(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			if err := insert(tx, []models.Person{{ID: "p1", Name: "某人"}}, "person"); err != nil {
				return err
			}
			if err := tx.PutNextFactor("p1", "PLAIN", noon); err != nil {
				return err
			}
			return tx.InsertChannel(models.Channel{ID: "c1", Kind: models.ChannelWebhook, Name: "转发", Sealed: "PLAIN",
				CreatedAt: noon})
		})
		s.secrets = boxOf(t, 'a')
		write(t, s, func(tx *Tx) error {
			stale, lost, err := tx.StaleSecrets()
			if len(stale) != 2 || len(lost) != 0 {
				t.Errorf("%d stale, %d lost", len(stale), len(lost))
			}
			for _, one := range stale {
				err = tx.SealSecret(one)
			}
			return err
		})
		stored := func() (all []string) {
			read(t, s, func(tx *Tx) error {
				return tx.rawRows(func(row map[string]any) error {
					all = append(all, row["v"].(string))
					return nil
				}, `SELECT next AS v FROM second_factors UNION ALL SELECT sealed AS v FROM channels`)
			})
			return all
		}
		if all := stored(); len(all) != 2 || !strings.HasPrefix(all[0], "box1:") || !strings.HasPrefix(all[1], "box1:") {
			t.Errorf("stored as %v", all)
		}
		read(t, s, func(tx *Tx) error {
			f, _, err := tx.SecondFactorOf("p1")
			if err != nil || f.Next != "PLAIN" {
				t.Errorf("%s, %v", string(f.Next), err)
			}
			c, err := tx.Channel("c1")
			if err != nil || c.Sealed != "PLAIN" {
				t.Errorf("%s, %v", string(c.Sealed), err)
			}
			return nil
		})
		for _, other := range []*secretbox.Box{boxOf(t, 'b'), nil} {
			s.secrets = other
			read(t, s, func(tx *Tx) error {
				_, _, err := tx.SecondFactorOf("p1")
				wantKind(t, err, models.KindUnavailable, "secrets_key")
				_, err = tx.Channel("c1")
				wantKind(t, err, models.KindUnavailable, "secrets_key")
				_, lost, err := tx.StaleSecrets()
				if len(lost) != 1 || lost[0].ChannelID != "c1" { // what waits for its first code is no loss
					t.Errorf("lost %+v", lost)
				}
				return err
			})
		}
	})
}

// Rows of more keys than one statement takes are all there, in their order.
func TestMoreKeysThanOneStatementTakes(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		var ids []string
		var rows []models.InboxEntry
		for i := range 2*variables + 7 {
			id := "e" + string(rune('a'+i%26)) + base64.RawURLEncoding.EncodeToString([]byte{byte(i), byte(i >> 8)})
			ids = append(ids, id)
			rows = append(rows, models.InboxEntry{ID: id, PersonID: "p", At: noon.Add(-1) + models.Instant(i*7919%5000)})
		}
		write(t, s, func(tx *Tx) error {
			fresh, err := tx.InsertInbox(rows...)
			if len(fresh) != len(rows) {
				t.Errorf("%d of %d are new", len(fresh), len(rows))
			}
			return err
		})
		got := get(t, s, func(tx *Tx) ([]models.InboxEntry, error) { return tx.InboxEntries(ids) })
		sorted := slices.IsSortedFunc(got, func(a, b models.InboxEntry) int { return int(a.At - b.At) })
		if len(got) != len(rows) || !sorted {
			t.Errorf("%d of %d, in their order: %t", len(got), len(rows), sorted)
		}
	})
}
