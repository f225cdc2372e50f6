package web_test

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

// largestPage is the most bytes of a page at any number of projects.
const largestPage = 150_000

// TestEveryPageIsSmallAtAnySize opens every page as every role that may with 1,000 projects.
func TestEveryPageIsSmallAtAnySize(t *testing.T) {
	d := ofSize(t, 1000)
	d.addBoardLink()
	as := map[models.RoleName]http.Handler{}
	for pattern, roles := range web.MayOpen() {
		method, path, ok := strings.Cut(pattern, " ")
		look := pageCases[pattern]
		if !ok || method != http.MethodGet || strings.HasPrefix(path, "/static/") || look.test != "" || path == "/login" {
			continue
		}
		if look.address == "" {
			look.address = path
		}
		for i, role := range roles {
			if i > 0 && !slices.Contains([]models.RoleName{models.RoleOwner, models.RoleUnit, models.RoleLeader}, role) {
				continue // they see what the first sees
			}
			if as[role] == nil {
				as[role] = d.as(role)
			}
			got := get(as[role], look.address)
			if got.Code != http.StatusOK && got.Code != http.StatusNotFound && got.Code != http.StatusForbidden &&
				got.Code != http.StatusSeeOther {
				t.Errorf("%s as %s: %d", look.address, role, got.Code)
			}
			if strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") && got.Body.Len() > largestPage {
				t.Errorf("%s as %s has %d bytes", look.address, role, got.Body.Len())
			}
		}
	}
	for _, address := range []string{"/board?print=a0", "/?colour=red", "/rankings?by=sponsor&doubts=2",
		"/projects?page=999",
		"/projects?sort=worst&q=第2批"} {
		if got := get(as[models.RoleOffice], address); got.Code != http.StatusOK || got.Body.Len() > largestPage {
			t.Errorf("%s: status %d, %d bytes", address, got.Code, got.Body.Len())
		}
	}
	t.Run("parts", func(t *testing.T) { testParts(t, d, 1000) })
}

var (
	nextPart      = regexp.MustCompile(`<a class="btn" rel="next" href="([^"]+)"`)
	linkToProject = regexp.MustCompile(`<a[^>]* href="/(?:projects|plans)/2021/(ZD-2021-[0-9]+)"`)
)

// testParts turns the pages of the long lists by their links: every project is on one of them, and none is twice.
func testParts(t *testing.T, d *fixture, n int) {
	office := d.as(models.RoleOffice)
	for address, list := range map[string]struct {
		from, to string // where the list is in the page
		projects int
	}{
		"/projects":                         {"<tbody", "</table>", n},
		"/":                                 {`id="projects"`, "</section>", n},
		"/plans":                            {`id="plan-list"`, "</table>", n},
		"/year-end":                         {`aria-labelledby="list-title"`, "</table>", n},
		"/round":                            {`aria-labelledby="units-title"`, "</main>", n},
		"/rankings?by=level&group=district": {`id="ranks"`, "</table>", n * 456 / 1000},
		"/projects?sort=due&level=city":     {"<tbody", "</table>", n * 544 / 1000},
	} {
		seen := map[string]int{}
		parts := 0
		for at := address; at != ""; parts++ {
			got := get(office, at)
			page := got.Body.String()
			if got.Code != http.StatusOK || len(page) > largestPage {
				t.Fatalf("%s: status %d, %d bytes", at, got.Code, len(page))
			}
			_, rest, _ := strings.Cut(page, list.from)
			text, _, _ := strings.Cut(rest, list.to)
			for _, m := range linkToProject.FindAllStringSubmatch(text, -1) {
				seen[m[1]]++
			}
			at = ""
			if m := nextPart.FindStringSubmatch(rest); m != nil {
				at, _, _ = strings.Cut(html.UnescapeString(m[1]), "#")
			}
		}
		if len(seen) != list.projects || parts < 5 {
			t.Errorf("%s: %d projects in %d parts", address, len(seen), parts)
		}
		for code, times := range seen {
			if times != 1 {
				t.Errorf("%s: %s stands %d times", address, code, times)
			}
		}
	}
}
