package tracking_test

import (
	"slices"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// three is an environment with the three administrators, and one who works in the office.
type three struct {
	*env
	system, security, audit models.Actor
}

func withThree(t *testing.T) three {
	t.Helper()
	h := newEnv(t)
	h.clerk()
	make := func(login string, role models.RoleName) models.Actor {
		created, err := h.CreateAccount(t.Context(), models.Operator, login, tracking.NewAccount{Login: login, Name: login +
			" 某", RoleGrant: tracking.RoleGrant{Role: role}})
		if err != nil || created.Request != "" {
			t.Fatal(created, err)
		}
		return h.in(login, created.Password).Actor
	}
	return three{h, make("sys", models.RoleSystemAdmin), make("sec", models.RoleSecurityAdmin),
		make("aud", models.RoleAuditAdmin)}
}

// changes are what takes two administrators, each as a person asks for it.
func (h three) changes(a models.Actor, key string) map[string]func() (request string, err error) {
	settled := func(s tracking.Settled, err error) (string, error) { return s.Request, err }
	return map[string]func() (string, error){
		"create": func() (string, error) {
			created, err := h.CreateAccount(h.t.Context(), a, key+"create", tracking.NewAccount{Login: "new", Name: "新人",
				RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}})
			return created.Request + created.Password, err
		},
		"add": func() (string, error) {
			added, err := h.AddPerson(h.t.Context(), a, key+"add", "脚本", models.RoleOffice, "", "")
			return added.Request + added.Token, err
		},
		"reset": func() (string, error) {
			created, err := h.ResetPassword(h.t.Context(), a, key+"reset", "clerk")
			return created.Request + created.Password, err
		},
		"grant": func() (string, error) {
			return settled(h.GrantRole(h.t.Context(), a, key+"grant", "clerk", tracking.RoleGrant{Role: models.RoleReadOnly}))
		},
		"revoke": func() (string, error) {
			return settled(h.RevokeRole(h.t.Context(), a, key+"revoke", "clerk", tracking.RoleGrant{Role: models.RoleOffice}))
		},
		"link": func() (string, error) {
			return settled(h.LinkSubject(h.t.Context(), a, key+"link", "clerk", issuer, "s9"))
		},
	}
}

func TestNoChangeOfAccountsTakesEffectByOnePerson(t *testing.T) {
	h := withThree(t)
	for who, actor := range map[string]models.Actor{"system administrator": h.system, "operator": models.Operator} {
		before := h.dump()
		var requests []string
		for name, ask := range h.changes(actor, who) {
			request, err := ask()
			if err != nil || len(request) != len("req-0123456789ab") {
				t.Errorf("%s by the %s: %q, %v", name, who, request, err)
			}
			requests = append(requests, request)
			second, err := ask()
			if err != nil || second != request {
				t.Errorf("%s by the %s, the same key again: %q, %v", name, who, second, err)
			}
		}
		after := h.dump()
		if len(after.People) != len(before.People) || !slices.Equal(after.Roles, before.Roles) ||
			len(after.Tokens) != len(before.Tokens) {
			t.Errorf("what the %s asked for took effect", who)
		}
		h.in("clerk", password)
		for _, id := range requests {
			_, err := h.ConfirmRequest(t.Context(), actor, "own "+id, id, "")
			wantForbidden(t, err)
			_, err = h.ConfirmRequest(t.Context(), h.audit, "audit "+id, id, "")
			wantForbidden(t, err)
			both := actor // a person who could do both
			both.Roles = []models.Role{{Role: models.RoleSecurityAdmin}}
			_, err = h.ConfirmRequest(t.Context(), both, "both "+id, id, "")
			wantForbidden(t, err)
			if err := h.WithdrawRequest(t.Context(), actor, "withdraw "+id, id); err != nil {
				t.Error(err)
			}
			_, err = h.ConfirmRequest(t.Context(), h.security, "late "+id, id, "")
			wantCode(t, err, models.KindConflict, "request_decided")
		}
	}
}

func wantForbidden(t *testing.T, err error) {
	t.Helper()
	if models.KindOf(err) != models.KindForbidden {
		t.Errorf("%v, want a refusal", err)
	}
}

func TestTheSecurityAdministratorCarriesOutWhatWasAskedFor(t *testing.T) {
	h := withThree(t)
	confirmed := map[string]tracking.ConfirmedRequest{}
	for name, ask := range h.changes(h.system, "") {
		request, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		if confirmed[name], err = h.ConfirmRequest(t.Context(), h.security, "yes "+name, request, "已核对"); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, err = h.ConfirmRequest(t.Context(), h.security, "yes "+name, request, "已核对")
		wantCode(t, err, models.KindConflict, "key_used")
	}
	if in := h.in("new", confirmed["create"].Password); !in.MustChange || !in.Actor.Is(models.RoleOffice) {
		t.Errorf("the new one: %+v", in)
	}
	if a, err := h.Authenticate(t.Context(), confirmed["add"].Token); err != nil || !a.Is(models.RoleOffice) {
		t.Errorf("who acts by a token: %+v, %v", a, err)
	}
	in := h.in("clerk", confirmed["reset"].Password)
	if !in.MustChange || in.Actor.Is(models.RoleOffice) || !in.Actor.Is(models.RoleReadOnly) {
		t.Errorf("the clerk: %+v", in)
	}
	_, view, err := h.SessionActor(t.Context(), in.Secret, true)
	if err != nil || view.GivenAt != *h.clock || view.GivenBy != "sys 某申请、sec 某确认重置" {
		t.Errorf("the clerk is told %s %q, %v", view.GivenAt, view.GivenBy, err)
	}
	if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s9"}, "10.0.0.1", ""); err != nil {
		t.Errorf("by the sign-on: %v", err)
	}
}

func TestNobodyDecidesAboutThemselves(t *testing.T) {
	h := withThree(t)
	created, err := h.ResetPassword(t.Context(), h.system, "reset", "sec")
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.ConfirmRequest(t.Context(), h.security, "k", created.Request, "")
	wantCode(t, err, models.KindForbidden, "own_account")
	wantCode(t, h.RefuseRequest(t.Context(), h.security, "k", created.Request, "不"), models.KindForbidden, "own_account")
	wantCode(t, only(h.GrantRole(t.Context(), h.system, "self", "sys", tracking.RoleGrant{Role: models.RoleOffice})),
		models.KindConflict, "roles_apart")
	wantCode(t, only(h.SetAccountDisabled(t.Context(), h.security, "k", "sys", true)), models.KindForbidden, "forbidden")
	_, err = h.IssueToken(t.Context(), h.system, "k", tracking.NewToken{Login: "clerk", Label: "x",
		Scopes: models.AllScopes})
	wantForbidden(t, err)
}

// TestTheLastOfAKindStays tries every way to be left without an administrator, by the two who could together, and by
// the operator in an emergency.
func TestTheLastOfAKindStays(t *testing.T) {
	h := withThree(t)
	emergency := tracking.Because(t.Context(), tracking.Why{Reason: "演练", Emergency: true})
	for _, login := range []string{"sys", "sec", "aud"} {
		role := map[string]models.RoleName{"sys": models.RoleSystemAdmin, "sec": models.RoleSecurityAdmin,
			"aud": models.RoleAuditAdmin}[login]
		wantCode(t, only(h.SetAccountDisabled(emergency, models.Operator, "disable "+login, login, true)),
			models.KindConflict, "last_administrator")
		wantCode(t, only(h.RevokeRole(emergency, models.Operator, "revoke "+login, login, tracking.RoleGrant{Role: role})),
			models.KindConflict, "last_administrator")
		tenure := tracking.RoleGrant{Role: role, Until: h.clock.Date() + 30}
		wantCode(t, only(h.GrantRole(emergency, models.Operator, "expire "+login, login, tenure)), models.KindConflict,
			"last_administrator")
		tenure.Until, tenure.Since = 0, h.clock.Date()+30
		wantCode(t, only(h.GrantRole(emergency, models.Operator, "later "+login, login, tenure)), models.KindConflict,
			"last_administrator")
	}
	second, err := h.CreateAccount(emergency, models.Operator, "sec2", tracking.NewAccount{Login: "sec2", Name: "接任",
		RoleGrant: tracking.RoleGrant{Role: models.RoleSecurityAdmin}})
	if err != nil || second.Password == "" {
		t.Fatalf("a successor: %+v, %v", second, err)
	}
	asked, err := h.SetAccountDisabled(t.Context(), h.system, "go", "sec", true)
	if err != nil || asked.Done {
		t.Fatalf("%+v, %v", asked, err)
	}
	if _, err := h.ConfirmRequest(t.Context(), h.in("sec2", second.Password).Actor, "gone", asked.Request,
		""); err != nil {
		t.Errorf("with a successor: %v", err)
	}
	all, err := h.AccountRequests(t.Context(), models.Operator, true)
	if err != nil || !slices.ContainsFunc(all, func(r tracking.RequestView) bool {
		return r.Emergency &&
			r.Reason == "演练"
	}) {
		t.Errorf("the emergency is not on record: %+v, %v", all, err)
	}
}

// TestTheOnlyHolderStaysEvenWithALastDay holds that a holder whose tenure ends is not lost before it does.
func TestTheOnlyHolderStaysEvenWithALastDay(t *testing.T) {
	h := newEnv(t)
	for _, role := range models.Administrators {
		login := "only." + string(role[:3])
		dated := tracking.RoleGrant{Role: role, Until: h.clock.Date() + 30}
		if _, err := h.CreateAccount(t.Context(), models.Operator, login, tracking.NewAccount{Login: login, Name: "临时",
			RoleGrant: dated}); err != nil {
			t.Fatal(err)
		}
		wantCode(t, only(h.SetAccountDisabled(t.Context(), models.Operator, "disable "+login, login, true)),
			models.KindConflict, "last_administrator")
		wantCode(t, only(h.RevokeRole(t.Context(), models.Operator, "revoke "+login, login, dated)), models.KindConflict,
			"last_administrator")
		dated.Until += 30
		if err := only(h.GrantRole(t.Context(), models.Operator, "longer "+login, login, dated)); err != nil {
			t.Errorf("a longer tenure: %v", err)
		}
	}
}

func TestAnEmergencyIsTheOperatorsAndHasAReason(t *testing.T) {
	h := withThree(t)
	_, err := h.ResetPassword(tracking.Because(t.Context(), tracking.Why{Emergency: true}), models.Operator, "k", "clerk")
	wantCode(t, err, models.KindInvalid, "reason_missing")
	_, err = h.ResetPassword(tracking.Because(t.Context(), tracking.Why{Emergency: true, Reason: "急"}), h.system, "k",
		"clerk")
	wantForbidden(t, err)
}

// TestOneAdministratorRoleAPerson tries every pair of roles on one person, at the same time and one after the other.
func TestOneAdministratorRoleAPerson(t *testing.T) {
	h := newEnv(t)
	today := h.clock.Date()
	for i, first := range models.RoleNames {
		login := "person" + string(rune('a'+i))
		grant := tracking.RoleGrant{Role: first, Organisation: "某单位", Post: "某岗位" + login}
		if _, err := h.CreateAccount(t.Context(), models.Operator, login, tracking.NewAccount{Login: login, Name: "某",
			RoleGrant: grant}); err != nil {
			t.Fatal(err)
		}
		for _, second := range models.RoleNames {
			if first == second || !first.Administers() && !second.Administers() {
				continue
			}
			for key, dates := range map[string][2]models.Date{"now": {}, "later": {today + 400, 0}, "long ago": {today - 400,
				today - 300}} {
				g := tracking.RoleGrant{Role: second, Organisation: "某单位", Post: "某岗位", Since: dates[0], Until: dates[1]}
				wantCode(t, only(h.GrantRole(t.Context(), models.Operator, login+string(second)+key, login, g)),
					models.KindConflict, "roles_apart")
			}
		}
	}
}

// TestSomebodyWithSeveralAdministratorRolesAdministersNothing is an environment from before they were kept apart.
func TestSomebodyWithSeveralAdministratorRolesAdministersNothing(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	created, err := h.CreateAccount(t.Context(), models.Operator, "all", tracking.NewAccount{Login: "all", Name: "一人",
		RoleGrant: tracking.RoleGrant{Role: models.RoleSystemAdmin}})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		for _, role := range []models.RoleName{models.RoleSecurityAdmin, models.RoleAuditAdmin} {
			if err := tx.PutRole(models.Role{PersonID: created.ID, Role: role}); err != nil {
				return err
			}
		}
		return nil
	})
	in := h.in("all", created.Password)
	_, err = h.ResetPassword(t.Context(), in.Actor, "k", "clerk")
	wantCode(t, err, models.KindForbidden, "roles_apart")
	_, err = h.AccountRequests(t.Context(), in.Actor, false)
	wantCode(t, err, models.KindForbidden, "roles_apart")
	_, err = h.Audit(t.Context(), in.Actor, tracking.AuditFilter{}, 0, 1)
	wantCode(t, err, models.KindForbidden, "roles_apart")
	checks := h.accountChecks()
	if c := checks["管理员角色不兼任"]; c.OK || len(c.Found) != 1 {
		t.Errorf("the doctor: %+v", c)
	}
	if c := checks["三员设置"]; !c.OK || len(c.Found) != 1 {
		t.Errorf("the doctor says of what is missing: %+v", c)
	}
	for _, role := range []models.RoleName{models.RoleSecurityAdmin, models.RoleAuditAdmin} {
		if s, err := h.RevokeRole(t.Context(), models.Operator, "take "+string(role), "all",
			tracking.RoleGrant{Role: role}); err != nil || !s.Done {
			t.Errorf("the operator settles it: %+v, %v", s, err)
		}
	}
	actor, _, err := h.SessionActor(t.Context(), in.Secret, true)
	if err != nil || models.CanAdminister(actor) != nil {
		t.Errorf("with one role left: %+v, %v", actor, err)
	}
}

func (h *env) accountChecks() map[string]tracking.Check {
	h.t.Helper()
	d, err := h.Doctor(h.t.Context(), models.Operator)
	if err != nil {
		h.t.Fatal(err)
	}
	checks := map[string]tracking.Check{}
	for _, c := range d.Checks {
		checks[c.Name] = c
	}
	return checks
}

// TestASmallOfficeStartsWithOneAccount holds that what is missing is told and is no fault.
func TestASmallOfficeStartsWithOneAccount(t *testing.T) {
	h := newEnv(t)
	if _, err := h.CreateAccount(t.Context(), models.Operator, "one", tracking.NewAccount{Login: "one", Name: "一人",
		RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}}); err != nil {
		t.Fatal(err)
	}
	if c := h.accountChecks()["三员设置"]; !c.OK || len(c.Found) != 1 {
		t.Errorf("%+v", c)
	}
	h3 := withThree(t)
	if c := h3.accountChecks()["三员设置"]; !c.OK || len(c.Found) != 0 {
		t.Errorf("with all three: %+v", c)
	}
}

func TestARequestExpires(t *testing.T) {
	h := withThree(t)
	created, err := h.ResetPassword(t.Context(), h.system, "k", "clerk")
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.ResetPassword(t.Context(), h.system, "k2", "clerk")
	wantCode(t, err, models.KindConflict, "request_waiting")
	*h.clock = h.clock.Add(models.RequestLifetime - time.Millisecond)
	if waiting, err := h.AccountRequests(t.Context(), h.security, false); err != nil || len(waiting) != 1 ||
		!waiting[0].MayDecide {
		t.Errorf("%+v, %v", waiting, err)
	}
	*h.clock = h.clock.Add(time.Millisecond)
	_, err = h.ConfirmRequest(t.Context(), h.security, "late", created.Request, "")
	wantCode(t, err, models.KindConflict, "request_expired")
	if _, err := h.ResetPassword(t.Context(), h.system, "k3", "clerk"); err != nil {
		t.Errorf("asked for again: %v", err)
	}
}
