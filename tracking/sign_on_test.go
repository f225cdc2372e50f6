package tracking_test

import (
	"testing"

	"duban/models"
	"duban/tracking"
)

const issuer = "https://id.example/"

func TestWhoComesByTheSignOn(t *testing.T) {
	for _, tt := range []struct {
		name   string
		who    tracking.Subject
		before func(h *house) error
		code   string // "": they are in
	}{
		{"a stranger", tracking.Subject{Issuer: issuer, Subject: "s1"}, nil, "sign_on_refused"},
		{"a stranger with a login name nobody has", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "nobody"}, nil, "sign_on_refused"},
		{"the same login name", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"}, nil, ""},
		{"a login name that looks alike", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "ｃlerk"}, nil, "sign_on_refused"},
		{"a login name in other case", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "Clerk"}, nil, "sign_on_refused"},
		{"tied by an administrator", tracking.Subject{Issuer: issuer, Subject: "s1"}, func(h *house) error {
			return h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, " s1 ")
		}, ""},
		{"tied, and taken off again", tracking.Subject{Issuer: issuer, Subject: "s1"}, func(h *house) error {
			if err := h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, "s1"); err != nil {
				return err
			}
			return h.UnlinkSubject(h.t.Context(), models.Operator, "unlink", "clerk", issuer, "s1")
		}, "sign_on_refused"},
		{"the same subject of another issuer", tracking.Subject{Issuer: "https://evil.example/", Subject: "s1"}, func(h *house) error {
			return h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, "s1")
		}, "sign_on_refused"},
		{"the login name of an account that is somebody else there", tracking.Subject{Issuer: issuer, Subject: "s2", Login: "clerk"}, func(h *house) error {
			return h.LinkSubject(h.t.Context(), models.Operator, "link", "clerk", issuer, "s1")
		}, "sign_on_refused"},
		{"disabled", tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"}, func(h *house) error {
			return h.SetAccountDisabled(h.t.Context(), models.Operator, "off", "clerk", true)
		}, "sign_on_refused"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			given, err := h.CreateAccount(t.Context(), models.Operator, "clerk", clerkAccount)
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
				after := h.dump()
				if n := len(before.Audit); len(after.Audit) != n+1 || after.Audit[n].Action != "account.sign_on_refused" || after.Audit[n].ByID != "" {
					t.Errorf("who was refused is on record as %+v", after.Audit[n:])
				}
				return
			}
			if err != nil || in.Actor.Name != "办事员" || in.MustChange {
				t.Fatalf("%+v, %v", in, err)
			}
			if _, view, err := h.SessionActor(t.Context(), in.Secret, true); err != nil || view.MustChange {
				t.Errorf("the session: %+v, %v", view, err)
			}
			_, err = h.LogIn(t.Context(), "clerk", given.Password, "10.0.0.2", "")
			wantCode(t, err, models.KindForbidden, "bad_login") // the one-time password is void
			if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: tt.who.Issuer, Subject: tt.who.Subject}, "10.0.0.1", ""); err != nil {
				t.Errorf("the second time: %v", err)
			}
		})
	}
}

func TestAPasswordOfOnesOwnOutlivesTheSignOn(t *testing.T) {
	h := newHouse(t)
	h.clerk() // has changed the one-time password
	if _, err := h.SignIn(t.Context(), tracking.Subject{Issuer: issuer, Subject: "s1", Login: "clerk"}, "10.0.0.1", ""); err != nil {
		t.Fatal(err)
	}
	h.in("clerk", password)
}

func TestASubjectIsOnePerson(t *testing.T) {
	h := newHouse(t)
	h.clerk()
	second := clerkAccount
	second.Login = "second"
	if _, err := h.CreateAccount(t.Context(), models.Operator, "second", second); err != nil {
		t.Fatal(err)
	}
	link := func(key, login, subject string) error {
		return h.LinkSubject(t.Context(), models.Operator, key, login, issuer, subject)
	}
	if err := link("1", "clerk", "s1"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, link("2", "second", "s1"), models.KindConflict, "subject_taken")
	wantCode(t, link("3", "second", " "), models.KindInvalid, "bad_subject")
	wantCode(t, link("4", "nobody", "s2"), models.KindNotFound, "no_person")
	wantCode(t, h.UnlinkSubject(t.Context(), models.Operator, "5", "second", issuer, "s1"), models.KindNotFound, "no_subject_link")
}
