package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

// The office enters a round on its document, is refused without one, and ends it with a reason.
func TestInterimRoundsAreEnteredOnADocument(t *testing.T) {
	d := halfYear(t)
	office, today := d.as(models.RoleOffice), models.InstantOf(d.now.Time()).Date()
	const address = "/settings/interim"
	page := get(office, address).Body.String()
	check(t, office, page)
	contains(t, page, []string{"没有旬、周调度，按月调度。", "仅供掌握进度，不计入月报", "没有领导签发的文件"}, []string{`/end"`})
	entry := url.Values{"key": {"one"}, "kind": {"week"}, "projects": {"city_major"}, "document": {""},
		"title": {"关于开展周调度的通知"}, "document_on": {today.String()}, "first_day": {today.String()},
		"last_day": {(today + 30).String()}}
	w := sendForm(office, address, entry)
	if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusBadRequest {
		t.Errorf("without a document: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"须有领导签发的文件", "关于开展周调度的通知"}, nil)
	entry.Set("document", "青政办函〔2021〕15号")
	if w = sendForm(office, address, entry); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	page = get(office, address).Body.String()
	check(t, office, page)
	contains(t, page, []string{"周调度", "青政办函〔2021〕15号", "市重大项目", "本期或下一期", "/settings/interim/district-2021-interim-1/end"},
		nil)
	end := address + "/district-2021-interim-1/end"
	w = sendForm(office, end, url.Values{"key": {"two"}, "reason": {""}})
	contains(t, w.Body.String(), []string{"请填写提前结束的原因"}, nil)
	if w = sendForm(office, end, url.Values{"key": {"two"}, "reason": {"节点任务已完成"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	contains(t, get(office, address).Body.String(), []string{"已提前结束", "节点任务已完成"}, []string{`/end"`})
}
