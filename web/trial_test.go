package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

func TestGoingLive(t *testing.T) {
	d := planned(t, 3, 0)
	d.must(t, d.advanceTo(today))
	d.now = today
	h := d.as(models.RoleOffice)
	page := get(h, "/settings/live").Body.String()
	check(t, h, page)
	contains(t, page, []string{"试运行，未发出任何文件", "还没有选定正式督办的日期", "到期提醒", "督办阶梯"}, []string{"转回试运行"})

	w := sendForm(h, "/settings/live", url.Values{"key": {"none"}, "programme": {"district-2021"}})
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no day: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"请选择正式督办的第一天"}, nil)
	for range 2 { // sent twice
		w = sendForm(h, "/settings/live", url.Values{"key": {"live"}, "programme": {"district-2021"}, "from": {"2021-07-19"}})
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%d", w.Code)
		}
	}
	contains(t, get(h, "/settings/live").Body.String(), []string{"将于 2021-07-19 起正式督办", "转回试运行"}, nil)
	sendForm(h, "/settings/live", url.Values{"key": {"back"}, "programme": {"district-2021"}, "back": {"1"}})
	contains(t, get(h, "/settings/live").Body.String(), []string{"还没有选定正式督办的日期"}, nil)

	sendForm(h, "/settings/colours", url.Values{"key": {"colours"}, "programme": {"district-2021"},
		"colours": {"points-2021"}})
	contains(t, get(h, "/settings/live").Body.String(), []string{"<b>落后序时 10 个百分点起黄灯，超过 30 个红灯"}, nil)
	if w = sendForm(h, "/settings/colours", url.Values{"key": {"mine"},
		"colours": {"mine"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown rule set: %d", w.Code)
	}
	contains(t, get(empty(t).as(models.RoleOffice), "/settings/live").Body.String(), []string{"还没有项目清单"}, nil)
}
