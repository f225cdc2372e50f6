package tracking_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

const (
	sentence = "春天的早晨要开会"
	password = sentence + "-2021"
)

// clerk makes an account that has changed its password, at the program's present moment.
func (h *env) clerk() models.Actor {
	h.t.Helper()
	created, err := h.CreateAccount(h.t.Context(), models.Operator, "clerk", clerkAccount)
	if err != nil {
		h.t.Fatal(err)
	}
	in := h.in("clerk", created.Password)
	if !in.MustChange {
		h.t.Error("a password somebody else gave need not be changed")
	}
	if err := h.ChangePassword(h.t.Context(), in.Actor, "change", in.Secret, created.Password, password); err != nil {
		h.t.Fatal(err)
	}
	if err := h.LogOut(h.t.Context(), in.Secret); err != nil {
		h.t.Fatal(err)
	}
	return in.Actor
}

func (h *env) in(login, password string) tracking.LoggedIn {
	h.t.Helper()
	in, err := h.LogIn(h.t.Context(), login, password, "10.0.0.1", "browser")
	if err != nil {
		h.t.Fatal(err)
	}
	return in
}

func (h *env) live(secret string) bool {
	h.t.Helper()
	_, _, err := h.SessionActor(h.t.Context(), secret, false)
	if err != nil && models.AsError(err).Code != "no_session" {
		h.t.Fatal(err)
	}
	return err == nil
}

func TestEveryFailedLogInGetsTheSameAnswer(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	if in := h.in(" ＣＬＥＲＫ ", password); in.MustChange || in.Actor.Name != "办事员" || !in.Actor.Is(models.RoleOffice) {
		t.Errorf("%+v", in)
	}
	const want = "账号或密码错误，或账号已锁定 (bad_login)"
	refuse := func(name, login, password string) {
		t.Helper()
		in, err := h.LogIn(t.Context(), login, password, "10.0.0.2", "")
		if err == nil || err.Error() != want || models.KindOf(err) != models.KindForbidden || in.Secret != "" {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
	}
	refuse("unknown", "nobody", password)
	refuse("empty", "", "")
	for range models.FailuresToLock {
		refuse("wrong", "clerk", "wrong")
	}
	refuse("locked, and the right password", "clerk", password)
	*h.clock = h.clock.Add(models.LockedFor - 1)
	refuse("still locked", "clerk", password)
	*h.clock = h.clock.Add(time.Millisecond)
	h.in("clerk", password)
	for range models.FailuresToLock - 1 { // a success has cleared the count
		refuse("wrong again", "clerk", "wrong")
	}
	h.in("clerk", password)
	if err := only(h.SetAccountDisabled(t.Context(), models.Operator, "disable", "clerk", true)); err != nil {
		t.Fatal(err)
	}
	refuse("disabled", "clerk", password)
}

func TestAnAddressThatFailsTooOftenWaits(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	for i := range 100 {
		_, err := h.LogIn(t.Context(), fmt.Sprint("guess", i), "x", "10.9.9.9", "")
		wantCode(t, err, models.KindForbidden, "bad_login")
	}
	_, err := h.LogIn(t.Context(), "clerk", password, "10.9.9.9", "")
	wantCode(t, err, models.KindForbidden, "too_many_attempts")
	if got := actions(t, h, "account.too_many"); got != 1 {
		t.Errorf("%d refusals of the address recorded, want 1", got)
	}
	if err := only(h.LinkSubject(t.Context(), models.Operator, "tie", "clerk", issuer, "s1")); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s1"}, "10.9.9.9", ""); err != nil {
		t.Errorf("by the sign-on: %v", err)
	}
	h.in("clerk", password) // from elsewhere
	*h.clock = h.clock.Add(10 * time.Minute)
	if _, err := h.LogIn(t.Context(), "clerk", password, "10.9.9.9", ""); err != nil {
		t.Errorf("after ten minutes: %v", err)
	}
}

func TestASessionEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(h *env, actor models.Actor, secret string) error
		live bool
	}{
		{"used within the half hour", func(h *env, _ models.Actor, secret string) error {
			for range 20 {
				*h.clock = h.clock.Add(models.SessionIdle - time.Minute)
				if _, _, err := h.SessionActor(h.t.Context(), secret, true); err != nil {
					return err
				}
			}
			return nil
		}, true},
		{"idle for half an hour", func(h *env, _ models.Actor, _ string) error {
			*h.clock = h.clock.Add(models.SessionIdle)
			return nil
		}, false},
		{"only asked by the page itself", func(h *env, _ models.Actor, secret string) error {
			for range 30 {
				*h.clock = h.clock.Add(time.Minute)
				_, _, _ = h.SessionActor(h.t.Context(), secret, false)
			}
			return nil
		}, false},
		{"after twelve hours, used all the time", func(h *env, _ models.Actor, secret string) error {
			for range 12 * 60 {
				*h.clock = h.clock.Add(time.Minute)
				_, _, _ = h.SessionActor(h.t.Context(), secret, true)
			}
			return nil
		}, false},
		{"logged out", func(h *env, _ models.Actor, secret string) error { return h.LogOut(h.t.Context(), secret) }, false},
		{"logged out everywhere", func(h *env, a models.Actor, _ string) error {
			return h.LogOutEverywhere(h.t.Context(), a, "everywhere")
		}, false},
		{"disabled", func(h *env, _ models.Actor, _ string) error {
			return only(h.SetAccountDisabled(h.t.Context(), models.Operator, "disable", "clerk", true))
		}, false},
		{"password reset", func(h *env, _ models.Actor, _ string) error {
			_, err := h.ResetPassword(h.t.Context(), models.Operator, "reset", "clerk")
			return err
		}, false},
		{"password changed here", func(h *env, a models.Actor, secret string) error {
			return h.ChangePassword(h.t.Context(), a, "again", secret, password, password+"！")
		}, true},
		{"password changed elsewhere", func(h *env, a models.Actor, _ string) error {
			return h.ChangePassword(h.t.Context(), a, "again", h.in("clerk", password).Secret, password, password+"！")
		}, false},
		{"ended by the security administrator", func(h *env, _ models.Actor, secret string) error {
			_, view, err := h.SessionActor(h.t.Context(), secret, false)
			if err != nil {
				return err
			}
			return h.EndSession(h.t.Context(), holding(models.RoleSecurityAdmin, ""), "end", "clerk", view.ID)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newEnv(t)
			actor := h.clerk()
			secret := h.in("clerk", password).Secret
			if !h.live(secret) {
				t.Fatal("not begun")
			}
			if err := c.do(h, actor, secret); err != nil {
				t.Fatal(err)
			}
			if got := h.live(secret); got != c.live {
				t.Errorf("live %t, want %t", got, c.live)
			}
		})
	}
}

func TestNoSecretIsOnRecord(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	secret := h.in("clerk", password).Secret
	token, err := h.IssueToken(t.Context(), models.Operator, "token", tracking.NewToken{Login: "clerk", Label: "脚本",
		Scopes: models.AllScopes})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(h.dump())
	if err != nil {
		t.Fatal(err)
	}
	for name, hidden := range map[string]string{"password": sentence, "session": secret, "token": token.Token} {
		if strings.Contains(string(text), hidden) {
			t.Errorf("the %s is on record", name)
		}
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		a, _, err := tx.AccountByLogin("clerk")
		if !strings.HasPrefix(a.PasswordHash, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("kept as %.40s", a.PasswordHash)
		}
		return err
	})
}

func TestAWeakPasswordIsRefused(t *testing.T) {
	h := newEnv(t)
	actor := h.clerk()
	in := h.in("clerk", password)
	for weak, code := range map[string]string{
		"short": "weak_password", "1234567890": "weak_password", "aaaaaaaaaaaa": "weak_password",
		"my-Clerk-password":     "weak_password",
		strings.Repeat("长", 80): "weak_password", password: "weak_password",
	} {
		wantCode(t, h.ChangePassword(t.Context(), actor, "k "+weak[:3], in.Secret, password, weak), models.KindInvalid, code)
	}
	wantCode(t, h.ChangePassword(t.Context(), actor, "k", in.Secret, "wrong", password+"x"), models.KindInvalid,
		"wrong_password")
	h.in("clerk", password)
}

func TestALeakedPasswordIsRefused(t *testing.T) {
	h := newEnv(t)
	actor := h.clerk()
	in := h.in("clerk", password)
	const leaked, other = "一句泄露了的长长的话 2021", "一句没有泄露的长长的话 2021"
	h.Leaked = func(text string) (bool, error) { return text == leaked, nil }
	wantCode(t, h.ChangePassword(t.Context(), actor, "leaked", in.Secret, password, leaked), models.KindInvalid,
		"weak_password")
	h.Leaked = func(string) (bool, error) { return false, errors.New("gone") }
	wantCode(t, h.ChangePassword(t.Context(), actor, "unread", in.Secret, password, other), models.KindUnavailable,
		"password_list")
	h.in("clerk", password)
	h.Leaked = func(text string) (bool, error) { return text == leaked, nil }
	if err := h.ChangePassword(t.Context(), actor, "other", in.Secret, password, other); err != nil {
		t.Fatal(err)
	}
	h.in("clerk", other)
}

func TestAnAccountIsRefused(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	before := len(h.people())
	office := tracking.RoleGrant{Role: models.RoleOffice}
	for _, c := range []struct {
		key  string
		n    tracking.NewAccount
		kind models.Kind
		code string
	}{
		{"k", tracking.NewAccount{Login: "Clerk", Name: "乙", RoleGrant: office}, models.KindConflict, "login_taken"},
		{"k", tracking.NewAccount{Login: "陈", Name: "乙", RoleGrant: office}, models.KindInvalid, "bad_login_name"},
		{"k", tracking.NewAccount{Login: "", Name: "乙", RoleGrant: office}, models.KindInvalid, "bad_login_name"},
		{"k", tracking.NewAccount{Login: "b2", Name: " ", RoleGrant: office}, models.KindInvalid, "name_missing"},
		{"k", tracking.NewAccount{Login: "b2", Name: "乙", RoleGrant: tracking.RoleGrant{Role: models.RoleOwner}},
			models.KindInvalid, "organisation_missing"},
		{"clerk", tracking.NewAccount{Login: "b2", Name: "乙", RoleGrant: office}, models.KindConflict, "key_used"},
		{"clerk", clerkAccount, models.KindConflict, "key_used"},
	} {
		_, err := h.CreateAccount(t.Context(), models.Operator, c.key, c.n)
		wantCode(t, err, c.kind, c.code)
	}
	if got := len(h.people()); got != before {
		t.Errorf("%d people, were %d", got, before)
	}
}

func (h *env) people() (all []models.Person) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		all, err = tx.People()
		return err
	})
	return all
}

func TestAPostIsHeldForATime(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	today := h.clock.Date()
	tenure := tracking.RoleGrant{Role: models.RoleLeader, Post: "分管副区长", Since: today + 1, Until: today + 2}
	if err := only(h.GrantRole(t.Context(), models.Operator, "grant", "clerk", tenure)); err != nil {
		t.Fatal(err)
	}
	for day, want := range []bool{false, true, true, false} {
		*h.clock = (today + models.Date(day)).At(10, 0)
		if got := h.in("clerk", password).Actor.Is(models.RoleLeader); got != want {
			t.Errorf("day %d: leads %t, want %t", day, got, want)
		}
	}
	tenure.Until = 0
	if err := only(h.GrantRole(t.Context(), models.Operator, "longer", "clerk", tenure)); err != nil {
		t.Fatal(err)
	}
	secret := h.in("clerk", password).Secret
	if actor, _, err := h.SessionActor(t.Context(), secret, true); err != nil || !actor.Is(models.RoleLeader) {
		t.Errorf("held again: %+v, %v", actor, err)
	}
	if err := only(h.RevokeRole(t.Context(), models.Operator, "revoke", "clerk", tenure)); err != nil {
		t.Fatal(err)
	}
	if actor, _, err := h.SessionActor(t.Context(), secret, true); err != nil || actor.Is(models.RoleLeader) {
		t.Errorf("a session keeps a role that was taken: %+v, %v", actor, err)
	}
}

func TestAdministratorsStayApart(t *testing.T) {
	h := newEnv(t)
	clerk := h.clerk()
	wantCode(t, only(h.GrantRole(t.Context(), models.Operator, "k", "clerk",
		tracking.RoleGrant{Role: models.RoleSystemAdmin})), models.KindConflict, "roles_apart")
	if _, err := h.CreateAccount(t.Context(), models.Operator, "admin", tracking.NewAccount{Login: "admin", Name: "管",
		RoleGrant: tracking.RoleGrant{Role: models.RoleSystemAdmin}}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, only(h.GrantRole(t.Context(), models.Operator, "k", "admin", tracking.RoleGrant{Role: models.RoleOffice})),
		models.KindConflict, "roles_apart")
	self := clerk
	self.Roles = []models.Role{{Role: models.RoleSystemAdmin}}
	wantCode(t, only(h.GrantRole(t.Context(), self, "k", "clerk", tracking.RoleGrant{Role: models.RoleReadOnly})),
		models.KindForbidden, "own_account")
	wantCode(t, only(h.SetAccountDisabled(t.Context(), self, "k", "clerk", true)), models.KindForbidden, "own_account")
}

func TestATokenIsForWhatItWasGivenFor(t *testing.T) {
	h := planned(t, 1)
	clerk := h.clerk()
	own := h.facts(district)[0].Project
	issue := func(key string, n tracking.NewToken) models.Actor {
		t.Helper()
		created, err := h.IssueToken(t.Context(), clerk, "token "+key, n)
		if err != nil {
			t.Fatal(err)
		}
		actor, err := h.Authenticate(t.Context(), created.Token)
		if err != nil {
			t.Fatal(err)
		}
		return actor
	}
	reader := issue("read", tracking.NewToken{Label: "看板", Scopes: []models.Scope{models.ScopeRead}})
	if _, err := h.Status(t.Context(), reader, ""); err != nil {
		t.Error(err)
	}
	_, err := h.ReportMonth(t.Context(), reader, "k", own.Code, 0, models.ReportMonthCommand{Month: june})
	wantCode(t, err, models.KindForbidden, "token_scope")
	_, err = h.ChangePlan(t.Context(), reader, "k", own.Code, 0, models.ChangePlanCommand{Change: models.PlanClose,
		Reason: "x"})
	wantCode(t, err, models.KindForbidden, "token_scope")
	_, err = h.IssueToken(t.Context(), reader, "k", tracking.NewToken{Label: "x", Scopes: models.AllScopes})
	wantCode(t, err, models.KindForbidden, "forbidden")

	planner := issue("plan", tracking.NewToken{Label: "导入", Scopes: []models.Scope{models.ScopePlan}})
	_, err = h.Status(t.Context(), planner, "")
	wantCode(t, err, models.KindForbidden, "token_scope")

	created, err := h.IssueToken(t.Context(), clerk, "short", tracking.NewToken{Label: "一天", Scopes: models.AllScopes,
		ExpiresOn: h.clock.Date()})
	if err != nil {
		t.Fatal(err)
	}
	*h.clock = (h.clock.Date()+1).At(0, 0) - 1
	if _, err := h.Authenticate(t.Context(), created.Token); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	*h.clock++
	_, err = h.Authenticate(t.Context(), created.Token)
	wantCode(t, err, models.KindForbidden, "bad_token")

	all, err := h.Tokens(t.Context(), clerk, "")
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, bad := range []tracking.NewToken{{Scopes: models.AllScopes}, {Label: "x"},
		{Label: "x", Scopes: []models.Scope{"king"}}, {Label: "x", Scopes: models.AllScopes, ExpiresOn: h.clock.Date() - 1}} {
		if _, err := h.IssueToken(t.Context(), clerk, "bad", bad); models.KindOf(err) != models.KindInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// only is the error of what also says whether it was done.
func only(_ tracking.Settled, err error) error { return err }
