package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

func TestGoingLive(t *testing.T) {
	d := newSubmissionFixtureFrom(t, 3, 0)
	h := d.as(models.RoleOffice)
	page := get(h, "/settings/live").Body.String()
	check(t, h, page)
	contains(t, page, []string{"试运行，未发出任何文件", "还没有选定正式督办的日期", "到期提醒", "督办阶梯", "启用步骤",
		"区领导 0 条"}, []string{"恢复后不再发出"})

	w := sendForm(h, "/settings/live", url.Values{"key": {"none"}, "programme": {"district-2021"}})
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no day: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"请选择正式督办的第一天"}, nil)
	for from, wrong := range map[string]string{"2021-07-02": "已过", "2021-07-18": "为休息日", "2021-07-19": "以确认"} {
		w = sendForm(h, "/settings/live", url.Values{"key": {"at " + from}, "programme": {"district-2021"}, "from": {from}})
		if w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", from, w.Code)
		}
		contains(t, w.Body.String(), []string{wrong}, nil)
	}
	old := get(h, "/settings/live/old?item=milestone")
	check(t, h, old.Body.String())
	w = sendForm(h, "/settings/live/old", url.Values{"key": {"old"}, "all": {"1"}, "reason": {"材料存档"}})
	contains(t, w.Body.String(), []string{"依据文件"}, nil)
	w = sendForm(h, "/settings/live/old", url.Values{"key": {"old"}, "all": {"1"}, "reason": {"材料存档"},
		"document": {"纪要〔2021〕3号"}})
	if w.Code != http.StatusSeeOther {
		t.Errorf("settled: %d %s", w.Code, w.Body)
	}
	contains(t, get(h, "/settings/live/old").Body.String(), []string{"尚有 0 件"}, nil)
	contains(t, get(h, "/live").Body.String(), []string{"向区领导发出系统外通知 0 份", "试运行中未发"}, nil)
	for range 2 { // sent twice
		w = sendForm(h, "/settings/live", url.Values{"key": {"live"}, "programme": {"district-2021"}, "from": {"2021-07-19"},
			"confirm": {"正式督办"}})
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%d", w.Code)
		}
	}
	contains(t, get(h, "/settings/live").Body.String(), []string{"将于 2021年7月19日 起正式督办", "恢复后不再发出"}, nil)
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
