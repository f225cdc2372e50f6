package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

// A month is closed with the missing ones named, shown in both languages, and reopened with a document.
func TestAMonthIsClosedAndReopened(t *testing.T) {
	h := copyOfHalfYear(t).as(models.RoleOffice)
	const at = "/rounds/2021-06/close"
	form := url.Values{"key": {"close June"}, "programme": {"district-2021"}}
	w := sendForm(h, at, form)
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", w.Code)
	}
	check(t, h, w.Body.String())
	form.Set("reason", "6个项目未报，沿用上期审定数")
	if w = sendForm(h, at, form); w.Code != http.StatusSeeOther {
		t.Fatalf("closing: %d\n%s", w.Code, w.Body)
	}
	for _, address := range []string{"/closings?lang=zh", "/closings?lang=en", "/closings/2021-06?lang=zh",
		"/closings/2021-06?lang=en", at + "?lang=en"} {
		w := get(h, address)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", address, w.Code)
		}
		check(t, h, w.Body.String())
	}
	contains(t, get(h, "/closings/2021-06?lang=zh").Body.String(), []string{"第1版", "6个项目未报，沿用上期审定数"}, nil)

	again := url.Values{"key": {"reopen June"}, "programme": {"district-2021"}, "reason": {"补报"},
		"document": {"区重点办〔2021〕12号"}}
	if w := sendForm(h, "/closings/2021-06/reopen", again); w.Code != http.StatusSeeOther {
		t.Errorf("reopening: %d\n%s", w.Code, w.Body)
	}
	contains(t, get(h, "/closings?lang=zh").Body.String(), []string{"重新开启", "区重点办〔2021〕12号"}, nil)
}
