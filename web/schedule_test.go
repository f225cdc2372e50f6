package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
)

var inputOf = regexp.MustCompile(`<input [^>]*name="([^"]+)"[^>]*>`)

// filledIn is a form of a page as it would be sent without a change.
func filledIn(page, action string) url.Values {
	_, body, _ := strings.Cut(page, `<form method="post" action="`+action+`"`)
	body, _, _ = strings.Cut(body, "</form>")
	form := url.Values{}
	for _, in := range inputOf.FindAllStringSubmatch(body, -1) {
		if strings.Contains(in[0], `type="checkbox"`) && !strings.Contains(in[0], " checked") {
			continue
		}
		_, value, _ := strings.Cut(in[0], ` value="`)
		value, _, _ = strings.Cut(value, `"`)
		form.Set(in[1], value)
	}
	return form
}

// The owner lays a template backwards, changes a day, asks; the office approves it on the request's page.
func TestAScheduleIsLaidOnItsPage(t *testing.T) {
	d := copyOfHalfYear(t)
	owner, office := d.as(models.RoleOwner), d.as(models.RoleOffice)
	const at = "/projects/2021/ZD-2021-001/schedule"
	lay := at + "?lang=zh&way=by&template=" + url.QueryEscape("产业")
	contains(t, get(owner, lay).Body.String(), []string{"请填写开始日期"}, nil)
	page := get(owner, lay+"&date=2023-12-31").Body.String()
	check(t, owner, page)
	contains(t, page, []string{"设备安装调试", "仅供对照，不列为督办节点", "提出申请"}, []string{"批准人"})
	form := filledIn(page, at)
	form.Set("reason", "")
	w := sendForm(owner, at+"?lang=zh", form)
	check(t, owner, w.Body.String())
	contains(t, w.Body.String(), []string{"请写明申请的理由", "设备安装调试"}, nil)
	form = filledIn(page, at)
	changed := ""
	for field, values := range form {
		if i, ok := strings.CutPrefix(field, "name-"); ok && values[0] == "设备安装调试" {
			changed = "date-" + i
			form.Set("after-"+i, "没有的节点")
		}
	}
	form.Set("reason", "年度节点计划")
	form.Set(changed, "2021-07-20")
	w = sendForm(owner, at+"?lang=zh", form)
	contains(t, w.Body.String(), []string{"的前置节点“没有的节点”不在计划中", "2021-07-20"}, nil)
	form.Set(strings.Replace(changed, "date", "after", 1), "主体封顶")
	w = sendForm(owner, at, form)
	asked := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !requestLink.MatchString(asked) {
		_, why, _ := strings.Cut(w.Body.String(), `role="alert">`)
		t.Fatalf("asked: %d %s %.200s", w.Code, asked, why)
	}
	contains(t, get(owner, at+"?lang=zh").Body.String(), []string{"已提出节点计划申请，待审批"}, nil)
	contains(t, get(office, asked+"?lang=zh").Body.String(), []string{"设备安装调试", "2021年7月20日", "工期 120 天", "批准"}, nil)
	if w := sendForm(office, asked+"/decide", url.Values{"key": {"yes"}, "decision": {"approve"}}); w.Code !=
		http.StatusSeeOther {
		t.Fatalf("approved: %d %s", w.Code, w.Body)
	}
	contains(t, get(owner, "/projects/2021/ZD-2021-001?lang=zh").Body.String(), []string{"设备安装调试", "2021-07-20", "前置："},
		nil)
	// the office links milestones itself; those with a date keep it
	page = get(office, at+"?lang=zh").Body.String()
	check(t, office, page)
	form = filledIn(page, at)
	form.Set("reason", "补充")
	form.Set("name-"+fresh(form), "环保验收")
	form.Set("date-"+fresh(form), "2023-12-01")
	if w := sendForm(office, at+"?lang=zh", form); w.Code != http.StatusSeeOther {
		t.Errorf("set: %d %.2000s", w.Code, w.Body)
	}
	contains(t, get(office, at+"?lang=zh").Body.String(), []string{"环保验收"}, nil)
	check(t, office, get(office, "/plans/2021/ZD-2021-001?lang=zh").Body.String())
}

// fresh is the number of the form's first row for a milestone that is typed in.
func fresh(form url.Values) string {
	for i := range 150 {
		if form.Has(fmt.Sprint("fresh-", i)) {
			return fmt.Sprint(i)
		}
	}
	return ""
}

func TestMilestoneTemplatesAreChangedOnTheirPage(t *testing.T) {
	d := copyOfHalfYear(t)
	h := d.as(models.RoleOffice)
	const at = "/settings/milestones"
	for _, address := range []string{at + "?lang=zh", at + "?lang=en", at + "?lang=zh&template=" + url.QueryEscape("民生")} {
		check(t, h, get(h, address).Body.String())
	}
	form := url.Values{"key": {"own"}, "template": {"小型改造"}, "name-0": {"开工"}, "days-0": {"十"}, "name-1": {"竣工验收"},
		"days-1": {"60"}, "after-1": {"开工"}, "control-1": {"1"}}
	w := sendForm(h, at+"?lang=zh", form)
	check(t, h, w.Body.String())
	contains(t, w.Body.String(), []string{"工期应为日历日数", "竣工验收"}, nil)
	form.Set("days-0", "10")
	if w = sendForm(h, at, form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	contains(t, get(h, at+"?lang=zh&template="+url.QueryEscape("小型改造")).Body.String(), []string{"自设", "删除模板",
		`value="60"`}, nil)
	w = sendForm(h, at+"?lang=zh", url.Values{"key": {"again"}, "new": {"1"}, "template": {"民生"}, "name-0": {"仅此一项"}})
	check(t, h, w.Body.String())
	contains(t, w.Body.String(), []string{"已有名为“民生”的节点模板", "仅此一项", `name="new"`}, nil)
	contains(t, get(h, at+"?lang=zh&template="+url.QueryEscape("民生")).Body.String(), nil, []string{"仅此一项"})
	if w = sendForm(h, at+"/reset", url.Values{"key": {"del"}, "template": {"小型改造"}}); w.Code != http.StatusSeeOther {
		t.Errorf("%d", w.Code)
	}
	contains(t, get(h, at+"?lang=zh").Body.String(), nil, []string{"小型改造"})
}

func TestAGanttShowsWhatFollowsMove(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	office := d.as(models.RoleOffice)
	const at = "/projects/2021/ZD-2021-001"
	m := d.laterMilestone(t)
	form := url.Values{"key": {"add"}, "change": {"schedule"}, "name-0": {"清洗"}, "fresh-0": {"1"}, "days-0": {"40"},
		"date-0": {(m.Due + 40).String()}, "after-0": {m.Name}, "name-1": {m.Name}, "has-1": {"open"}, "reason": {"补充"}}
	if w := sendForm(office, at+"/schedule", form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %.2000s", w.Code, w.Body)
	}
	contains(t, get(office, at+"/gantt?lang=zh").Body.String(), []string{"清洗", `class="today"`, `class="link"`},
		nil)
	if w := sendForm(office, "/plans/2021/ZD-2021-001", url.Values{"key": {"move"}, "change": {"move"},
		"milestone": {m.ID},
		"date":      {(m.Due + 30).String()}, "reason": {"材料"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	want := "预计 " + (m.Due + 70).Long()
	for _, address := range []string{at + "?", at + "/gantt?", at + "/gantt?paper=a3&", at + "/schedule?"} {
		page := get(office, address+"lang=zh").Body.String()
		check(t, office, page)
		contains(t, page, []string{want, "晚 30 天"}, nil)
	}
}

// laterMilestone is an open milestone of the first project that is due after today.
func (d submissionFixture) laterMilestone(t *testing.T) models.Milestone {
	t.Helper()
	var m models.Milestone
	d.must(t, d.store.Read(t.Context(), func(tx *store.Tx) error {
		f, err := tx.Facts(projectID(2021, 0))
		for _, m = range f.Milestones {
			if m.Status == models.MilestoneOpen && m.Due > today.Date() {
				break
			}
		}
		return err
	}))
	return m
}
