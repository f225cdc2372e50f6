package signon_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"duban/internal/signon"
	"duban/internal/testkit/refusal"
	"duban/models"
)

// FuzzProvider answers as a provider that can do anything but sign: no one is logged in, and the reason is ours.
func FuzzProvider(f *testing.F) {
	const header = "eyJhbGciOiJub25lIn0" // {"alg":"none"}
	f.Add("state=s&code=c", `{"access_token":"a","token_type":"Bearer","id_token":"`+header+`.eyJzdWIiOiJwIn0."}`, 200)
	f.Add("state=s&code=c", `{"access_token":"a","id_token":7}`, 200)
	f.Add("state=s&code=c", `{"error":"invalid_grant","error_description":"<b>sql</b>"}`, 400)
	f.Add("state=s&error=access_denied", ``, 500)
	f.Add("state=s&error=%3Cscript%3E%00", ``, 200)
	f.Add("state=s&iss=https%3A%2F%2Fother", ``, 200)
	f.Add("state=other&code=c", ``, 200)
	f.Add("state=s&code=", `access_token=a&id_token=x`, 200)
	var body string
	var status int
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	f.Cleanup(server.Close)
	answer := func(path, fixed string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if fixed != "" {
				_, _ = w.Write([]byte(fixed))
				return
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
	}
	answer("/.well-known/openid-configuration",
		`{"issuer":"`+server.URL+`","authorization_endpoint":"`+server.URL+`/a","token_endpoint":"`+
			server.URL+`/t","jwks_uri":"`+server.URL+`/k"}`)
	answer("/k", `{"keys":[]}`)
	answer("/t", "")
	party := signon.New(signon.Options{Issuer: server.URL, ClientID: "duban", Redirect: back,
		LoginClaim: "preferred_username"})
	f.Fuzz(func(t *testing.T, query, with string, code int) {
		body, status = with, 200+(code%400+400)%400
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		subject, login, err := party.Finish(t.Context(), "s nonce verifier", values)
		if err == nil || subject != "" || login != "" {
			t.Fatalf("%q %q: %q %q is logged in", query, with, subject, login)
		}
		refusal.Check(t, err, query+values.Get("error"), models.KindInvalid, models.KindForbidden, models.KindUnavailable)
	})
}
