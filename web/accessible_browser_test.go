package web_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/web"
)

// TestBrowserFindsEveryPageAccessible opens each page once, as the first role that may open it, and runs axe-core on
// it: nothing serious or critical. On a phone no page can be moved sideways.
func TestBrowserFindsEveryPageAccessible(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "node_modules/axe-core/axe.min.js")
	d := halfYear(t)
	var as http.Handler
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { as.ServeHTTP(w, r) }))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	handlers := map[models.RoleName]http.Handler{}
	may := web.MayOpen()
	opened := 0
	for _, pattern := range slices.Sorted(maps.Keys(may)) {
		method, address, _ := strings.Cut(pattern, " ")
		look := pageCases[pattern]
		if method != http.MethodGet || look.test != "" || look.address == "" && strings.Contains(address, "{") {
			continue
		}
		if look.address != "" {
			address = look.address
		}
		role := look.role
		if role == "" && slices.Contains(may[pattern], models.RoleOffice) {
			role = models.RoleOffice
		} else if role == "" {
			role = may[pattern][0]
		}
		if handlers[role] == nil {
			handlers[role] = d.as(role)
		}
		as = handlers[role]
		page := get(as, address)
		if page.Code != http.StatusOK || !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") {
			continue
		}
		opened++
		p.Go(srv.URL + address)
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Errorf("%s: %s", address, violation)
		}
		p.Resize(chrome.Phone)
		for _, element := range p.TooWide() {
			t.Errorf("%s on a phone: too wide: %s", address, element)
		}
		p.Resize(chrome.Desktop)
	}
	if opened < 70 {
		t.Errorf("%d pages were opened", opened)
	}
}
