package store

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-gormigrate/gormigrate/v2"
	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestAccountRequests(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		old := models.AccountRequest{ID: "req-1", Kind: models.ChangeReset, PersonID: "a", Who: "chen", What: "{}",
			AskedByID: "x", AskedAt: noon, Status: models.RequestWaiting}
		late, urgent := old, old
		late.ID, late.AskedAt = "req-2", noon+10
		urgent.ID, urgent.AskedAt, urgent.Emergency, urgent.Status = "req-3", noon+20, true, models.RequestConfirmed
		write(t, s, func(tx *Tx) error {
			for _, r := range []models.AccountRequest{old, late, urgent} {
				if err := tx.InsertAccountRequest(r); err != nil {
					return err
				}
			}
			return tx.ExpireAccountRequests(noon, noon+30)
		})
		old.Status, old.DecidedAt = models.RequestExpired, noon+30
		for name, c := range map[string]struct{ got, want []models.AccountRequest }{
			"all": {get(t, s, func(tx *Tx) ([]models.AccountRequest, error) { return tx.AccountRequests("", 10) }),
				[]models.AccountRequest{urgent, late, old}},
			"waiting": {get(t, s, func(tx *Tx) ([]models.AccountRequest, error) {
				return tx.AccountRequests(models.RequestWaiting, 10)
			}), []models.AccountRequest{late}},
			"about": {get(t, s, func(tx *Tx) ([]models.AccountRequest, error) { return tx.AccountRequestsAbout("a") }),
				[]models.AccountRequest{urgent, late, old}},
			"emergency": {get(t, s, func(tx *Tx) ([]models.AccountRequest, error) { return tx.EmergencyAccountRequests(noon) }),
				[]models.AccountRequest{urgent}},
		} {
			if diff := cmp.Diff(c.want, c.got); diff != "" {
				t.Errorf("%s:\n%s", name, diff)
			}
		}
		late.Status, late.DecidedByID, late.DecidedByName, late.DecidedAt, late.DecisionReason = models.RequestRefused, "y",
			"乙", noon+40, "不是本人"
		write(t, s, func(tx *Tx) error { return tx.DecideAccountRequest(late) })
		wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.DecideAccountRequest(late) }), models.KindConflict,
			"request_decided")
		read(t, s, func(tx *Tx) error {
			kept, found, err := tx.AccountRequest("req-2")
			if diff := cmp.Diff(late, kept); diff != "" || !found {
				t.Error(found, diff)
			}
			return err
		})
	})
}

func TestLogInFailures(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		f := models.LogInFailure{Account: "a", Address: "10.0.0.1", FailedCount: 1, FailedAt: noon}
		write(t, s, func(tx *Tx) error {
			if err := tx.PutLogInFailure(f); err != nil {
				return err
			}
			f.FailedCount, f.LockedUntil = 0, noon+100
			if err := tx.PutLogInFailure(f); err != nil {
				return err
			}
			return tx.PutLogInFailure(models.LogInFailure{Account: "a", Address: models.EveryAddress, FailedCount: 2,
				FailedAt: noon + 5})
		})
		read(t, s, func(tx *Tx) error {
			here, everywhere, err := tx.LogInFailures("a", "10.0.0.1")
			if diff := cmp.Diff(f, here); diff != "" || everywhere.FailedCount != 2 {
				t.Error(everywhere, diff)
			}
			other, _, _ := tx.LogInFailures("a", "10.0.0.2")
			if diff := cmp.Diff(models.LogInFailure{Account: "a", Address: "10.0.0.2"}, other); diff != "" {
				t.Error(diff)
			}
			locks, _ := tx.LogInLocks(noon)
			if diff := cmp.Diff(map[string]models.Instant{"a": noon + 100}, locks); diff != "" {
				t.Error(diff)
			}
			return err
		})
		write(t, s, func(tx *Tx) error { return tx.ForgetLogInFailures(noon + 1) })
		read(t, s, func(tx *Tx) error {
			here, everywhere, err := tx.LogInFailures("a", "10.0.0.1")
			if here.LockedUntil != 0 || everywhere.FailedCount != 2 {
				t.Error(here, everywhere)
			}
			return err
		})
	})
}

func TestEarlierPasswords(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertPerson(models.Person{ID: "a", Name: "甲"}); err != nil {
				return err
			}
			for _, hash := range []string{"1", "2", "3"} { // within a millisecond
				if err := tx.KeepEarlierPassword(models.EarlierPassword{PersonID: "a", Since: noon, PasswordHash: hash},
					2); err != nil {
					return err
				}
			}
			return nil
		})
		want := []models.EarlierPassword{{PersonID: "a", Since: noon + 2, PasswordHash: "3"}, {PersonID: "a", Since: noon + 1,
			PasswordHash: "2"}}
		if diff := cmp.Diff(want, get(t, s, func(tx *Tx) ([]models.EarlierPassword, error) {
			return tx.EarlierPasswords("a")
		})); diff != "" {
			t.Error(diff)
		}
	})
}

// TestOldTokensGetAnEnd migrates a database with a token without an end and a token of a disabled person.
func TestOldTokensGetAnEnd(t *testing.T) {
	conformDSN(t, func(t *testing.T, dsn string) {
		opened := openSQLite
		if strings.HasPrefix(dsn, "postgres") {
			opened = openPostgres
		}
		s, err := opened(t.Context(), Config{DSN: dsn})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		steps, err := migrationsOf(s.dialect.name)
		if err != nil {
			t.Fatal(err)
		}
		before := slices.IndexFunc(steps, func(m *gormigrate.Migration) bool { return strings.HasPrefix(m.ID, "0009") })
		log := slog.New(slog.DiscardHandler)
		if err := s.migrate(t.Context(), log, steps[:before]); err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{
			`INSERT INTO people (id, name) VALUES ('a', '甲')`, `INSERT INTO people (id, name, disabled) VALUES ('b', '乙', '1')`,
			`INSERT INTO accounts (person_id, login, failed_count, locked_until) VALUES ('a', 'chen', 3, 99)`,
			`INSERT INTO tokens (hash, person_id, scopes) VALUES ('for ever', 'a', 'read')`,
			`INSERT INTO tokens (hash, person_id, scopes) VALUES ('disabled', 'b', 'read')`,
			`INSERT INTO tokens (hash, person_id, scopes, expires_at) VALUES ('a day', 'a', 'read', 5)`,
		} {
			if err := s.write.Exec(statement).Error; err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		began := models.InstantOf(time.Now())
		if err := s.migrate(t.Context(), log, steps[:before+1]); err != nil {
			t.Fatal(err)
		}
		for hash, want := range map[string]func(models.Token) bool{
			"for ever": func(token models.Token) bool {
				days := token.ExpiresAt.Sub(began).Hours() / 24
				return days > 179 && days < 181 && token.RevokedAt == 0
			},
			"a day":    func(token models.Token) bool { return token.ExpiresAt == 5 && token.RevokedAt == 0 },
			"disabled": func(token models.Token) bool { return token.RevokedAt != 0 },
		} {
			token, found, err := find[models.Token](&Tx{db: s.write}, "hash = ?", hash)
			if err != nil || !found || !want(token) {
				t.Errorf("%s: %+v, %v", hash, token, err)
			}
		}
	})
}
