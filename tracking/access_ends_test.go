package tracking_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store/storetest"
	"duban/tracking"
)

// TestTokensAndSessionsEndWithThePassword holds that what was open before is over afterwards, and stays over; a link
// to the board stays until the account itself is over.
func TestTokensAndSessionsEndWithThePassword(t *testing.T) {
	for _, c := range []struct {
		name   string
		do     func(h *env, a models.Actor) error
		wallUp bool
	}{
		{"changed", func(h *env, a models.Actor) error {
			return h.ChangePassword(h.t.Context(), a, "again", "", password, password+"！")
		}, true},
		{"reset", func(h *env, _ models.Actor) error {
			_, err := h.ResetPassword(h.t.Context(), models.Operator, "reset", "clerk")
			return err
		}, true},
		{"logged out everywhere", func(h *env, a models.Actor) error { return h.LogOutEverywhere(h.t.Context(), a, "all") },
			true},
		{"disabled", func(h *env, _ models.Actor) error {
			return only(h.SetAccountDisabled(h.t.Context(), models.Operator, "off", "clerk", true))
		}, false},
		{"disabled and enabled again", func(h *env, _ models.Actor) error {
			if err := only(h.SetAccountDisabled(h.t.Context(), models.Operator, "off", "clerk", true)); err != nil {
				return err
			}
			return only(h.SetAccountDisabled(h.t.Context(), models.Operator, "on", "clerk", false))
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := planned(t, 1)
			clerk := h.clerk()
			token, err := h.IssueToken(t.Context(), clerk, "token", tracking.NewToken{Label: "脚本", Scopes: models.AllScopes})
			if err != nil {
				t.Fatal(err)
			}
			wall, err := h.HangBoard(t.Context(), clerk, "wall", tracking.NewBoardLink{Label: "大厅", ExpiresOn: h.clock.Date()})
			if err != nil {
				t.Fatal(err)
			}
			session := h.in("clerk", password).Secret
			if err := c.do(h, clerk); err != nil {
				t.Fatal(err)
			}
			_, err = h.Authenticate(t.Context(), token.Token)
			wantCode(t, err, models.KindForbidden, "bad_token")
			if h.live(session) {
				t.Error("a session goes on")
			}
			if _, err := h.BoardByLink(t.Context(), wall.Token, "", 0); (err == nil) != c.wallUp {
				t.Errorf("the board on the wall: %v", err)
			}
		})
	}
}

func TestATokenEndsAfterHalfAYearWhenNothingElseIsSaid(t *testing.T) {
	h := newEnv(t)
	clerk := h.clerk()
	added, err := h.AddPerson(t.Context(), models.Operator, "add", "脚本", models.RoleOffice, "", "")
	if err != nil {
		t.Fatal(err)
	}
	issued, err := h.IssueToken(t.Context(), clerk, "k", tracking.NewToken{Label: "脚本", Scopes: models.AllScopes})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.IssueToken(t.Context(), clerk, "k2", tracking.NewToken{Label: "脚本", Scopes: models.AllScopes,
		ExpiresOn: h.clock.Date() + 366})
	wantCode(t, err, models.KindInvalid, "bad_expiry")
	last := h.clock.Date() + 180
	for moment, want := range map[models.Instant]bool{(last+1).At(0, 0) - 1: true, (last + 1).At(0, 0): false} {
		*h.clock = moment
		for _, token := range []string{added.Token, issued.Token} {
			if _, err := h.Authenticate(t.Context(), token); (err == nil) != want {
				t.Errorf("at %s: %v", moment, err)
			}
		}
	}
}

func TestAPasswordIsNotTakenTwiceAndGrowsOld(t *testing.T) {
	h := newEnv(t)
	clerk := h.clerk()
	words := []string{password}
	for i, next := range []string{"Rz4!wQp9tHx", "Vk7#mPq2vLx", "Bn3$kTw8rJc", "Lf6%zXs1yGd"} {
		if err := h.ChangePassword(t.Context(), clerk, "change"+next, "", words[i], next); err != nil {
			t.Fatal(err)
		}
		words = append(words, next)
	}
	now := words[len(words)-1]
	for _, earlier := range words {
		wantCode(t, h.ChangePassword(t.Context(), clerk, "back to "+earlier, "", now, earlier), models.KindInvalid,
			"weak_password")
	}
	if in := h.in("clerk", now); in.MustChange {
		t.Error("a fresh password must be changed")
	}
	*h.clock = h.clock.Add(90 * 24 * time.Hour)
	in := h.in("clerk", now)
	if _, view, err := h.SessionActor(t.Context(), in.Secret, true); err != nil || !in.MustChange || !view.MustChange ||
		view.OneTime {
		t.Errorf("after 90 days: %+v %+v, %v", in, view, err)
	}
}

func TestAPersonHasThreeSessionsAtMost(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	var secrets []string
	for range 4 {
		secrets = append(secrets, h.in("clerk", password).Secret)
		*h.clock = h.clock.Add(time.Second)
	}
	for i, secret := range secrets {
		if got, want := h.live(secret), i > 0; got != want {
			t.Errorf("session %d of 4: live %t", i+1, got)
		}
	}
	views, err := h.Sessions(t.Context(), models.Operator, "clerk")
	if err != nil || !slices.ContainsFunc(views, func(v tracking.SessionView) bool { return v.EndReason == "limit" }) {
		t.Errorf("%+v, %v", views, err)
	}
}

// TestAStrangerLocksNobodyOut holds that wrong passwords from one place leave the others open, and every other way in.
func TestAStrangerLocksNobodyOut(t *testing.T) {
	h := newEnv(t)
	clerk := h.clerk() // from 10.0.0.1
	if err := only(h.LinkSubject(t.Context(), models.Operator, "link", "clerk", issuer, "s1")); err != nil {
		t.Fatal(err)
	}
	token, err := h.IssueToken(t.Context(), clerk, "k", tracking.NewToken{Label: "脚本", Scopes: models.AllScopes})
	if err != nil {
		t.Fatal(err)
	}
	session := h.in("clerk", password).Secret
	for i := range 200 { // from many places
		_, err := h.LogIn(t.Context(), "clerk", "wrong", "203.0.113."+string(rune('0'+i%10)), "")
		wantForbidden(t, err)
	}
	if !h.live(session) {
		t.Error("the session is over")
	}
	if _, err := h.Authenticate(t.Context(), token.Token); err != nil {
		t.Errorf("the token: %v", err)
	}
	if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s1"}, "10.0.0.9", ""); err != nil {
		t.Errorf("the sign-on: %v", err)
	}
	h.in("clerk", password) // from where the person always is
	_, err = h.LogIn(t.Context(), "clerk", password, "203.0.113.1", "")
	wantCode(t, err, models.KindForbidden, "bad_login") // that place is locked, even for the right password
	*h.clock = h.clock.Add(models.LockedFor)
	if _, err := h.LogIn(t.Context(), "clerk", password, "203.0.113.1", ""); err != nil {
		t.Errorf("after ten minutes: %v", err)
	}
}

// TestThirtyFailuresFromEverywhereLockNewPlaces holds the count of the account in total.
func TestThirtyFailuresFromEverywhereLockNewPlaces(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	for i := range models.FailuresAnywhere {
		_, err := h.LogIn(t.Context(), "clerk", "wrong", "198.51.100."+string(rune('0'+i%10)), "") // three from each
		wantForbidden(t, err)
	}
	_, err := h.LogIn(t.Context(), "clerk", password, "192.0.2.1", "")
	wantCode(t, err, models.KindForbidden, "bad_login")
	h.in("clerk", password)
	if _, err := h.LogIn(t.Context(), "clerk", password, "192.0.2.1", ""); err != nil {
		t.Errorf("after the person came in: %v", err)
	}
}

func TestRefusedAttemptsAreOnRecordAndBounded(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	ctx := tracking.FromAddress(t.Context(), "10.0.0.8")
	before := len(h.dump().Audit)
	const typed = "Secret-Typed-Into-The-Wrong-Field"
	for range 50 {
		_, _ = h.LogIn(t.Context(), typed, "x", "10.0.0.7", "")
		_, _ = h.Authenticate(ctx, "dbn_unknown")
		_, _ = h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "nobody"}, "10.0.0.6", "")
	}
	*h.clock = h.clock.Add(time.Minute)
	_, _ = h.Authenticate(ctx, "dbn_unknown")
	lines, err := h.Audit(t.Context(), auditor, tracking.AuditFilter{Kind: "failure"}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, l := range lines.Lines {
		kinds[l.Action]++
		if l.Address == "" || !l.Failed {
			t.Errorf("%+v", l)
		}
	}
	if kinds["account.log_in_failed"] == 0 || kinds["account.locked"] == 0 || kinds["token.refused"] == 0 ||
		kinds["account.sign_on_refused"] == 0 {
		t.Errorf("not on record: %v", kinds)
	}
	if n := len(h.dump().Audit) - before; n > 30 {
		t.Errorf("%d rows of 150 attempts", n)
	}
	if lines.Lines[0].Text.Text != "此前一段时间内另有 45 次相同的尝试" {
		t.Errorf("the rest is told as %q", lines.Lines[0].Text)
	}
	for table, rows := range storetest.Dump(t, h.Store) {
		if strings.Contains(rows, typed) || strings.Contains(rows, strings.ToLower(typed)) {
			t.Errorf("what was typed as a login name is in %s", table)
		}
	}
}
