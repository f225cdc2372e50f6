package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

// All projects of a filter are extended: the page asks for what the act lacks, shows what it would do, and does it.
func TestAllOfAFilterAreActedOn(t *testing.T) {
	d := newSubmissionFixture(t, 4)
	h := d.as(models.RoleOffice)
	grid := get(h, "/projects").Body.String()
	contains(t, grid, []string{`name="project" value="2021/` + code(2021, 0), "全选 4 个", `value="extend"`}, nil)
	contains(t, get(d.as(models.RoleLeader), "/projects").Body.String(), nil, []string{"全选", `class="tick"`})
	form := url.Values{"key": {"bulk of all"}, "act": {"extend"}, "all": {"1"}, "query": {"level=city"},
		"back": {"/projects?level=city"}}
	page := sendForm(h, "/bulk", form).Body.String()
	check(t, h, page)
	contains(t, page, []string{"请填写新的日期或顺延天数", "/projects?level=city"}, []string{"确认办理"})
	form.Set("days", "15")
	form.Set("reason", "汛期影响")
	page = sendForm(h, "/bulk", form).Body.String()
	contains(t, page, []string{"确认办理", "已改期至"}, nil)
	form.Set("commit", "1")
	w := sendForm(h, "/bulk", form)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	contains(t, get(h, w.Header().Get("Location")).Body.String(), []string{"批量办理结果", "已改期至", "/projects?level=city"}, nil)
	form.Set("date", "2021-13-01")
	form.Del("commit")
	if w = sendForm(h, "/bulk", form); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("bad date: %d", w.Code)
	}
}
