package tracking_test

import (
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

const issuer = "https://id.example/"

func TestWhoComesByTheSignOn(t *testing.T) {
	for _, tt := range []struct {
		name   string
		who    tracking.Subject
		before func(h *env) error
		code   string // "": they are in
	}{
		{"a stranger", tracking.Subject{Issuer: issuer, Subject: "s1"}, nil, "sign_on_refused"},
		{"a stranger with a login name nobody has", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "nobody"}, nil,
			"sign_on_refused"},
		{"the same login name", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"}, nil, "sign_on_refused"},
		{"the same login name, confirmed", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"},
			func(h *env) error { return h.comesAndIsConfirmed("s1") }, ""},
		{"another subject with the name of one that was confirmed", tracking.Subject{Issuer: issuer, Subject: "s2",
			Login: "clerk"},
			func(h *env) error { return h.comesAndIsConfirmed("s1") }, "sign_on_refused"},
		{"a login name that looks alike", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "ｃlerk"}, nil,
			"sign_on_refused"},
		{"a login name in other case", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "Clerk"}, nil,
			"sign_on_refused"},
		{"tied by an administrator", tracking.Subject{Issuer: issuer, Subject: "s1"}, func(h *env) error {
			return only(h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, " s1 "))
		}, ""},
		{"tied, and taken off again", tracking.Subject{Issuer: issuer, Subject: "s1"}, func(h *env) error {
			if err := only(h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, "s1")); err != nil {
				return err
			}
			return h.UnlinkSubject(h.t.Context(), models.Operator, "unlink", "clerk", issuer, "s1")
		}, "sign_on_refused"},
		{"the same subject of another issuer", tracking.Subject{Issuer: "https://evil.example/", Subject: "s1"},
			func(h *env) error {
				return only(h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, "s1"))
			}, "sign_on_refused"},
		{"the login name of an account that is somebody else there", tracking.Subject{Issuer: issuer, Subject: "s2",
			Login: "clerk"}, func(h *env) error {
			return only(h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, "s1"))
		}, "sign_on_refused"},
		{"disabled", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"}, func(h *env) error {
			return only(h.SetAccountDisabled(h.t.Context(), models.Operator, "off", "clerk", true))
		}, "sign_on_refused"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newEnv(t)
			created, err := h.CreateAccount(t.Context(), models.Operator, "clerk", clerkAccount)
			if err != nil {
				t.Fatal(err)
			}
			if tt.before != nil {
				if err := tt.before(h); err != nil {
					t.Fatal(err)
				}
			}
			before := h.dump()
			in, err := h.SignIn(t.Context(), tt.who, "10.0.0.1", "a browser")
			if tt.code != "" {
				wantCode(t, err, models.KindForbidden, tt.code)
				for _, e := range h.dump().Audit[len(before.Audit):] {
					if e.Action != "account.sign_on_refused" && e.Action != "account.request" || e.ByID != "" && e.ByID != "sign-on" {
						t.Errorf("who was refused is on record as %+v", e)
					}
				}
				return
			}
			if err != nil || in.Actor.Name != "办事员" || in.MustChange {
				t.Fatalf("%+v, %v", in, err)
			}
			if _, view, err := h.SessionActor(t.Context(), in.Secret, true); err != nil || view.MustChange {
				t.Errorf("the session: %+v, %v", view, err)
			}
			_, err = h.LogIn(t.Context(), "clerk", created.Password, "10.0.0.2", "")
			wantCode(t, err, models.KindForbidden, "bad_login") // the one-time password is void
			if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: tt.who.Issuer, Subject: tt.who.Subject}, "10.0.0.1",
				""); err != nil {
				t.Errorf("the second time: %v", err)
			}
		})
	}
}

func TestAPasswordOfOnesOwnOutlivesTheSignOn(t *testing.T) {
	h := newEnv(t)
	h.clerk() // has changed the one-time password
	if err := h.comesAndIsConfirmed("s1"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"}, "10.0.0.1",
		""); err != nil {
		t.Fatal(err)
	}
	h.in("clerk", password)
}

func TestASubjectIsOnePerson(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	second := clerkAccount
	second.Login = "second"
	if _, err := h.CreateAccount(t.Context(), models.Operator, "second", second); err != nil {
		t.Fatal(err)
	}
	link := func(key, login, subject string) error {
		return only(h.LinkSubject(t.Context(), models.Operator, key, login, issuer, subject))
	}
	if err := link("1", "clerk", "s1"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, link("2", "second", "s1"), models.KindConflict, "subject_taken")
	wantCode(t, link("3", "second", " "), models.KindInvalid, "bad_subject")
	wantCode(t, link("4", "nobody", "s2"), models.KindNotFound, "no_person")
	wantCode(t, h.UnlinkSubject(t.Context(), models.Operator, "5", "second", issuer, "s1"), models.KindNotFound,
		"no_subject_link")
}

// comesAndIsConfirmed has a subject come with the clerk's login name and the operator confirm the tie that is proposed.
func (h *env) comesAndIsConfirmed(subject string) error {
	_, err := h.SignIn(h.t.Context(), tracking.Subject{Issuer: issuer, Subject: subject, Login: "clerk"}, "10.0.0.1", "")
	wantCode(h.t, err, models.KindForbidden, "sign_on_refused")
	waiting, err := h.AccountRequests(h.t.Context(), models.Operator, false)
	if err != nil || len(waiting) != 1 || waiting[0].Kind != models.ChangeLink {
		h.t.Fatalf("%+v, %v", waiting, err)
	}
	_, err = h.ConfirmRequest(h.t.Context(), models.Operator, "confirm "+subject, waiting[0].ID, "")
	return err
}

// TestWhoClaimsALoginNameBecomesNobody holds that a claim ties no one to an administrator, whatever else they hold,
// that nothing is asked twice, and that what was refused is not asked again.
func TestWhoClaimsALoginNameBecomesNobody(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	if _, err := h.CreateAccount(t.Context(), models.Operator, "boss", tracking.NewAccount{Login: "boss", Name: "管理员",
		RoleGrant: tracking.RoleGrant{Role: models.RoleSystemAdmin}}); err != nil {
		t.Fatal(err)
	}
	come := func(subject, login string) {
		t.Helper()
		_, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: subject, Login: login}, "10.0.0.1", "")
		wantCode(t, err, models.KindForbidden, "sign_on_refused")
	}
	waiting := func(want int) []tracking.RequestView {
		t.Helper()
		all, err := h.AccountRequests(t.Context(), models.Operator, false)
		if err != nil || len(all) != want {
			t.Fatalf("%d requests, %v, want %d", len(all), err, want)
		}
		return all
	}
	come("s1", "boss")
	come("s1", "ｃlerk")
	come("s1", "clerk ")
	waiting(0)
	wantCode(t, only(h.LinkSubject(t.Context(), models.Operator, "by hand", "boss", issuer, "s1")), models.KindForbidden,
		"administrator_by_password")
	come("s1", "clerk")
	come("s1", "clerk")
	come("s2", "clerk")
	one := waiting(1)[0]
	if err := h.RefuseRequest(t.Context(), models.Operator, "no", one.ID, "不是本人"); err != nil {
		t.Fatal(err)
	}
	come("s1", "clerk")
	waiting(0)
	// The account becomes an administrator's while the tie waits: it is not made.
	come("s3", "clerk")
	later := waiting(1)[0]
	if err := only(h.RevokeRole(t.Context(), models.Operator, "r", "clerk",
		tracking.RoleGrant{Role: models.RoleOffice})); err != nil {
		t.Fatal(err)
	}
	if err := only(h.GrantRole(t.Context(), models.Operator, "g", "clerk",
		tracking.RoleGrant{Role: models.RoleAuditAdmin})); err != nil {
		t.Fatal(err)
	}
	_, err := h.ConfirmRequest(t.Context(), models.Operator, "yes", later.ID, "")
	wantCode(t, err, models.KindForbidden, "administrator_by_password")
}

// TestNobodyTiedToASignOnBecomesAnAdministrator holds the other order of the same two steps: first the tie, then the
// role.
func TestNobodyTiedToASignOnBecomesAnAdministrator(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	if err := only(h.LinkSubject(t.Context(), models.Operator, "tie", "clerk", issuer, "s1")); err != nil {
		t.Fatal(err)
	}
	if err := only(h.RevokeRole(t.Context(), models.Operator, "r", "clerk",
		tracking.RoleGrant{Role: models.RoleOffice})); err != nil {
		t.Fatal(err)
	}
	for _, role := range models.Administrators {
		err := only(h.GrantRole(t.Context(), models.Operator, "tied "+string(role), "clerk", tracking.RoleGrant{Role: role}))
		wantCode(t, err, models.KindConflict, "administrator_by_password")
	}
	if err := h.UnlinkSubject(t.Context(), models.Operator, "untie", "clerk", issuer, "s1"); err != nil {
		t.Fatal(err)
	}
	if err := only(h.GrantRole(t.Context(), models.Operator, "free", "clerk",
		tracking.RoleGrant{Role: models.RoleAuditAdmin})); err != nil {
		t.Errorf("with the tie undone: %v", err)
	}
	// A tie that an earlier version made lets no one in.
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		clerk, _, err := tx.AccountByLogin("clerk")
		if err != nil {
			return err
		}
		return tx.InsertSubjectLink(models.SubjectLink{Issuer: issuer, Subject: "s1", PersonID: clerk.PersonID})
	})
	_, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s1"}, "10.0.0.1", "")
	wantCode(t, err, models.KindForbidden, "sign_on_refused")
}
