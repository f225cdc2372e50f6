package temporalui

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Without the token of this start the port serves nothing, neither pages nor scripts nor the API, by any method.
func TestNothingOpensWithoutTheToken(t *testing.T) {
	u := start(t, Options{HostPort: "127.0.0.1:1", Namespace: "duban"})
	other := start(t, Options{HostPort: "127.0.0.1:1", Namespace: "duban"})
	for name, cookie := range map[string]string{"no cookie": "", "another start's token": other.token,
		"a part of it": u.token[:5], "empty": " "} {
		for _, path := range []string{
			"/", "/namespaces/duban/workflows", "/api/v1/settings", "/api/v1/namespaces", "/api/v1/namespaces/duban/workflows",
			"/favicon.ico", "/_app/version.json",
			"/auth/sso", "/render", "/?token=", "/?token=" + other.token, "/api/v1/namespaces?token=wrong",
		} {
			for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions} {
				r, err := http.NewRequestWithContext(t.Context(), method, "http://"+u.Listen()+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				if cookie != "" {
					r.AddCookie(&http.Cookie{Name: cookieName, Value: cookie})
				}
				answer, err := http.DefaultTransport.RoundTrip(r)
				if err != nil {
					t.Fatal(err)
				}
				_ = answer.Body.Close()
				if answer.StatusCode != http.StatusForbidden {
					t.Errorf("%s: %s %s: %d", name, method, path, answer.StatusCode)
				}
			}
		}
	}
}

// The link opens the pages once and for the rest of the visit, and the token leaves the address.
func TestLinkOpensThePages(t *testing.T) {
	u := start(t, Options{HostPort: "127.0.0.1:1", Namespace: "duban"})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	for _, address := range []string{u.Link(), "http://" + u.Listen() + "/api/v1/settings"} {
		answer, err := browser.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK || strings.Contains(answer.Request.URL.String(), u.token) {
			t.Errorf("%s: %d at %s", address, answer.StatusCode, answer.Request.URL)
		}
	}
	first, err := url.Parse(u.Link())
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip(&http.Request{Method: http.MethodGet, URL: first,
		Header: http.Header{}})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	set := answer.Cookies()
	if len(set) != 1 || !set[0].HttpOnly || set[0].SameSite != http.SameSiteStrictMode ||
		answer.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("cookies %v, headers %v", set, answer.Header)
	}
}

// A link that was changed leads nowhere else.
func TestLinkStaysOnThisAddress(t *testing.T) {
	u := start(t, Options{HostPort: "127.0.0.1:1", Namespace: "duban"})
	for _, path := range []string{"//example.com/", "/%2f%2fexample.com/", "/\\example.com/"} {
		r := httptest.NewRequest(http.MethodGet, "http://"+u.Listen()+"/?token="+u.token, nil)
		r.URL.Path, r.URL.RawPath = path, ""
		w := httptest.NewRecorder()
		u.server.Handler.ServeHTTP(w, r)
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil || to.Host != "" || strings.HasPrefix(to.Path, "//") {
			t.Errorf("%q leads to %q, %v", path, w.Header().Get("Location"), err)
		}
	}
}

// The key of an external server is sent with each call, as it is now; what a browser sends in its place is not.
func TestAPIKeyIsSent(t *testing.T) {
	var seen []string
	next := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		seen = append(seen,
			r.Header.Get("Authorization"))
	})
	keys := []string{"first", "second"}
	for i, o := range []Options{
		{APIKey: func(context.Context) (string, error) { return keys[0], nil }},
		{APIKey: func(context.Context) (string, error) { return keys[1], nil }},
		{},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Authorization", "Bearer of the browser")
		withAPIKey(o, next).ServeHTTP(httptest.NewRecorder(), r)
		if want := []string{"Bearer first", "Bearer second", ""}[i]; seen[i] != want {
			t.Errorf("sent %q, want %q", seen[i], want)
		}
	}
	w := httptest.NewRecorder()
	o := Options{Log: slog.New(slog.DiscardHandler), APIKey: func(context.Context) (string, error) {
		return "",
			errors.New("no file")
	}}
	withAPIKey(o, next).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusServiceUnavailable || len(seen) != 3 {
		t.Errorf("%d, asked %d times", w.Code, len(seen))
	}
}
