package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

func TestPlanChanges(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	h := d.as(models.RoleOffice)
	const at = "/plans/2021/ZD-2021-001"
	_, m := d.dueMilestone(t)
	for _, tt := range []struct {
		change  string
		form    url.Values
		status  int
		message string
	}{
		{"amount", url.Values{"amount": {"100"}, "reason": {" "}}, http.StatusUnprocessableEntity, "调整计划须写明原因"},
		{"amount", url.Values{"amount": {"一百"}, "reason": {"追加"}}, http.StatusUnprocessableEntity, "年度计划投资不是数字"},
		{"amount", url.Values{"amount": {"12345"}, "reason": {"追加投资"}, "document": {"重点办1号"}}, http.StatusSeeOther, "重点办1号"},
		{"move", url.Values{"milestone": {m.ID}, "reason": {"雨季"}}, http.StatusUnprocessableEntity, "新日期"},
		{"move", url.Values{"milestone": {m.ID}, "date": {"2021-12-01"}, "reason": {"雨季"}}, http.StatusSeeOther,
			"已改期至2021年12月1日"},
		{"resume", url.Values{"date": {"2021-07-12"}, "reason": {"复工"}}, http.StatusConflict, "没有停工"},
		{"pause", url.Values{"moves_due": {"no"}, "date": {"2021-07-01"}, "reason": {"登记错项目"}}, http.StatusSeeOther,
			"停工，自 2021年7月1日"},
		{"cancel", url.Values{"date": {"2021-07-01"}, "reason": {"更正"}}, http.StatusSeeOther, "停工登记已取消"},
		{"close", url.Values{"reason": {"建成"}}, http.StatusSeeOther, "已销号"},
	} {
		tt.form["key"], tt.form["change"] = []string{tt.change + tt.message}, []string{tt.change}
		w := sendForm(h, at, tt.form)
		if w.Code != tt.status {
			t.Errorf("%s %s: %d", tt.change, tt.message, w.Code)
		}
		page := w.Body.String()
		if w.Code == http.StatusSeeOther {
			page = get(h, at).Body.String()
		}
		check(t, h, page)
		contains(t, page, []string{tt.message}, nil)
	}
	contains(t, get(h, at).Body.String(), []string{"12,345", "追加投资"}, []string{`method="post" action="/plans`})
	if w := get(h, "/plans?project=ZD-2021-002"); w.Header().Get("Location") != "/plans/2021/ZD-2021-002" {
		t.Errorf("by code: %d %s", w.Code, w.Header().Get("Location"))
	}
}

func TestPlanForms(t *testing.T) {
	h := halfYear(t).as(models.RoleOffice)
	for _, change := range []string{"move", "pause", "amount", "close"} {
		page := get(h, "/plans/2021/ZD-2021-001?do="+change).Body.String()
		check(t, h, page)
		contains(t, page, []string{`name="change" value="` + change, "原因", "文号"}, nil)
	}
	contains(t, get(h, "/plans/2021/ZD-2021-001?do=resume").Body.String(), []string{"请选择办理事项"}, []string{`name="change"`})
}

func TestSeveralProjectsArePaused(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	h := d.as(models.RoleOffice)
	both := []string{"2021/ZD-2021-001", "2021/ZD-2021-003"}
	form := url.Values{"key": {"several"}, "change": {"pause"}, "moves_due": {"no"}, "project": both,
		"date":     {"2021-07-10"},
		"document": {"应急1号"}}
	w := sendForm(h, "/plans", form)
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", w.Code)
	}
	check(t, h, w.Body.String())
	contains(t, w.Body.String(), []string{"调整计划须写明原因", `value="2021/ZD-2021-003" checked`, `value="应急1号"`},
		[]string{`value="2021/ZD-2021-002" checked`})
	form.Set("reason", "重污染天气应急")
	for range 2 { // sent twice
		if w = sendForm(h, "/plans", form); w.Code != http.StatusSeeOther {
			t.Fatalf("%d", w.Code)
		}
	}
	list, err := d.service.Plans(t.Context(), reviewer, "")
	d.must(t, err)
	if list.Paused != 2 || list.Projects[1].PausedFrom != 0 {
		t.Errorf("%d paused", list.Paused)
	}
	form["key"], form["project"] = []string{"again"}, append(both, "2021/ZD-2021-002")
	if w = sendForm(h, "/plans", form); w.Code != http.StatusConflict {
		t.Errorf("two are paused already: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"1 件成功，2 件未成功", "已停工"}, nil)
}
