package tracking

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"duban/models"
	"duban/store"
)

// TestARefusedLogInIsTheSameWorkForEverybody counts what is done, not how long it takes: password hashes and
// statements, over many tries, for an account that exists, one that does not, one that is locked, disabled, or has no
// password.
func TestARefusedLogInIsTheSameWorkForEverybody(t *testing.T) {
	var hashes, questions atomic.Int64
	derive := deriveKey
	deriveKey = func(password, salt []byte, time, memory uint32, threads uint8, keyLen uint32) []byte {
		hashes.Add(1)
		return derive(password, salt, 1, 8, threads, keyLen) // the work is counted, not done
	}
	t.Cleanup(func() { deriveKey = derive })
	db, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db"), Scratch: true,
		OnStatement: func() { questions.Add(1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	now := models.DateOf(2026, 6, 1).At(9, 0)
	s := &Service{Store: db, Now: func() time.Time { return now.Time() }, Log: slog.New(slog.DiscardHandler)}
	for _, login := range []string{"known", "locked", "disabled", "signon"} {
		_, err := s.CreateAccount(t.Context(), models.Operator, login, NewAccount{Login: login, Name: login,
			RoleGrant: RoleGrant{Role: models.RoleOffice}})
		if err != nil {
			t.Fatal(err)
		}
	}
	err = s.Store.Write(t.Context(), func(tx *store.Tx) error {
		for _, login := range []string{"disabled", "signon"} {
			a, _, err := tx.AccountByLogin(login)
			if err != nil {
				return err
			}
			if login == "signon" {
				err = tx.SetPassword(a.PersonID, unusable, false, now)
			} else {
				err = tx.SetDisabled(a.PersonID, true)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	try := func(login string) (int64, int64) {
		hashes.Store(0)
		questions.Store(0)
		_, err := s.LogIn(context.Background(), login, "wrong", "10.0.0.1", "")
		if e := models.AsError(err); e == nil || e.Code != "bad_login" {
			t.Fatalf("%s: %v", login, err)
		}
		return hashes.Load(), questions.Load()
	}
	for range models.FailuresToLock + 1 {
		try("locked")
	}
	nobodys() // is made once, for the first who needs it
	now = now.Add(2 * refusalsEvery)
	for round := range 2 * models.FailuresToLock { // through the lock, and on while it is locked
		wantHashes, wantQuestions := try("known")
		for _, login := range []string{"nobody", "nobody2", "disabled", "signon"} {
			if h, q := try(login); h != wantHashes || q != wantQuestions {
				t.Errorf("try %d of %s: %d hashes and %d statements, of one that exists %d and %d", round+1, login, h, q,
					wantHashes, wantQuestions)
			}
		}
		if wantHashes != 1 {
			t.Errorf("try %d: %d password hashes", round+1, wantHashes)
		}
		now = now.Add(time.Second)
	}
	unlike := fmt.Sprint("somebody", 1)
	if h, q := try("locked"); h != 1 {
		t.Errorf("locked: %d hashes, %d statements", h, q)
	} else if h2, q2 := try(unlike); h2 != h || q2 != q {
		t.Errorf("locked: %d hashes and %d statements, of one that does not exist %d and %d", h, q, h2, q2)
	}
}
