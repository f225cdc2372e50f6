package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
)

// Case 17 of people.md: who accepts a submission gets a way back with the next page.
func TestAnAcceptanceCanBeTakenBackAtOnce(t *testing.T) {
	h := copyOfHalfYear(t).as(models.RoleOffice)
	page := get(h, "/reviews?lang=zh").Body.String()
	at := regexp.MustCompile(`action="(/reviews/[^"?]+)"`).FindStringSubmatch(page)
	if at == nil {
		t.Fatal("no submission waits")
	}
	w := sendForm(h, at[1], url.Values{"key": {"accept"}, "decision": {"accept"}, "next": {"/reviews"}})
	next := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.Contains(next, "accepted=") {
		t.Fatalf("accepted: %d %s\n%s", w.Code, next, w.Body)
	}
	contains(t, get(h, next+"&lang=zh").Body.String(), []string{"十分钟内可以撤回本人的审定", at[1] + "/take-back"}, nil)
	if w := sendForm(h, at[1]+"/take-back", url.Values{"key": {"taken back at once"}}); w.Code != http.StatusSeeOther {
		t.Errorf("taken back: %d\n%s", w.Code, w.Body)
	}
	contains(t, get(h, "/reviews?lang=zh").Body.String(), []string{`action="` + at[1] + `"`}, nil)
}
