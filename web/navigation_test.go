package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

var (
	navPart    = regexp.MustCompile(`(?s)<nav class="places".*?</nav>`)
	thumbsPart = regexp.MustCompile(`(?s)<nav class="thumbs".*?</nav>`)
	navHeading = regexp.MustCompile(`<summary[^>]*>([^<]+)`)
	navLink    = regexp.MustCompile(`<a href="(/[^"]*)"[^>]*>([^<]+)`)
)

func TestNavigationByRole(t *testing.T) {
	d := planned(t, 1, 0)
	opens := web.MayOpen()
	groups := []string{"项目与计划", "填报与审核", "督办落实", "统计分析", "系统设置"}
	for _, tt := range []struct {
		role     models.RoleName
		overview bool
		first    string
		groups   []string
	}{
		{models.RoleOffice, true, "总览", groups}, {models.RoleLeader, true, "领导专页", groups},
		{models.RoleGovernment, true, "领导专页", groups}, {models.RoleReadOnly, true, "总览", groups},
		{models.RoleOwner, false, "我的事项", nil}, {models.RoleUnit, false, "我的事项", nil},
		{models.RoleSystemAdmin, false, "我的事项", nil}, {models.RoleAuditAdmin, false, "我的事项", nil},
	} {
		h := d.as(tt.role)
		page := get(h, "/account").Body.String()
		if got := strings.Contains(page, `<a href="/">总览</a>`); got != tt.overview {
			t.Errorf("%s: overview in the navigation %t, want %t", tt.role, got, tt.overview)
		}
		first := get(h, "/")
		if (first.Code == http.StatusOK) != tt.overview || !tt.overview && first.Code != http.StatusSeeOther {
			t.Errorf("%s: the first page answers %d", tt.role, first.Code)
		}
		places := navPart.FindString(page)
		var headings, paths []string
		for _, g := range navHeading.FindAllStringSubmatch(places, -1) {
			headings = append(headings, strings.TrimSpace(g[1]))
		}
		if !slices.Equal(headings, tt.groups) {
			t.Errorf("%s: groups %v, want %v", tt.role, headings, tt.groups)
		}
		links := navLink.FindAllStringSubmatch(places, -1)
		if strings.TrimSpace(links[0][2]) != tt.first {
			t.Errorf("%s: first %q, want %q", tt.role, links[0][2], tt.first)
		}
		for _, l := range links {
			path := l[1]
			if roles := opens["GET "+path]; path != "/" && !slices.Contains(roles, tt.role) || slices.Contains(paths, path) {
				t.Errorf("%s: %s stands twice or cannot be opened", tt.role, path)
			}
			paths = append(paths, path)
		}
	}
	marked := navPart.FindString(get(d.as(models.RoleOffice), "/projects").Body.String())
	contains(t, marked, []string{`<summary aria-current="true">项目与计划`, `<a href="/projects" aria-current="page">`}, nil)
	if n := strings.Count(marked, "aria-current"); n != 2 {
		t.Errorf("%d places are current", n)
	}
}

// The bar at the bottom of a phone has the four pages that each role needs most.
func TestThePhonesBarByRole(t *testing.T) {
	d := planned(t, 1, 0)
	for role, want := range map[models.RoleName]string{
		models.RoleOffice: "/ /tasks /inbox /projects", models.RoleLeader: "/leader / /tasks /inbox",
		models.RoleUnit: "/tasks /unit /inbox /projects", models.RoleOwner: "/tasks /inbox /projects /help",
	} {
		var paths []string
		bar := thumbsPart.FindString(get(d.as(role), "/account").Body.String())
		for _, l := range navLink.FindAllStringSubmatch(bar, -1) {
			paths = append(paths, l[1])
		}
		if got := strings.Join(paths, " "); got != want {
			t.Errorf("%s: %s, want %s", role, got, want)
		}
	}
}

// What the navigation counts is what /tasks lists, by the page on which it is done; a decision is no longer counted.
func TestNavigationCountsWhatWaits(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	d.submitReports(t, 1)
	office := d.as(models.RoleOffice)
	count := func(entry string) int {
		t.Helper()
		page := get(office, "/account").Body.String()
		found := regexp.MustCompile(`>` + entry + ` <b class="waits">(\d+)</b>`).FindStringSubmatch(navPart.FindString(page))
		if found == nil {
			return 0
		}
		n, err := strconv.Atoi(found[1])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	queue := d.waiting(t)
	if count("审核") != len(queue) || count("填报与审核") < len(queue) {
		t.Fatalf("%d wait, 审核 counts %d, its group %d", len(queue), count("审核"), count("填报与审核"))
	}
	agrees := func() {
		t.Helper()
		contains(t, get(office, "/tasks").Body.String(), []string{fmt.Sprintf("待办 %d 项", count("我的事项"))}, nil)
	}
	agrees()
	done := sendForm(office, "/reviews/"+queue[0].ID, url.Values{"key": {"counted"}, "decision": {"accept"},
		"confirmed": {"1"}})
	if len(d.waiting(t)) != len(queue)-1 {
		t.Fatalf("%d %s", done.Code, done.Body)
	}
	if n := count("审核"); n != len(queue)-1 {
		t.Errorf("after a decision 审核 counts %d", n)
	}
	agrees()
}
