package signon_test

import (
	"net/url"
	"strings"
	"testing"

	"duban/internal/signon"
	"duban/internal/testkit/idp"
	"duban/models"
)

const back = "http://127.0.0.1:9/signon/return"

func signOn(p *idp.Provider, claim string) *signon.SignOn {
	return signon.New(signon.Options{Issuer: p.URL, ClientID: idp.ClientID, ClientSecret: idp.ClientSecret, Redirect: back,
		LoginClaim: claim})
}

func TestSomebodyProvesWhoTheyAre(t *testing.T) {
	p := idp.Open(t, back)
	for _, tt := range []struct{ claim, login string }{
		{"", ""}, {"preferred_username", idp.User}, {"email", "test-user2@zitadel.ch"}, {"no_such_claim", ""},
	} {
		s := signOn(p, tt.claim)
		address, kept, err := s.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		asked, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := asked.Query()
		if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" ||
			q.Get("state") == "" || strings.Contains(address, "secret") {
			t.Errorf("asked with %v", q)
		}
		answer := p.Prove(t, address)
		subject, login, err := s.Finish(t.Context(), kept, answer)
		if err != nil || subject != idp.Subject || login != tt.login {
			t.Errorf("claim %q: %q, %q, %v", tt.claim, subject, login, err)
		}
		if _, _, err := s.Finish(t.Context(), kept, answer); models.AsError(err).Code != "sign_on_unbelievable" {
			t.Errorf("the same code twice: %v", err)
		}
		if leave := s.Leave(); !strings.HasPrefix(leave, p.URL+"/end_session?client_id=duban") {
			t.Errorf("out at %q", leave)
		}
	}
}

func TestAnAnswerThatIsNotOursIsNotBelieved(t *testing.T) {
	p := idp.Open(t, back)
	s := signOn(p, "")
	begin := func() (answer url.Values, kept string) {
		t.Helper()
		address, kept, err := s.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return p.Prove(t, address), kept
	}
	part := func(kept string, i int) string { return strings.Split(kept, " ")[i] }
	for _, tt := range []struct {
		name string
		code string
		turn func(answer url.Values, kept string) string
	}{
		{"begun in another browser", "sign_on_stale", func(_ url.Values, _ string) string { return "other nonce verifier" }},
		{"nothing kept", "sign_on_stale", func(url.Values, string) string { return "" }},
		{"no state", "sign_on_stale", func(a url.Values, kept string) string {
			a.Del("state")
			return " " + part(kept, 1) + " " + part(kept, 2)
		}},
		{"another nonce", "sign_on_unbelievable", func(_ url.Values, kept string) string {
			return part(kept, 0) + " other " +
				part(kept, 2)
		}},
		{"another verifier", "sign_on_unbelievable", func(_ url.Values, kept string) string {
			return part(kept, 0) + " " + part(kept, 1) + " " + strings.Repeat("x", 43)
		}},
		{"another code", "sign_on_unbelievable", func(a url.Values, kept string) string {
			a.Set("code",
				"stolen")
			return kept
		}},
		{"another provider", "sign_on_unbelievable", func(a url.Values, kept string) string {
			a.Set("iss",
				"https://evil.example")
			return kept
		}},
		{"refused there", "sign_on_denied", func(a url.Values, kept string) string {
			a.Set("error",
				"access_denied<script>")
			return kept
		}},
	} {
		answer, kept := begin()
		subject, _, err := s.Finish(t.Context(), tt.turn(answer, kept), answer)
		if models.AsError(err) == nil || models.AsError(err).Code != tt.code || subject != "" {
			t.Errorf("%s: %q, %v", tt.name, subject, err)
			continue
		}
		if strings.ContainsAny(models.AsError(err).Message.Text, "<>") {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	other := signon.New(signon.Options{Issuer: p.URL, ClientID: "duban", ClientSecret: "wrong", Redirect: back})
	address, kept, err := other.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := other.Finish(t.Context(), kept, p.Prove(t, address)); models.AsError(err).
		Code != "sign_on_unbelievable" {
		t.Errorf("a wrong secret: %v", err)
	}
}

func TestAProviderThatIsAwayIsAskedAgain(t *testing.T) {
	p := idp.Open(t, back)
	s := signOn(p, "")
	p.Away.Store(true)
	if _, _, err := s.Begin(t.Context()); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("away: %v", err)
	}
	if leave := s.Leave(); leave != "" {
		t.Errorf("out at %q", leave)
	}
	p.Away.Store(false)
	if _, _, err := s.Begin(t.Context()); err != nil {
		t.Errorf("back again: %v", err)
	}
}

// A provider that answers by itself says how the person logged in: the strength is read from its own token.
func TestAProvidersOwnWordOnStrength(t *testing.T) {
	p := idp.Open(t, back)
	for strength, code := range map[string]string{"pwd": "", "mfa pwd": "", "mfa": "sign_on_weak"} {
		s := signon.New(signon.Options{Issuer: p.URL, ClientID: idp.ClientID, ClientSecret: idp.ClientSecret,
			Redirect: back, Strength: strength})
		address, kept, err := s.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		subject, _, err := s.Finish(t.Context(), kept, p.Prove(t, address))
		if code == "" && (err != nil || subject == "") || code != "" && (err == nil || models.AsError(err).Code != code) {
			t.Errorf("%q: %q, %v", strength, subject, err)
		}
	}
}
