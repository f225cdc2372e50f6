package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestPeopleRolesAndTokens(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		roles := []models.Role{
			{PersonID: "a", Role: models.RoleOffice},
			{PersonID: "a", Role: models.RoleOwner, OrganisationID: "org-1"},
		}
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertPerson(models.Person{ID: "a", Name: "甲", CreatedAt: noon}); err != nil {
				return err
			}
			for _, r := range append(roles, roles...) {
				if err := tx.PutRole(r); err != nil {
					return err
				}
			}
			return tx.InsertToken(models.Token{Hash: "h", PersonID: "a", Label: "脚本", CreatedAt: noon})
		})
		wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.InsertPerson(models.Person{ID: "a"}) }),
			models.KindConflict, "person_exists")
		if diff := cmp.Diff(roles, get(t, s, func(tx *Tx) ([]models.Role, error) { return tx.RolesOf("a") })); diff != "" {
			t.Error(diff)
		}
		write(t, s, func(tx *Tx) error {
			if err := tx.DeleteRole(roles[0]); err != nil {
				return err
			}
			return tx.SetDisabled("a", true)
		})
		if left := get(t, s, func(tx *Tx) ([]models.Role, error) { return tx.RolesOf("a") }); len(left) != 1 {
			t.Errorf("roles left: %v", left)
		}
		want := models.Person{ID: "a", Name: "甲", CreatedAt: noon, Disabled: true}
		if diff := cmp.Diff(want, get(t, s, func(tx *Tx) (models.Person, error) { return tx.Person("a") })); diff != "" {
			t.Error(diff)
		}
		wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.SetDisabled("z", true) }), models.KindNotFound,
			"no_person")
		revoke := func() error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.RevokeToken("h", noon) })
		}
		if err := revoke(); err != nil {
			t.Fatal(err)
		}
		wantKind(t, revoke(), models.KindConflict, "token_revoked")
		read(t, s, func(tx *Tx) error {
			token, ok, err := tx.TokenByHash("h")
			if !ok || token.RevokedAt != noon {
				t.Errorf("token: %v %v", token, ok)
			}
			if _, ok, _ := tx.TokenByHash(""); ok {
				t.Error("no hash found a token")
			}
			return err
		})
	})
}

func TestNamesAreAddedOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		first := models.Organisation{ID: "o", Name: "住建局", NameKey: "住建局"}
		write(t, s, func(tx *Tx) error {
			if err := tx.UpsertOrganisations(first); err != nil {
				return err
			}
			if err := tx.UpsertOrganisations(models.Organisation{ID: "o", Name: "别名"}, models.Organisation{ID: "p",
				Name: "交通局"}); err != nil {
				return err
			}
			return tx.UpsertPosts(models.Post{ID: "q", Title: "分管副区长"}, models.Post{ID: "q", Title: "分管副区长"})
		})
		got := get(t, s, func(tx *Tx) (map[string]models.Organisation, error) { return tx.Organisations("o", "x") })
		if diff := cmp.Diff(map[string]models.Organisation{"o": first}, got); diff != "" {
			t.Error(diff)
		}
		if all := get(t, s, (*Tx).AllOrganisations); len(all) != 2 {
			t.Errorf("organisations: %v", all)
		}
		if none := get(t, s, func(tx *Tx) (map[string]models.Post, error) { return tx.Posts() }); len(none) != 0 {
			t.Errorf("no keys found %v", none)
		}
		if posts := get(t, s, (*Tx).AllPosts); len(posts) != 1 {
			t.Errorf("posts: %v", posts)
		}
	})
}

func TestCalendarAndTargetsAreReplaced(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, _ := seed(t, s, 0)
		day := models.DateOf(2021, 10, 1)
		for _, name := range []string{"国庆", "国庆节"} {
			write(t, s, func(tx *Tx) error {
				return tx.SetIndicator(models.Indicator{ProgrammeID: programme.ID, Key: models.IndicatorInvestment, Name: name,
					Unit: "fen", Target: 449_0000_0000_00})
			})
		}
		write(t, s, func(tx *Tx) error {
			return insert(tx, []models.CalendarDay{{Date: day + 7, Working: true, Name: "调休"}, {Date: day, Name: "国庆节"}}, "days")
		})
		want := []models.CalendarDay{{Date: day, Name: "国庆节"}, {Date: day + 7, Working: true, Name: "调休"}}
		if diff := cmp.Diff(want, get(t, s, (*Tx).CalendarDays)); diff != "" {
			t.Error(diff)
		}
		if got := get(t, s, func(tx *Tx) ([]models.Indicator, error) { return tx.Indicators(programme.ID) }); len(got) != 1 ||
			got[0].Name != "国庆节" {
			t.Errorf("targets: %v", got)
		}
		live := func(version int) error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.SetLiveFrom(programme.ID, day, version) })
		}
		if err := live(1); err != nil {
			t.Fatal(err)
		}
		wantKind(t, live(1), models.KindConflict, "stale_version")
		if got := get(t, s, func(tx *Tx) (models.Programme, error) {
			return tx.ProgrammeByID(programme.ID)
		}); got.LiveFrom != day || got.Version != 2 {
			t.Errorf("programme: %+v", got)
		}
	})
}
