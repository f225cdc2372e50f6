package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

func TestWhatIsSoughtIsFoundByWhomItConcerns(t *testing.T) {
	d := halfYear(t)
	office := d.as(models.RoleOffice)
	var name string
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		p, err := tx.Project(projectID(2021, 0))
		name = p.Name
		return err
	})
	const initials = "qcsh" // of 齐创石化
	for _, typed := range []string{"2021-001", string([]rune(name)[:3]), initials, "ZD-2021-001"} {
		page := get(office, "/search?q="+url.QueryEscape(typed)).Body.String()
		check(t, office, page)
		contains(t, page, []string{`href="/projects/2021/ZD-2021-001"`, `id="seek"`}, nil)
	}
	contains(t, get(office, "/search?q="+url.QueryEscape("没有这样的词")).Body.String(), []string{"没有找到"}, nil)
	last := code(2021, len(sampleYear.Projects)-1)
	contains(t, get(d.as(models.RoleOwner), "/search?q="+last).Body.String(), []string{"没有找到"},
		[]string{`href="/projects/2021/` + last})
	if w := get(d.as(models.RoleAuditAdmin), "/search?q=a"); w.Code != http.StatusForbidden {
		t.Errorf("an audit administrator searches projects: %d", w.Code)
	}
}

// A mark is a person's own: it is on the list, under the empty field, and no other person has it.
func TestAMarkedProjectIsFoundAtOnce(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	office, unit := d.as(models.RoleOffice), d.as(models.RoleUnit)
	first, second := code(2021, 0), code(2021, 1)
	contains(t, get(office, "/projects?starred=1").Body.String(), []string{"在项目页面点“关注”"}, []string{first})
	star := func(h http.Handler, key, project string, form url.Values) int {
		form.Set("key", key)
		return sendForm(h, "/projects/2021/"+project+"/star", form).Code
	}
	for range 2 { // sent twice
		if got := star(office, "star-1", first, url.Values{"on": {"1"}}); got != http.StatusSeeOther {
			t.Fatalf("marked: %d", got)
		}
	}
	list := get(office, "/projects?starred=1").Body.String()
	check(t, office, list)
	contains(t, list, []string{first, `aria-label="已关注"`, "筛选出 1 个，共 2 个"}, []string{second})
	contains(t, get(office, "/projects/2021/"+first).Body.String(), []string{"取消关注"}, nil)
	contains(t, get(office, "/projects/2021/"+second).Body.String(), []string{"☆ 关注"}, []string{"取消关注"})
	offered := get(office, "/search", header("HX-Request", "true")).Body.String()
	contains(t, offered, []string{`href="/projects/2021/` + first}, []string{"<html", second})
	contains(t, get(unit, "/search").Body.String(), nil, []string{`href="/projects/2021/` + first})
	if got := star(office, "star-2", "ZD-2021-999", url.Values{"on": {"1"}}); got != http.StatusNotFound {
		t.Errorf("a project that is not there: %d", got)
	}
	if got := star(office, "star-3", first, url.Values{}); got != http.StatusSeeOther {
		t.Fatalf("no longer marked: %d", got)
	}
	contains(t, get(office, "/search").Body.String(), nil, []string{`href="/projects/2021/` + first})
}

// A file is found by its name by whoever may open it.
func TestAFileIsFoundByWhoMayOpenIt(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	owner, office := d.as(models.RoleOwner), d.as(models.RoleOffice)
	address, _ := d.dueMilestone(t)
	w := sendFiles(t, owner, address, url.Values{"key": {"found"}, "done_on": {"2021-06-30"}},
		map[string]string{"竣工验收意见_100%.pdf": "%PDF-1.4\n%found\n"})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("handed in: %d", w.Code)
	}
	for _, typed := range []string{"验收意见", "_100%", "见_1"} {
		page := get(office, "/search?q="+url.QueryEscape(typed)).Body.String()
		check(t, office, page)
		found := regexp.MustCompile(`href="(/submissions/[^"]*)"[^>]*>竣工验收意见`).FindStringSubmatch(page)
		if found == nil {
			t.Fatalf("%q does not find the file", typed)
		}
		if got := get(office, found[1]); got.Code != http.StatusOK {
			t.Errorf("it opens with %d", got.Code)
		}
	}
	contains(t, get(office, "/search?q="+url.QueryEscape("%pdf")).Body.String(), []string{"没有找到"}, nil)
	other := models.Actor{ID: "other", Name: "另一经办人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: models.OrganisationID(sampleYear.Projects[1].Owner)}}}
	mine, err := d.service.Search(t.Context(), other, "验收意见", 0)
	if d.must(t, err); len(mine) != 0 && sampleYear.Projects[0].Owner != sampleYear.Projects[1].Owner {
		t.Errorf("another owner finds %v", mine)
	}
}
