package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"duban/internal/httpguard"
	"duban/models"
)

// Changes and exports of one person are limited together; pages, the log-out and other people are not.
func TestWhoSendsTooOftenWaits(t *testing.T) {
	h := &handlers{log: slog.New(slog.DiscardHandler)}
	ask := func(person, method, pattern string, who permission) (*httptest.ResponseRecorder, error) {
		r := httptest.NewRequest(method, "/x", nil)
		v := &visit{actor: models.Actor{ID: person}}
		w := httptest.NewRecorder()
		return w, h.paced(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)), route{pattern: pattern, who: who})
	}
	var err error
	for i := 0; err == nil && i < httpguard.Burst+httpguard.PerSecond; i++ {
		if _, err = ask("zhang", http.MethodPost, "POST /x", signedIn); err == nil {
			_, err = ask("zhang", http.MethodGet, "GET /audit/export", audits)
		}
	}
	if models.AsError(err).Code != "too_many_requests" || statusOf(err) != http.StatusTooManyRequests {
		t.Fatalf("%v", err)
	}
	if w, _ := ask("zhang", http.MethodPost, "POST /x", signedIn); w.Header().Get("Retry-After") != "1" {
		t.Errorf("%v", w.Header())
	}
	for _, one := range []struct {
		name, person, method, pattern string
		who                           permission
	}{
		{"a page", "zhang", http.MethodGet, "GET /x", signedIn},
		{"the log-out", "zhang", http.MethodPost, "POST /logout", public},
		{"another person", "li", http.MethodPost, "POST /x", signedIn},
	} {
		if _, err := ask(one.person, one.method, one.pattern, one.who); err != nil {
			t.Errorf("%s: %v", one.name, err)
		}
	}
}
