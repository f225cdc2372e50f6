package web_test

import (
	"net/http"
	"regexp"
	"testing"

	"duban/models"
)

var orderLink = regexp.MustCompile(`href="(/orders/ord-[0-9a-f]+)"`)

// A rung of the ladder has drafted a letter, which the office finds in the ledger and opens; a unit does not see it.
func TestADraftIsOnItsPage(t *testing.T) {
	d := copyOfHalfYear(t)
	office := d.as(models.RoleOffice)
	found := orderLink.FindStringSubmatch(get(office, "/orders?lang=zh").Body.String())
	if found == nil {
		t.Fatal("no draft in the ledger")
	}
	for _, lang := range []string{"zh", "en"} {
		w := get(office, found[1]+"?lang="+lang)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", lang, w.Code)
		}
		check(t, office, w.Body.String())
	}
	for _, address := range []string{found[1] + "/paper/step-none"} {
		if w := get(office, address); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
	if w := get(d.as(models.RoleUnit), found[1]); w.Code != http.StatusNotFound {
		t.Errorf("a draft is not the unit's yet: %d", w.Code)
	}
}
