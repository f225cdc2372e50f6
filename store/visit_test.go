package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// The one statement of a request gives what the single reads give.
func TestVisitIsWhatSingleReadsGive(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		people := []string{"bare", "full", "many"}
		write(t, s, func(tx *Tx) error {
			for _, id := range people {
				if err := tx.InsertPerson(models.Person{ID: id, Name: "王" + id, CreatedAt: noon,
					Disabled: id == "bare"}); err != nil {
					return err
				}
				if err := tx.InsertSession(models.Session{Hash: "hash " + id, PersonID: id, CreatedAt: noon, SeenAt: noon + 1,
					EndsAt: noon + 2, Address: "10.0.0.1", Agent: "浏览器", Way: models.BySignOn}); err != nil {
					return err
				}
			}
			if err := tx.EndSession("hash many", "limit", noon+3); err != nil {
				return err
			}
			for _, a := range []models.Account{{PersonID: "full", Login: "full", PasswordHash: "x", MustChange: true,
				PasswordAt: noon, LastLogInAt: noon + 4, GivenAt: noon + 5, GivenBy: "李四"}, {PersonID: "many", Login: "many"}} {
				if err := insert(tx, []models.Account{a}, "account"); err != nil {
					return err
				}
			}
			return insert(tx, []models.Role{
				{PersonID: "full", Role: models.RoleOffice},
				{PersonID: "many", Role: models.RoleOwner, OrganisationID: "b", Since: models.DateOf(2021, 3, 1)},
				{PersonID: "many", Role: models.RoleOwner, OrganisationID: "a", Until: models.DateOf(2021, 3, 1)},
				{PersonID: "many", Role: models.RoleLeader, PostID: "p"},
			}, "roles")
		})
		for _, id := range people {
			var want, got Visit
			if err := s.Read(t.Context(), func(tx *Tx) (err error) {
				if want.Session, _, err = tx.SessionByHash("hash " + id); err != nil {
					return err
				}
				if want.Person, err = tx.Person(id); err != nil {
					return err
				}
				if want.Account, _, err = tx.AccountOf(id); err != nil {
					return err
				}
				want.Account.PasswordHash = ""
				if want.Roles, err = tx.RolesOf(id); err != nil {
					return err
				}
				if want.Sequence, err = tx.Sequence(); err != nil {
					return err
				}
				found := false
				if got, found, err = tx.VisitOf("hash " + id); !found {
					t.Errorf("%s is not found", id)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if len(want.Roles) == 0 {
				want.Roles = nil
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: single reads (-), one statement (+):\n%s", id, diff)
			}
		}
		_, found, err := func() (v Visit, found bool, err error) {
			err = s.Read(t.Context(), func(tx *Tx) error { v, found, err = tx.VisitOf("no such hash"); return err })
			return v, found, err
		}()
		if found || err != nil {
			t.Errorf("no session: found %t, %v", found, err)
		}
	})
}
