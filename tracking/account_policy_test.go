package tracking_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// stored makes a changed policy the one in force, as the operator in an emergency.
func (h *env) stored(key string, number int, change func(*models.AccountPolicy)) tracking.AccountPolicyPage {
	h.t.Helper()
	policy, err := h.PasswordPolicy(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	change(&policy)
	page, err := h.SetAccountPolicy(tracking.Because(h.t.Context(), tracking.Why{Reason: "测评整改", Emergency: true}),
		models.Operator, key, tracking.NewAccountPolicy{Number: number, Policy: policy})
	if err != nil {
		h.t.Fatal(err)
	}
	return page
}

// actions counts the audit rows of an action.
func actions(t *testing.T, h *env, action string) int {
	t.Helper()
	var rows []models.AuditEvent
	if err := h.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		rows, err = tx.Audit(store.AuditFilter{Actions: []string{action}}, 0, 10)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return len(rows)
}

func TestAStoredPolicyHoldsAtOnceAndIsOnRecord(t *testing.T) {
	h := newEnv(t)
	clerk := h.clerk()
	secure := holding(models.RoleSecurityAdmin, "")
	before, err := h.AccountPolicy(t.Context(), secure)
	if err != nil || before.Number != 0 || before.Policy != models.TrialAccountPolicy || !before.MayChange {
		t.Fatalf("%+v, %v", before, err)
	}
	changed := before.Policy
	changed.Sessions, changed.PasswordLeast, changed.PasswordWords = 1, 14, "青山"
	set := tracking.NewAccountPolicy{Number: 0, Policy: changed, Reason: "测评整改"}
	for range 2 { // the same key again changes nothing
		page, err := h.SetAccountPolicy(t.Context(), secure, "set", set)
		if err != nil || page.Number != 1 || page.Policy != changed || len(page.Changes) != 1 ||
			!slices.Equal(page.Changes[0].Lines, []string{"密码最少字符数：10 → 14", "密码中视为常见的词：无 → 青山", "每人同时登录数：3 → 1"}) {
			t.Fatalf("%+v, %v", page, err)
		}
	}
	_, err = h.SetAccountPolicy(t.Context(), secure, "late", set)
	wantCode(t, err, models.KindConflict, "policy_changed")
	_, err = h.SetAccountPolicy(t.Context(), models.Operator, "operator", tracking.NewAccountPolicy{Number: 1,
		Policy: changed})
	wantCode(t, err, models.KindForbidden, "forbidden")
	changed.PasswordLeast = 4
	_, err = h.SetAccountPolicy(t.Context(), secure, "weak", tracking.NewAccountPolicy{Number: 1, Policy: changed})
	wantCode(t, err, models.KindInvalid, "bad_policy")

	first := h.in("clerk", password)
	second := h.in("clerk", password)
	_, _, err = h.SessionActor(t.Context(), first.Secret, true)
	wantCode(t, err, models.KindForbidden, "no_session")
	err = h.ChangePassword(t.Context(), clerk, "short", second.Secret, password, "Kq7#vmz2Lp")
	wantCode(t, err, models.KindInvalid, "weak_password")
	if got := actions(t, h, "account.policy"); got != 1 {
		t.Errorf("%d audit rows of the policy, want 1", got)
	}
}

func TestASessionMayBeBoundToItsAddress(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	h.stored("bind", 0, func(p *models.AccountPolicy) { p.BindAddress = models.ReachAdministrators })
	at := func(secret, address string) error {
		_, _, err := h.SessionActor(tracking.FromAddress(t.Context(), address), secret, true)
		return err
	}
	in := h.in("clerk", password)
	if err := at(in.Secret, "10.0.0.9"); err != nil {
		t.Errorf("the office is not bound: %v", err)
	}
	h.stored("bind all", 1, func(p *models.AccountPolicy) { p.BindAddress = models.ReachOffice })
	if err := at(in.Secret, "10.0.0.1"); err != nil {
		t.Errorf("from the same address: %v", err)
	}
	wantCode(t, at(in.Secret, "10.0.0.9"), models.KindForbidden, "no_session")
	wantCode(t, at(in.Secret, "10.0.0.1"), models.KindForbidden, "no_session") // it has ended
	if got := actions(t, h, "account.moved"); got != 1 {
		t.Errorf("%d audit rows, want 1", got)
	}
}

func TestAdministratorsAreRefusedFromElsewhere(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	created, err := h.CreateAccount(t.Context(), models.Operator, "secure", tracking.NewAccount{Login: "secure",
		Name: "安全员", RoleGrant: tracking.RoleGrant{Role: models.RoleSecurityAdmin}})
	if err != nil {
		t.Fatal(err)
	}
	in := h.in("secure", created.Password)
	token, err := h.IssueToken(t.Context(), in.Actor, "token", tracking.NewToken{Label: "脚本",
		Scopes: []models.Scope{models.ScopeRead}})
	if err != nil {
		t.Fatal(err)
	}
	from := func(address string) context.Context { return tracking.FromAddress(t.Context(), address) }
	policy, err := h.PasswordPolicy(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	policy.AdminNetworks = "10.9.0.0/16"
	set := tracking.NewAccountPolicy{Policy: policy}
	_, err = h.SetAccountPolicy(from("10.0.0.1"), in.Actor, "out", set)
	wantCode(t, err, models.KindInvalid, "bad_policy") // it would lock out who sets it
	if _, err := h.SetAccountPolicy(from("10.9.0.1"), in.Actor, "in", set); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"10.9.3.4", "10.0.0.1"} {
		admitted := address == "10.9.3.4"
		_, logIn := h.LogIn(t.Context(), "secure", created.Password, address, "")
		_, _, session := h.SessionActor(from(address), in.Secret, true)
		_, byToken := h.Authenticate(from(address), token.Token)
		for what, err := range map[string]error{"log-in": logIn, "session": session, "token": byToken} {
			if (err == nil) != admitted {
				t.Errorf("%s from %s: %v", what, address, err)
			}
		}
		if !admitted {
			wantCode(t, logIn, models.KindForbidden, "outside")
		}
		if _, err := h.LogIn(t.Context(), "clerk", password, address, ""); err != nil {
			t.Errorf("the office from %s: %v", address, err)
		}
	}
	if got := actions(t, h, "account.outside"); got != 1 {
		t.Errorf("%d refused log-ins on record, want 1", got)
	}
	if _, err := h.Authenticate(t.Context(), token.Token); err != nil {
		t.Errorf("on the server itself: %v", err)
	}
}

func TestASensitiveActAsksForThePasswordAgain(t *testing.T) {
	h := newEnv(t)
	actor := h.clerk()
	h.stored("prove", 0, func(p *models.AccountPolicy) { p.ProofMinutes = 15 })
	in := h.in("clerk", password)
	stale := func() bool {
		_, view, err := h.SessionActor(t.Context(), in.Secret, true)
		if err != nil {
			t.Fatal(err)
		}
		return view.Stale
	}
	*h.clock = h.clock.Add(15*time.Minute - 1)
	if stale() {
		t.Error("asked too early")
	}
	*h.clock = h.clock.Add(time.Millisecond)
	if !stale() {
		t.Error("not asked")
	}
	prove := func(password string) (string, error) {
		return h.Prove(t.Context(), actor, in.Secret, password, "10.0.0.1")
	}
	_, err := prove("wrong")
	wantCode(t, err, models.KindInvalid, "wrong_password")
	old := in.Secret
	if in.Secret, err = prove(password); err != nil || in.Secret == old || stale() {
		t.Errorf("after the password: stale %t, the same secret %t, %v", stale(), in.Secret == old, err)
	}
	// The old secret leads to the new one for what the browser sent meanwhile, and then nowhere.
	if _, view, err := h.SessionActor(t.Context(), old, true); err != nil || view.Renewed != in.Secret || view.Stale {
		t.Errorf("the old secret at once: %+v, %v", view, err)
	}
	*h.clock = h.clock.Add(15 * time.Second)
	_, _, err = h.SessionActor(t.Context(), old, true)
	wantCode(t, err, models.KindForbidden, "no_session")
	if _, view, err := h.SessionActor(t.Context(), in.Secret, true); err != nil || view.Renewed != "" {
		t.Errorf("the new secret: %+v, %v", view, err)
	}
	_, err = h.Prove(t.Context(), actor, old, password, "10.0.0.1")
	wantCode(t, err, models.KindForbidden, "no_session")
	for range models.FailuresToLock {
		_, _ = prove("wrong")
	}
	_, err = prove(password)
	wantCode(t, err, models.KindInvalid, "wrong_password")
	_, err = h.LogIn(t.Context(), "clerk", password, "10.0.0.1", "")
	wantCode(t, err, models.KindForbidden, "bad_login") // the same lock
}

func TestDormantAndExpiredAccountsAreDisabled(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	keep := func(want int) {
		t.Helper()
		if got, err := h.KeepAccounts(t.Context()); err != nil || got != want {
			t.Errorf("%d disabled, want %d, %v", got, want, err)
		}
	}
	h.stored("dormant", 0, func(p *models.AccountPolicy) { p.DormantDays = 90 })
	keep(0)
	in := h.in("clerk", password)
	*h.clock = h.clock.Add(60 * 24 * time.Hour)
	token, err := h.IssueToken(t.Context(), in.Actor, "token", tracking.NewToken{Label: "脚本",
		Scopes: []models.Scope{models.ScopeRead}, ExpiresOn: h.clock.Date() + 40})
	if err != nil {
		t.Fatal(err)
	}
	*h.clock = h.clock.Add(31 * 24 * time.Hour)
	keep(0) // its token is in use
	if err := h.RevokeToken(t.Context(), in.Actor, "revoke", "", token.ID); err != nil {
		t.Fatal(err)
	}
	keep(1)
	keep(0)
	if got := actions(t, h, "account.dormant"); got != 1 {
		t.Errorf("%d audit rows, want 1", got)
	}
	if err := only(h.SetAccountDisabled(t.Context(), models.Operator, "enable", "clerk", false)); err != nil {
		t.Fatal(err)
	}
	keep(0) // the days count from there

	if err := only(h.SetAccountExpiry(t.Context(), models.Operator, "expiry", "clerk", h.clock.Date())); err != nil {
		t.Fatal(err)
	}
	in = h.in("clerk", password)
	keep(0)
	*h.clock = (h.clock.Date() + 1).At(0, 0)
	_, err = h.LogIn(t.Context(), "clerk", password, "10.0.0.1", "")
	wantCode(t, err, models.KindForbidden, "bad_login")
	_, _, err = h.SessionActor(t.Context(), in.Secret, true)
	wantCode(t, err, models.KindForbidden, "no_session")
	keep(1)
	_, err = h.SetAccountDisabled(t.Context(), models.Operator, "again", "clerk", false)
	wantCode(t, err, models.KindConflict, "account_expired")
	err = only(h.SetAccountExpiry(t.Context(), models.Operator, "past", "clerk", h.clock.Date()-1))
	wantCode(t, err, models.KindInvalid, "bad_expiry")
	if err := only(h.SetAccountExpiry(t.Context(), models.Operator, "never", "clerk", 0)); err != nil {
		t.Fatal(err)
	}
	if err := only(h.SetAccountDisabled(t.Context(), models.Operator, "back", "clerk", false)); err != nil {
		t.Error(err)
	}
}
