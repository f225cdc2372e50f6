package tracking_test

import (
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/internal/secretbox"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// withKeys has the environment's database opened with keys, the first of which encrypts; none: without.
func (h *env) withKeys(keys ...string) {
	h.t.Helper()
	var box *secretbox.Box
	if len(keys) > 0 {
		file := filepath.Join(h.t.TempDir(), "secrets.key")
		if err := os.WriteFile(file, []byte(strings.Join(keys, "\n")), 0o600); err != nil {
			h.t.Fatal(err)
		}
		var err error
		if box, err = secretbox.Load(file); err != nil {
			h.t.Fatal(err)
		}
	}
	s, err := store.Open(h.t.Context(), store.Config{DSN: h.file, Secrets: box})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = s.Close() })
	h.Store = s
}

func isSealed(text string) bool { return strings.HasPrefix(text, "box1:") }

func newKey() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return base64.StdEncoding.EncodeToString(b)
}

// secretsStored are the secrets as the file has them: of the second factor in use, the one that waits, and the channel.
func (h *env) secretsStored() [3]string {
	h.t.Helper()
	db, err := sql.Open("sqlite", h.file)
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	var out [3]string
	row := db.QueryRowContext(h.t.Context(), `SELECT (SELECT coalesce(max(secret), '') FROM second_factors),
		(SELECT coalesce(max(next), '') FROM second_factors), (SELECT coalesce(max(sealed), '') FROM channels)`)
	if err := row.Scan(&out[0], &out[1], &out[2]); err != nil {
		h.t.Fatal(err)
	}
	return out
}

func (h *env) sealSecrets(wantSealed, wantDropped int, dropLost bool) {
	h.t.Helper()
	sealed, dropped, err := h.SealSecrets(h.t.Context(), dropLost)
	if err != nil || sealed != wantSealed || dropped != wantDropped {
		h.t.Fatalf("%d sealed, %d dropped, want %d and %d, %v", sealed, dropped, wantSealed, wantDropped, err)
	}
}

// TestSecretsAreEncryptedWithAKey goes from no key to one, to another, and to none: each time people log in and the
// channel's secret is what was entered, or the program says what is missing and changes nothing.
func TestSecretsAreEncryptedWithAKey(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	secret, _ := h.enrolled()
	channel, err := h.AddChannel(t.Context(), office, "channel", models.ChannelEntry{
		Kind: models.ChannelWebhook, Name: "转发", Address: "https://hook.example.gov.cn/duban", Secret: "s3cret"})
	if err != nil {
		t.Fatal(err)
	}
	works := func(when string) {
		t.Helper()
		*h.clock = h.clock.Add(time.Minute)
		in, err := h.FinishLogIn(t.Context(), h.in("clerk", password).Secret, h.code(secret), "10.0.0.1", "browser")
		if err != nil || in.Actor.Name != "办事员" {
			t.Errorf("%s: %+v, %v", when, in, err)
		}
		err = h.Store.Read(t.Context(), func(tx *store.Tx) error {
			c, err := tx.Channel(channel.ID)
			if err != nil {
				return err
			}
			all, err := tx.Channels()
			if err != nil || len(all) != 1 || all[0].Sealed != c.Sealed {
				t.Errorf("%s: the list has another secret, %v", when, err)
			}
			opened, err := c.Sealed.Open()
			if err == nil && opened.Password != "s3cret" {
				t.Errorf("%s: the channel's secret is %s", when, opened.Password)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	plain := h.secretsStored()
	if plain[0] != strings.ReplaceAll(secret, " ", "") {
		t.Fatalf("stored as %s", plain[0])
	}
	one, two := newKey(), newKey()

	h.withKeys(one)
	h.sealSecrets(2, 0, false)
	first := h.secretsStored()
	if !isSealed(first[0]) || !isSealed(first[2]) || first[1] != "" {
		t.Errorf("stored as %v", first)
	}
	works("with a key")
	h.sealSecrets(0, 0, false)

	*h.clock = h.clock.Add(time.Minute)
	in, err := h.FinishLogIn(t.Context(), h.in("clerk", password).Secret, h.code(secret), "10.0.0.1", "browser")
	if err != nil {
		t.Fatal(err)
	}
	made, err := h.StartSecondFactor(t.Context(), in.Actor, "again", h.code(secret), "10.0.0.1")
	if err == nil { // the code was used a moment ago
		t.Fatal("a code was taken twice")
	}
	*h.clock = h.clock.Add(time.Minute)
	if made, err = h.StartSecondFactor(t.Context(), in.Actor, "anew", h.code(secret), "10.0.0.1"); err != nil {
		t.Fatal(err)
	}
	if next := h.secretsStored()[1]; !isSealed(next) {
		t.Errorf("the next one is stored as %s", next)
	}
	*h.clock = h.clock.Add(time.Minute)
	if _, err := h.ConfirmSecondFactor(t.Context(), in.Actor, "taken", in.Secret, h.code(made.Secret)); err != nil {
		t.Fatal(err)
	}
	secret = made.Secret
	if got := h.secretsStored(); !isSealed(got[0]) || got[0] == first[0] {
		t.Errorf("the new one is stored as %v", got)
	}
	works("set up with a key")

	h.withKeys(two, one)
	h.sealSecrets(2, 0, false)
	works("with another key")
	h.withKeys(two)
	h.sealSecrets(0, 0, false)
	works("without the first key")

	before := h.secretsStored()
	for _, keys := range [][]string{{one}, nil} {
		h.withKeys(keys...)
		_, _, err = h.SealSecrets(t.Context(), false)
		wantCode(t, err, models.KindInvalid, "secrets_key")
		if !strings.Contains(err.Error(), "2 项") || h.secretsStored() != before {
			t.Errorf("with %d keys: %v, stored %v", len(keys), err, h.secretsStored())
		}
	}
	for _, keys := range [][]string{nil, {one}} { // a process that runs on with other keys
		h.withKeys(keys...)
		_, err = h.LogIn(t.Context(), "clerk", password, "10.0.0.1", "browser")
		wantCode(t, err, models.KindUnavailable, "secrets_key")
	}
	h.sealSecrets(0, 2, true)
	if got := h.secretsStored(); got != [3]string{} {
		t.Errorf("left %v", got)
	}
	if _, _, err := h.SessionActor(t.Context(), in.Secret, true); err == nil {
		t.Error("a session goes on")
	}
	if in := h.in("clerk", password); in.NeedsCode {
		t.Error("a code is asked for that no app makes")
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		a, _, err := tx.AccountByLogin("clerk") // asked long ago: the set-up cannot be put off
		if a.FactorAskedAt != 1 || a.FactorResetBy != "运维员重置" {
			t.Errorf("%+v", a)
		}
		return err
	})
	for action, want := range map[string]int{"account.secrets_sealed": 2, "account.factor_reset": 1, "channel.remove": 1} {
		if got := actions(t, h, action); got != want {
			t.Errorf("%s: %d on record, want %d", action, got, want)
		}
	}
}

// TestASecretThatWaitsIsNoLossOfTheOneInUse: only what waits for its first code was encrypted with a lost key.
func TestASecretThatWaitsIsNoLossOfTheOneInUse(t *testing.T) {
	h := newEnv(t)
	clerk := h.clerk()
	secret, _ := h.enrolled()
	in := h.in("clerk", password)
	one, two := newKey(), newKey()
	h.withKeys(two)
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		return tx.PutNextFactor(clerk.ID, "JBSWY3DPEHPK3PXP", *h.clock)
	})
	h.withKeys(one)
	h.sealSecrets(1, 0, false)
	if got := h.secretsStored(); !isSealed(got[0]) || got[1] != "" {
		t.Errorf("stored as %v", got)
	}
	*h.clock = h.clock.Add(time.Minute)
	if _, err := h.FinishLogIn(t.Context(), in.Secret, h.code(secret), "10.0.0.1", "browser"); err != nil {
		t.Error(err)
	}
}

// TestSealingLeavesWhatChangedMeanwhile: another process sets a new secret between the look and the encryption.
func TestSealingLeavesWhatChangedMeanwhile(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	h.enrolled()
	h.withKeys(newKey())
	var stale []store.StoredSecret
	storetest.Read(t, h.Store, func(tx *store.Tx) (err error) {
		stale, _, err = tx.StaleSecrets()
		return err
	})
	db, err := sql.Open("sqlite", h.file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "UPDATE second_factors SET secret = 'NEWER'"); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.SealSecret(stale[0]) })
	if got := h.secretsStored(); len(stale) != 1 || got[0] != "NEWER" {
		t.Errorf("stored as %v", got)
	}
}
