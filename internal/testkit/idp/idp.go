// Package idp runs an OpenID provider for tests: zitadel/oidc, which is certified, with its own storage and log-in
// page.
package idp

import (
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// The provider's only client, and the user whom the tests log in.
const (
	ClientID     = "duban"
	ClientSecret = "secret"
	User         = "test-user2" // preferred_username
	Subject      = "id2"
	Password     = "verysecure"
)

// Provider is a running provider; URL is its issuer.
type Provider struct {
	*httptest.Server
	Away     atomic.Bool // respond to every request with an error
	redirect string
}

// Open starts a provider that redirects to one address; it ends with the test.
func Open(t testing.TB, redirect string) *Provider {
	t.Helper()
	p := &Provider{redirect: redirect}
	var inner http.Handler
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.Away.Load() {
			http.Error(w, "away", http.StatusServiceUnavailable)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	client := storage.WebClient(ClientID, ClientSecret, redirect)
	kept := storage.NewStorageWithClients(storage.NewUserStore(p.URL), map[string]*storage.Client{ClientID: client})
	inner = exampleop.SetupServer(p.URL, kept, slog.New(slog.DiscardHandler), false)
	return p
}

// Prove logs the user in as a browser would, and returns the query parameters of the redirect.
func (p *Provider) Prove(t testing.TB, address string) (answer url.Values) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), p.redirect) {
			answer = r.URL.Query()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = page.Body.Close()
	id := page.Request.URL.Query().Get("authRequestID")
	done, err := browser.PostForm(p.URL+"/login/username", url.Values{"username": {User}, "password": {Password},
		"id": {id}})
	if err != nil {
		t.Fatal(err)
	}
	_ = done.Body.Close()
	if answer == nil {
		t.Fatalf("the provider did not send the browser back: %s", done.Status)
	}
	return answer
}
