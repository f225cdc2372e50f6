package api

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhoHasTheAnswerAlreadyGetsNoneAgain(t *testing.T) {
	const address = "/api/v1/projects/2021/ZD-1"
	f := &fake{}
	first := ask(t, f, operator, "GET", address, "")
	tag := first.Header().Get("ETag")
	if first.Code != 200 || !strings.HasPrefix(tag, `"12-`) || first.Body.Len() == 0 {
		t.Fatalf("%d, ETag %s", first.Code, tag)
	}
	for _, sent := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		second := ask(t, f, operator, "GET", address, "", "If-None-Match", sent)
		if second.Code != http.StatusNotModified || second.Body.Len() != 0 || second.Header().Get("ETag") != tag {
			t.Errorf("%s: %d %s %q", sent, second.Code, second.Header().Get("ETag"), second.Body)
		}
	}
	for _, sent := range []string{"", `"12-other"`, "12"} {
		if second := ask(t, f, operator, "GET", address, "", "If-None-Match", sent); second.Code != 200 ||
			second.Body.Len() == 0 {
			t.Errorf("%s: %d", sent, second.Code)
		}
	}
	if other := ask(t, f, operator, "GET", "/api/v1/organisations", "").Header().Get("ETag"); other == "" ||
		strings.Contains(other, "-") {
		t.Errorf("a list has %q", other)
	}
	for _, address := range []string{"/api/v1/exports/plan", "/openapi.json", "/api/v1/nothing"} {
		if w := ask(t, f, operator, "GET", address, ""); w.Header().Get("ETag") != "" {
			t.Errorf("%s has a tag", address)
		}
	}
}

func TestAnEditIsHeldToWhatWasShown(t *testing.T) {
	const body = `{"change":"pause","date":"2021-06-01","moves_due":"no","reason":"应急"}`
	for _, tt := range []struct {
		address, match string
		status         int
		called         string
		code           string
	}{
		{"/api/v1/projects/2021/A/plan-changes", `"12-5c1e"`, 200, "operator: plan k 2021/A pause 2021-06-01 on 12", ""},
		{"/api/v1/projects/2021/A/plan-changes", `W/"12-5c1e"`, 200, "operator: plan k 2021/A pause 2021-06-01 on 12", ""},
		{"/api/v1/projects/2021/A/plan-changes", "*", 200, "operator: plan k 2021/A pause 2021-06-01", ""},
		{"/api/v1/projects/2021/A/plan-changes", `"5c1e"`, 412, "", "bad_etag"},
		{"/api/v1/projects/2021/A/plan-changes", `"0-5c1e"`, 412, "", "bad_etag"},
		{"/api/v1/projects/2021/A/plan-changes", `"99999999999-5c1e"`, 412, "", "bad_etag"},
		{"/api/v1/reconcile", `"12-5c1e"`, 412, "", "bad_etag"},
	} {
		f := &fake{}
		w := ask(t, f, operator, "POST", tt.address, body, "Idempotency-Key", "k", "If-Match", tt.match)
		if got := strings.Join(f.calls, "; "); w.Code != tt.status || got != tt.called {
			t.Errorf("%s If-Match %s: %d, reached %q; want %d, %q", tt.address, tt.match, w.Code, got, tt.status, tt.called)
		}
		if tt.code != "" && wantProblem(t, w).Code != tt.code {
			t.Errorf("%s If-Match %s: %s", tt.address, tt.match, w.Body)
		}
	}
}
