package tracking_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

func TestAPersonActsByTheirToken(t *testing.T) {
	h := planned(t, 2)
	own := h.facts(district)[0].Project
	unit := data.Projects[0].ResponsibleUnit
	for _, c := range []struct {
		role               models.RoleName
		organisation, post string
		want               models.Role
	}{
		{models.RoleUnit, "　" + unit + " ", "", models.Role{Role: models.RoleUnit, OrganisationID: own.ResponsibleUnitID}},
		{models.RoleOwner, data.Projects[0].Owner, "", models.Role{Role: models.RoleOwner, OrganisationID: own.OwnerID}},
		{models.RoleLeader, "", "分管工业副区长", models.Role{Role: models.RoleLeader, PostID: models.PostID("分管工业副区长")}},
		{models.RoleOffice, "", "", models.Role{Role: models.RoleOffice}},
		{models.RoleReadOnly, "", "", models.Role{Role: models.RoleReadOnly}},
	} {
		added, err := h.AddPerson(t.Context(), models.Operator, "add "+string(c.role), " 张三 ", c.role, c.organisation, c.post)
		if err != nil {
			t.Fatal(err)
		}
		got, err := h.Authenticate(t.Context(), added.Token)
		c.want.PersonID = added.ID
		if diff := cmp.Diff(models.Actor{ID: added.ID, Name: "张三", Roles: []models.Role{c.want}, Scopes: models.AllScopes},
			got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", c.role, err, diff)
		}
		if err := models.CanSee(got, own); err != nil {
			t.Errorf("%s of the project: %v", c.role, err)
		}
		text, err := json.Marshal(h.dump())
		if err != nil || strings.Contains(string(text), added.Token) || strings.Contains(string(text), added.Token[4:]) {
			t.Errorf("%s: the secret is on record (%v)", c.role, err)
		}
	}
}

func TestAddingAPersonIsRefused(t *testing.T) {
	h := planned(t, 1)
	if _, err := h.AddPerson(t.Context(), models.Operator, "used", "张三", models.RoleOffice, "", ""); err != nil {
		t.Fatal(err)
	}
	before := h.dump()
	for _, c := range []struct {
		key, name          string
		role               models.RoleName
		organisation, post string
		kind               models.Kind
		code               string
	}{
		{"k", "张三", models.RoleOwner, " ", "", models.KindInvalid, "organisation_missing"},
		{"k", "张三", models.RoleUnit, "", "", models.KindInvalid, "organisation_missing"},
		{"k", "张三", models.RoleLeader, "", "", models.KindInvalid, "post_missing"},
		{"k", "张三", "king", "", "", models.KindInvalid, "bad_role"},
		{"k", "　", models.RoleOffice, "", "", models.KindInvalid, "name_missing"},
		{" ", "张三", models.RoleOffice, "", "", models.KindInvalid, "key_missing"},
		{strings.Repeat("k", 201), "张三", models.RoleOffice, "", "", models.KindInvalid, "key_missing"},
		{"used", "张三", models.RoleOffice, "", "", models.KindConflict, "key_used"},
		{" used ", "李四", models.RoleOffice, "", "", models.KindConflict, "key_used"},
	} {
		added, err := h.AddPerson(t.Context(), models.Operator, c.key, c.name, c.role, c.organisation, c.post)
		wantCode(t, err, c.kind, c.code)
		if added.Token != "" {
			t.Errorf("%+v: refused, but there is a token", c)
		}
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("a refused person left rows:\n%s", diff)
	}
}

func TestEveryBadTokenGetsTheSameAnswer(t *testing.T) {
	h := planned(t, 1)
	add := func(key string) (id, token string) {
		p, err := h.AddPerson(t.Context(), models.Operator, key, key, models.RoleOffice, "", "")
		if err != nil {
			t.Fatal(err)
		}
		return p.ID, p.Token
	}
	revokedID, revoked := add("revoked")
	disabledID, disabled := add("disabled")
	_, good := add("good")
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		tokens, err := tx.TokensOf(revokedID)
		if err != nil || len(tokens) != 1 {
			t.Fatalf("%v, %v", tokens, err)
		}
		if err := tx.RevokeToken(tokens[0].Hash, planDay); err != nil {
			return err
		}
		return tx.SetDisabled(disabledID, true)
	})
	const want = "令牌无效或已停用，请联系管理员 (bad_token)"
	for name, token := range map[string]string{
		"revoked": revoked, "disabled": disabled, "unknown": "dbn_0123", "empty": "", "cut": good[:len(good)-1],
		"padded": good + " ",
	} {
		actor, err := h.Authenticate(t.Context(), token)
		if err == nil || err.Error() != want || models.KindOf(err) != models.KindForbidden {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(models.Actor{}, actor); diff != "" {
			t.Errorf("%s: refused, and yet %s", name, diff)
		}
	}
	if _, err := h.Authenticate(t.Context(), good); err != nil {
		t.Errorf("the good one: %v", err)
	}
}
