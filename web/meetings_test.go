package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/tracking"
)

// meetingForm is the form of a meeting with one item for the unit whose draft the session of a unit gets.
func (d submissionFixture) meetingForm(t *testing.T) (form url.Values, unit string) {
	t.Helper()
	unit = d.draft(t).Unit
	return url.Values{"key": {"meeting"}, "title": {"6月调度会"}, "held_on": {today.Date().String()}, "place": {"第二会议室"},
		"chair": {"区长"}, "attended": {"各镇办"}, "lines": {"完成地块征迁 · " + unit + " · " + (today.Date() + 7).String()}}, unit
}

// TestAMeetingIsEnteredAndDecided keeps a draft, shows what was read, refuses minutes without a scan, and makes the
// items tasks of signed minutes.
func TestAMeetingIsEnteredAndDecided(t *testing.T) {
	d := copyOfHalfYear(t)
	office := d.as(models.RoleOffice)
	form, unit := d.meetingForm(t)
	wrong := url.Values{"key": {"wrong"}, "held_on": {form.Get("held_on")}, "lines": {"完成地块征迁，尽快"}}
	if got := post(office, "/meetings", wrong); got.Code != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body.String(), "第 1 行") || !strings.Contains(got.Body.String(), "完成地块征迁，尽快") {
		t.Errorf("%d", got.Code)
	}
	address := post(office, "/meetings", form).Header().Get("Location")
	page := get(office, address).Body.String()
	for _, want := range []string{"尚未交办", "完成地块征迁", unit, "登记纪要并交办"} {
		if !strings.Contains(page, want) {
			t.Errorf("the draft lacks %q", want)
		}
	}
	form.Set("key", "change")
	form.Set("place", "第三会议室")
	if got := post(office, address+"/change", form); got.Header().Get("Location") != address {
		t.Errorf("%d %s", got.Code, shorten(got.Body.String()))
	}
	form.Set("key", "of an old page")
	form.Set("version", "1")
	if got := post(office, address+"/change", form); got.Code != http.StatusConflict ||
		!strings.Contains(got.Body.String(), "已被他人修改") || !strings.Contains(page, `name="version" value="1"`) {
		t.Errorf("%d %s", got.Code, shorten(got.Body.String()))
	}
	got := post(office, address+"/decide", url.Values{"key": {"no scan"}, "number": {"区专题会纪要〔2021〕3号"}})
	if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "没有扫描件的只能存为草稿") {
		t.Errorf("%d", got.Code)
	}
	got = sendFiles(t, office, address+"/decide", url.Values{"key": {"minutes"}, "number": {"区专题会纪要〔2021〕3号"}},
		map[string]string{"纪要.pdf": "%PDF-1.4 signed"})
	if got.Header().Get("Location") != address {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	for _, lang := range []string{"zh", "en"} {
		page = get(office, address+"?lang="+lang).Body.String()
		check(t, office, page)
		if !strings.Contains(page, "第三会议室") || !strings.Contains(page, `href="/orders/ord-`) {
			t.Errorf("%s: %s", lang, shorten(page))
		}
	}
	if got := get(office, address+"/minutes"); got.Code != http.StatusOK || got.Body.String() != "%PDF-1.4 signed" {
		t.Errorf("minutes: %d", got.Code)
	}
	page = get(d.as(models.RoleLeader), "/meetings").Body.String()
	if !strings.Contains(page, "正在办理 1") || strings.Contains(page, "/meetings/new") {
		t.Error(shorten(page))
	}
}

// TestBrowserFollowsADecision takes an item from the pasted minutes to its end: entered, registered, answered by the
// unit from its tasks, verified and closed by the office.
func TestBrowserFollowsADecision(t *testing.T) {
	d := copyOfHalfYear(t)
	form, _ := d.meetingForm(t)
	office, unit := httptest.NewServer(d.as(models.RoleOffice)), httptest.NewServer(d.as(models.RoleUnit))
	defer office.Close()
	defer unit.Close()
	p := chrome.Open(t, chrome.Desktop)
	p.Go(office.URL + "/meetings")
	p.Shows("还没有登记会议")
	p.Follow(`a[href="/meetings/new"]`)
	for _, name := range []string{"title", "place", "chair", "attended", "lines"} {
		p.Fill(`main [name="`+name+`"]`, form.Get(name))
	}
	p.Set(`[name="held_on"]`, form.Get("held_on"))
	p.Follow(`main form button[type="submit"]`)
	p.Shows("尚未交办", "完成地块征迁")
	shot(t, p, "meeting-draft-1440")
	scan := filepath.Join(t.TempDir(), "纪要.pdf")
	d.must(t, os.WriteFile(scan, []byte("%PDF-1.4 signed"), 0o600))
	p.Fill(`[name="number"]`, "区专题会纪要〔2021〕3号")
	p.Upload(`form[action$="/decide"] [name="files"]`, scan)
	p.Follow(`form[action$="/decide"] button[type="submit"]`)
	p.Shows("区专题会纪要〔2021〕3号", "正在办理")
	meeting := p.At()
	page, err := d.service.Meeting(t.Context(), reviewer, tracking.LastMeeting)
	d.must(t, err)
	order := page.Decisions[0].Order
	p.Go(unit.URL + "/tasks")
	p.Shows("反馈《6月调度会第1项议定事项》")
	for _, step := range []struct {
		srv  *httptest.Server
		kind models.OrderStepKind
		text string
	}{{unit, models.StepReply, "已完成征迁，附交地确认书。"}, {office, models.StepVerify, "现场核查属实"}} {
		p.Go(step.srv.URL + "/orders/" + order)
		form := `form[action$="/` + string(step.kind) + `"]`
		p.Click("details:has(" + form + ") summary")
		p.Fill(form+` [name="text"]`, step.text)
		p.Follow(form + ` button[type="submit"]`)
		p.Shows(step.text)
	}
	_, err = d.service.OrderStep(t.Context(), reviewer, "close", order, models.StepClose, models.OrderCommand{})
	d.must(t, err)
	p.Go(meeting)
	p.Shows("已办结", "已完成征迁，附交地确认书。")
	shot(t, p, "meeting-closed-1440")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("meeting: %s", violation)
	}
	p.Resize(chrome.Phone)
	p.Go(office.URL + "/meetings")
	p.Shows("已办结 1")
	shot(t, p, "meetings-390")
}
