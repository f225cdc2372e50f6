package tracking_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"duban/models"
	"duban/tracking"
)

// code is what the authenticator app shows now.
func (h *env) code(secret string) string {
	h.t.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(secret, " ", ""), h.clock.Time())
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// enrolled sets the clerk's second factor up, and returns the secret and the recovery codes.
func (h *env) enrolled() (secret string, codes []string) {
	h.t.Helper()
	in := h.in("clerk", password)
	made, err := h.StartSecondFactor(h.t.Context(), in.Actor, "start", "", "10.0.0.1")
	if err != nil {
		h.t.Fatal(err)
	}
	_, err = h.ConfirmSecondFactor(h.t.Context(), in.Actor, "wrong", in.Secret, "000000")
	wantCode(h.t, err, models.KindInvalid, "bad_code")
	if again, err := h.NextFactor(h.t.Context(), in.Actor); err != nil || again.Secret != made.Secret {
		h.t.Errorf("after a wrong code: %+v, %v", again, err)
	}
	codes, err = h.ConfirmSecondFactor(h.t.Context(), in.Actor, "confirm", in.Secret, h.code(made.Secret))
	if err != nil || len(codes) != models.RecoveryCodes {
		h.t.Fatalf("%d codes, %v", len(codes), err)
	}
	return made.Secret, codes
}

func TestALogInNeedsTheCodeOnce(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	secret, codes := h.enrolled()
	finish := func(in tracking.LoggedIn, code string) (tracking.LoggedIn, error) {
		return h.FinishLogIn(t.Context(), in.Secret, code, "10.0.0.1", "browser")
	}
	waiting := h.in("clerk", password)
	if !waiting.NeedsCode || waiting.Actor.ID != "" {
		t.Fatalf("%+v", waiting)
	}
	_, _, err := h.SessionActor(t.Context(), waiting.Secret, true)
	wantCode(t, err, models.KindForbidden, "no_session") // the password alone is no session
	_, err = finish(waiting, h.code(secret))
	wantCode(t, err, models.KindForbidden, "bad_code") // the code that confirmed it has been used
	*h.clock = h.clock.Add(time.Minute)
	in, err := finish(waiting, h.code(secret))
	if err != nil || in.Actor.Name != "办事员" || in.Enrol != models.EnrolDone {
		t.Fatalf("%+v, %v", in, err)
	}
	_, err = finish(waiting, h.code(secret))
	wantCode(t, err, models.KindForbidden, "log_in_over")
	_, err = finish(h.in("clerk", password), h.code(secret))
	wantCode(t, err, models.KindForbidden, "bad_code") // replayed in another log-in

	if in, err := finish(h.in("clerk", password), " "+strings.ToUpper(codes[3])+" "); err != nil || in.Actor.ID == "" {
		t.Errorf("by a recovery code: %+v, %v", in, err)
	}
	_, err = finish(h.in("clerk", password), codes[3])
	wantCode(t, err, models.KindForbidden, "bad_code")
	if page, err := h.SecondFactor(t.Context(), in.Actor); err != nil || page.Codes != models.RecoveryCodes-1 {
		t.Errorf("%+v, %v", page, err)
	}
	if got := actions(t, h, "account.recovered"); got != 1 {
		t.Errorf("%d log-ins by a recovery code on record, want 1", got)
	}
	record, err := h.Audit(t.Context(), auditor, tracking.AuditFilter{Kind: "log_in"}, 0, 50)
	var ways []string
	for _, line := range record.Lines {
		if line.Action == "account.log_in" && line.Address == "10.0.0.1" {
			ways = append(ways, line.Text.Text)
		}
	}
	if want := "以密码和备用码登录 以密码和动态口令登录 以密码登录 以密码登录"; err != nil || strings.Join(ways, " ") != want {
		t.Errorf("on record %v, want %s, %v", ways, want, err)
	}
	late := h.in("clerk", password)
	*h.clock = h.clock.Add(models.PendingFor)
	_, err = finish(late, h.code(secret))
	wantCode(t, err, models.KindForbidden, "log_in_over")
}

func TestWrongCodesLockLikeWrongPasswords(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	secret, codes := h.enrolled()
	*h.clock = h.clock.Add(time.Minute)
	waiting := h.in("clerk", password)
	for range models.FailuresToLock {
		_, err := h.FinishLogIn(t.Context(), waiting.Secret, "000000", "10.0.0.1", "")
		wantCode(t, err, models.KindForbidden, "bad_code")
	}
	_, err := h.FinishLogIn(t.Context(), waiting.Secret, h.code(secret), "10.0.0.1", "")
	wantCode(t, err, models.KindForbidden, "bad_code")
	_, err = h.FinishLogIn(t.Context(), waiting.Secret, codes[0], "10.0.0.1", "")
	wantCode(t, err, models.KindForbidden, "bad_code")
	_, err = h.LogIn(t.Context(), "clerk", password, "10.0.0.1", "")
	wantCode(t, err, models.KindForbidden, "bad_login")
	*h.clock = h.clock.Add(models.LockedFor)
	in, err := h.FinishLogIn(t.Context(), h.in("clerk", password).Secret, codes[0], "10.0.0.1", "")
	if err != nil || in.Actor.ID == "" { // it was not used up while the account was locked
		t.Errorf("after the lock: %v", err)
	}
}

func TestASecondFactorIsRequiredAfterAGraceAndReset(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	h.stored("require", 0, func(p *models.AccountPolicy) { p.SecondFactor, p.FactorDays = models.ReachOffice, 7 })
	state := func(want models.EnrolState) {
		t.Helper()
		in := h.in("clerk", password)
		_, view, err := h.SessionActor(t.Context(), in.Secret, true)
		if err != nil || in.Enrol != want || view.Enrol != want {
			t.Errorf("log-in %q, session %q, want %q, %v", in.Enrol, view.Enrol, want, err)
		}
	}
	state(models.EnrolSoon)
	*h.clock = h.clock.Add(7*24*time.Hour - 1)
	state(models.EnrolSoon)
	*h.clock = h.clock.Add(time.Millisecond)
	state(models.EnrolFirst)
	h.enrolled()
	if in := h.in("clerk", password); !in.NeedsCode {
		t.Error("the code is not asked for")
	}
	if err := only(h.ResetSecondFactor(t.Context(), models.Operator, "reset", "clerk")); err != nil {
		t.Fatal(err)
	}
	state(models.EnrolFirst) // no second grace
	in := h.in("clerk", password)
	if page, err := h.SecondFactor(t.Context(), in.Actor); err != nil || page.Since != 0 || page.ResetBy != "运维员重置" {
		t.Errorf("%+v, %v", page, err)
	}
	if err := only(h.LinkSubject(t.Context(), models.Operator, "tie", "clerk", issuer, "s1")); err != nil {
		t.Fatal(err)
	}
	by, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s1"}, "10.0.0.1", "")
	if err != nil || by.Enrol != models.EnrolNone {
		t.Errorf("by the sign-on: %+v, %v", by, err)
	}
	if got := actions(t, h, "account.factor_reset"); got != 1 {
		t.Errorf("%d resets on record, want 1", got)
	}
}
