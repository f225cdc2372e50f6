package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestAccounts(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		account := models.Account{PersonID: "a", Login: "chen", PasswordHash: "$argon2id$1", MustChange: true,
			PasswordAt: noon}
		write(t, s, func(tx *Tx) error {
			for _, id := range []string{"a", "b"} {
				if err := tx.InsertPerson(models.Person{ID: id, Name: id}); err != nil {
					return err
				}
			}
			return tx.InsertAccount(account)
		})
		for _, other := range []models.Account{{PersonID: "b", Login: "chen"}, {PersonID: "a", Login: "wang"}} {
			wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.InsertAccount(other) }), models.KindConflict,
				"login_taken")
		}
		account.LastLogInAt, account.GivenAt, account.GivenBy = noon, noon, "系统管理员"
		write(t, s, func(tx *Tx) error {
			if err := tx.SetPasswordGiven("a", account.GivenBy, account.GivenAt); err != nil {
				return err
			}
			return tx.SetLoggedIn("a", account.LastLogInAt)
		})
		read(t, s, func(tx *Tx) error {
			byLogin, ok, err := tx.AccountByLogin("chen")
			if diff := cmp.Diff(account, byLogin); diff != "" || !ok {
				t.Error(ok, diff)
			}
			if _, ok, _ := tx.AccountByLogin("Chen"); ok {
				t.Error("a login name is found in another spelling")
			}
			return err
		})
		write(t, s, func(tx *Tx) error { return tx.SetPassword("a", "$argon2id$2", false, noon+1) })
		want := models.Account{PersonID: "a", Login: "chen", PasswordHash: "$argon2id$2", PasswordAt: noon + 1,
			LastLogInAt: noon, GivenAt: noon, GivenBy: "系统管理员"}
		if diff := cmp.Diff([]models.Account{want}, get(t, s, (*Tx).Accounts)); diff != "" {
			t.Error(diff)
		}
		wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.SetPassword("b", "x", false, noon) }),
			models.KindNotFound, "no_account")
	})
}

func TestRoleHasFirstAndLastDay(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		role := models.Role{PersonID: "a", Role: models.RoleLeader, PostID: "post", Since: models.DateOf(2021, 7, 1)}
		until := role
		until.Until = models.DateOf(2021, 12, 31)
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertPerson(models.Person{ID: "a", Name: "甲"}); err != nil {
				return err
			}
			if err := tx.PutRole(role); err != nil {
				return err
			}
			return tx.PutRole(until)
		})
		if diff := cmp.Diff([]models.Role{until}, get(t, s, (*Tx).AllRoles)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSessions(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertPerson(models.Person{ID: "a", Name: "甲"}); err != nil {
				return err
			}
			for i, hash := range []string{"h1", "h2", "h3"} {
				if err := tx.InsertSession(models.Session{Hash: hash, PersonID: "a", CreatedAt: noon + models.Instant(i),
					SeenAt: noon, EndsAt: noon + 9}); err != nil {
					return err
				}
			}
			return tx.EndSession("h1", "log_out", noon+1)
		})
		write(t, s, func(tx *Tx) error {
			for _, at := range []models.Instant{noon + 5, noon + 3} { // a slow request does not lower SeenAt
				if err := tx.TouchSession("h2", at); err != nil {
					return err
				}
			}
			return tx.TouchSession("h1", noon+5)
		})
		write(t, s, func(tx *Tx) error { return tx.EndSessionsOf("a", "h3", "password", noon+7) })
		want := []models.Session{
			{Hash: "h3", PersonID: "a", CreatedAt: noon + 2, SeenAt: noon, EndsAt: noon + 9},
			{Hash: "h2", PersonID: "a", CreatedAt: noon + 1, SeenAt: noon + 5, EndsAt: noon + 9, EndedAt: noon + 7,
				EndReason: "password"},
			{Hash: "h1", PersonID: "a", CreatedAt: noon, SeenAt: noon, EndsAt: noon + 9, EndedAt: noon + 1,
				EndReason: "log_out"},
		}
		if diff := cmp.Diff(want, get(t, s, func(tx *Tx) ([]models.Session, error) {
			return tx.SessionsOf("a",
				5)
		})); diff != "" {
			t.Error(diff)
		}
		if few := get(t, s, func(tx *Tx) ([]models.Session, error) { return tx.SessionsOf("a", 1) }); len(few) != 1 {
			t.Errorf("%d sessions, want one", len(few))
		}
	})
}
