package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

// mostQueries is how many questions to the database a page may ask: four for the session, some fifteen for the facts
// of a programme, the others for what stands beside them. None is asked once for each of the 48 projects.
const mostQueries = 34

// TestEveryPageForEveryRole opens every page as everybody who may open it, in one language or the other: it is there
// or it is not theirs, it is whole, short, of this program alone, and asks the database little.
func TestEveryPageForEveryRole(t *testing.T) {
	d := halfYear(t)
	d.hang()
	as := map[models.RoleName]http.Handler{}
	for _, role := range models.RoleNames {
		as[role] = d.as(role)
	}
	for pattern, roles := range web.MayOpen() {
		method, path, ok := strings.Cut(pattern, " ")
		look := rendered[pattern]
		if !ok || method != http.MethodGet || strings.HasPrefix(path, "/static/") || look.test != "" || path == "/login" {
			continue
		}
		if look.address == "" {
			look.address = path
		}
		seen := 0
		for i, role := range roles {
			h := as[role]
			address := look.address + map[bool]string{true: "&", false: "?"}[strings.Contains(look.address, "?")] +
				[]string{"lang=zh", "lang=en"}[i%2]
			before := queries.Load()
			got := get(h, address)
			asked := queries.Load() - before
			switch got.Code {
			case http.StatusOK:
				seen++
			case http.StatusNotFound, http.StatusForbidden, http.StatusSeeOther:
			default:
				t.Errorf("%s as %s: %d", address, role, got.Code)
			}
			if asked > mostQueries && path != "/system" { // the doctor looks at everything
				t.Errorf("%s as %s asks the database %d times", address, role, asked)
			}
			if page := got.Body.String(); strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") {
				if len(page) > 100_000 {
					t.Errorf("%s as %s has %d bytes", address, role, len(page))
				}
				check(t, h, page)
			}
		}
		if seen == 0 {
			t.Errorf("%s is opened by nobody", pattern)
		}
	}
}
