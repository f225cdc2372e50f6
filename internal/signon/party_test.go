package signon_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"duban/internal/signon"
	"duban/models"
)

// issuer starts a provider that signs whatever claims a test wants.
func issuer(t *testing.T, claims func() map[string]any) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	encode := func(v any) string {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(text)
	}
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	answer := func(path string, v func() any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(v())
		})
	}
	answer("/.well-known/openid-configuration", func() any {
		return map[string]any{"issuer": s.URL, "authorization_endpoint": s.URL + "/a", "token_endpoint": s.URL + "/t",
			"jwks_uri": s.URL + "/k"}
	})
	answer("/k", func() any {
		return map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1",
			"n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()),
			"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes())}}}
	})
	answer("/t", func() any {
		values := claims()
		values["iss"], values["sub"], values["exp"], values["iat"] = s.URL, "person-7", time.Now().Add(time.Hour).Unix(),
			time.Now().Unix()
		signed := encode(map[string]any{"alg": "RS256", "kid": "1"}) + "." + encode(values)
		sum := sha256.Sum256([]byte(signed))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
		if err != nil {
			panic(err)
		}
		return map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": signed + "." +
			base64.RawURLEncoding.EncodeToString(signature)}
	})
	return s.URL
}

// answered begins a log-in that wants a strength and finishes it with a token of the claims; asked is how the provider
// was asked.
func answered(t *testing.T, values map[string]any, strength string) (subject string, asked url.Values, err error) {
	t.Helper()
	s := signon.New(signon.Options{Issuer: issuer(t, func() map[string]any { return values }), ClientID: "duban",
		Redirect: back, Strength: strength})
	address, kept, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	asked = at.Query()
	values["nonce"] = asked.Get("nonce")
	subject, _, err = s.Finish(t.Context(), kept, url.Values{"state": {asked.Get("state")}, "code": {"c"}})
	return subject, asked, err
}

// A log-in that is weaker than the operator wants is refused, even if the provider lets it through.
func TestTheStrengthOfALogInIsRead(t *testing.T) {
	for _, c := range []struct {
		claims map[string]any
		wanted string
		code   string
	}{
		{map[string]any{}, "", ""},
		{map[string]any{"acr": "mfa"}, "mfa", ""},
		{map[string]any{"acr": "2"}, "3  2", ""},
		{map[string]any{"amr": []string{"pwd", "otp"}}, "hwk otp", ""},
		{map[string]any{}, "mfa", "sign_on_weak"},
		{map[string]any{"acr": "1", "amr": []string{"pwd"}}, "2 otp", "sign_on_weak"},
		{map[string]any{"acr": "mf", "amr": []string{"mfa2"}}, "mfa", "sign_on_weak"},
		{map[string]any{"amr": "otp"}, "otp", "sign_on_unbelievable"},
		{map[string]any{"acr": 2}, "2", "sign_on_unbelievable"},
	} {
		c.claims["aud"] = "duban"
		subject, asked, err := answered(t, c.claims, c.wanted)
		if asked.Get("acr_values") != c.wanted || asked.Has("acr_values") != (c.wanted != "") {
			t.Errorf("asked for %q, wanted %q", asked.Get("acr_values"), c.wanted)
		}
		if c.code == "" && (err != nil || subject != "person-7") || c.code != "" && (err == nil || subject != "" ||
			models.AsError(err).Code != c.code) {
			t.Errorf("%v of %q: %q, %v", c.claims, c.wanted, subject, err)
		}
	}
}

// A token with several audiences, or with an authorized party, is accepted only if it was issued to this client.
func TestATokenIsBelievedWhenItWasIssuedToUs(t *testing.T) {
	for _, c := range []struct {
		audience any
		party    any
		believed bool
	}{
		{"duban", nil, true}, {"duban", "duban", true}, {[]string{"duban"}, nil, true}, {[]string{"duban", "other"}, "duban",
			true},
		{"duban", "other", false}, {"duban", "", false}, {"duban", 7, false}, {[]string{"duban", "other"}, nil, false},
		{[]string{"duban", "other"}, "other", false}, {"other", "duban", false},
	} {
		values := map[string]any{"aud": c.audience}
		if c.party != nil {
			values["azp"] = c.party
		}
		subject, _, err := answered(t, values, "")
		if believed := err == nil && subject == "person-7"; believed != c.believed || err != nil && models.AsError(err).
			Code != "sign_on_unbelievable" {
			t.Errorf("%s: %q, %v", fmt.Sprint(values), subject, err)
		}
	}
}
