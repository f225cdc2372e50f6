package signon_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"

	"duban/internal/signon"
)

// The client's secret goes to the addresses that the provider's configuration names; a redirect leads nowhere.
func TestNoRedirectIsFollowed(t *testing.T) {
	var reached atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(elsewhere.Close)
	mux := http.NewServeMux()
	provider := httptest.NewServer(mux)
	t.Cleanup(provider.Close)
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": provider.URL, "authorization_endpoint": provider.URL + "/a",
			"token_endpoint": provider.URL + "/t", "jwks_uri": provider.URL + "/k"})
	})
	mux.Handle("/t", http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	s := signon.New(signon.Options{Issuer: provider.URL, ClientID: "duban", ClientSecret: "s", Redirect: back})
	address, kept, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	asked, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	answer := url.Values{"state": {asked.Query().Get("state")}, "code": {"c"}}
	if _, _, err := s.Finish(t.Context(), kept, answer); err == nil || reached.Load() != 0 {
		t.Errorf("reached %d times, %v", reached.Load(), err)
	}
}
