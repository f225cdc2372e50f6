package web_test

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"duban/models"
	"duban/tracking"
)

// formulaForm is the form of the document by which the tests score.
func formulaForm(key string) url.Values {
	return url.Values{"key": {key}, "document": {"张重点办〔2021〕3号"}, "title": {"重点项目推进考核办法"}, "issued_on": {"2021-03-01"},
		"objection_days": {"1"}, "lines": {models.ScoreLines(models.SuggestedScoreItems)}}
}

// closedQuarter is the half year with June closed and files.
func closedQuarter(t *testing.T) submissionFixture {
	t.Helper()
	d := copyOfHalfYear(t)
	office := models.Actor{ID: "person-of-office", Name: "某", Roles: []models.Role{{Role: models.RoleOffice}}}
	_, err := d.service.CloseMonth(t.Context(), office, "close June", "", tracking.CloseRequest{
		Month: models.MonthOf(2021, 6), Reason: "6个项目未报，沿用上期审定数"})
	d.must(t, err)
	return d
}

// A score is drafted, contested and settled on its page, in both languages; what is wrong is said beside its field.
func TestAScoreIsContestedOnItsPage(t *testing.T) {
	d := closedQuarter(t)
	office, unit, leader := d.as(models.RoleOffice), d.as(models.RoleUnit), d.as(models.RoleLeader)
	both := func(h http.Handler, address string) string {
		page := get(h, address+"?lang=en").Body.String()
		check(t, h, page)
		page = get(h, address+"?lang=zh").Body.String()
		check(t, h, page)
		return page
	}
	contains(t, both(office, "/scores"), []string{"还没有季度考核", "登记考核办法", "投资进度 | 序时完成率 | 60"}, []string{"测算得分"})
	bad := formulaForm("bad")
	bad.Set("lines", "系统登录 | 加减分 | 0～5")
	w := sendForm(office, "/scores/formula?lang=zh", bad)
	if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusBadRequest {
		t.Errorf("log-ins are scored: %d", w.Code)
	}
	contains(t, w.Body.String(), []string{"不以登录、安装、在线时长和回复快慢评价单位", "系统登录 | 加减分"}, nil)
	if w := sendForm(office, "/scores/formula", formulaForm("formula")); w.Code != http.StatusSeeOther {
		t.Fatalf("the formula: %d %.600s", w.Code, w.Body)
	}
	contains(t, both(office, "/scores"), []string{"张重点办〔2021〕3号", "测算得分", "2021年第二季度"}, nil)
	w = sendForm(office, "/scores?lang=zh", url.Values{"key": {"early"}, "quarter": {"2021-09"}})
	contains(t, w.Body.String(), []string{"尚未月结，考核只用月结的审定数"}, nil)
	w = sendForm(office, "/scores", url.Values{"key": {"draft"}, "quarter": {"2021-06"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("drafted: %d %.600s", w.Code, w.Body)
	}
	at := w.Header().Get("Location")
	page := both(office, at)
	contains(t, page, []string{"测算稿", "填写加减分", "公示得分", "累计审定完成序时进度的"}, []string{"核对得分"})
	if w := get(unit, at); w.Code != http.StatusNotFound {
		t.Errorf("a draft for a unit: %d", w.Code)
	}
	mine := regexp.MustCompile(`<option value="(org-[^"]+)"`).FindStringSubmatch(page)[1]
	w = sendForm(office, at+"/points?lang=zh", url.Values{"key": {"many"}, "unit": {mine}, "item": {"加减分"},
		"points": {"9"},
		"ground": {"依据"}})
	contains(t, w.Body.String(), []string{"-5 至 5 分之间"}, nil)
	for _, form := range []url.Values{{"key": {"points"}, "unit": {mine}, "item": {"加减分"}, "points": {"1.5"},
		"ground": {"承办全市现场会"}}} {
		if w := sendForm(office, at+"/points", form); w.Code != http.StatusSeeOther {
			t.Fatalf("points: %d %.600s", w.Code, w.Body)
		}
	}
	contains(t, both(office, at), []string{"1.50", "承办全市现场会"}, nil)
	if w := sendForm(office, at+"/step", url.Values{"key": {"announce"}, "step": {"announce"}}); w.Code !=
		http.StatusSeeOther {
		t.Fatalf("announced: %d %.600s", w.Code, w.Body)
	}
	contains(t, both(leader, at), []string{"公示中", "下载得分表"}, []string{"核对得分", "公布得分"})
	page = both(unit, at)
	contains(t, page, []string{"核对得分", "无异议", "计分依据"}, []string{"下载得分表", "承办全市现场会", "公布得分"})
	w = sendForm(unit, at+"/object?lang=zh", url.Values{"key": {"empty"}, "item": {"投资进度"}})
	contains(t, w.Body.String(), []string{"请填写异议的理由和依据"}, nil)
	if w := sendForm(unit, at+"/object", url.Values{"key": {"object"}, "item": {"投资进度"}, "ground": {"6月审定数与结算单不符"}}); w.
		Code != http.StatusSeeOther {
		t.Fatalf("objected: %d %.600s", w.Code, w.Body)
	}
	page = both(office, at)
	contains(t, page, []string{"待处理 1 件", "6月审定数与结算单不符", "采纳"}, nil)
	decide := regexp.MustCompile(at + `/objections/[^"]+`).FindString(page)
	w = sendForm(office, decide+"?lang=zh", url.Values{"key": {"no reason"}, "do": {"refuse"}})
	contains(t, w.Body.String(), []string{"请填写处理意见"}, nil)
	if w := sendForm(office, decide, url.Values{"key": {"decide"}, "do": {"uphold"}, "points": {"33.25"},
		"reason": {"经核对属实"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("decided: %d %.600s", w.Code, w.Body)
	}
	contains(t, both(unit, at), []string{"33.25", "采纳异议", "经核对属实"}, nil)
	w = sendForm(office, at+"/step?lang=zh", url.Values{"key": {"publish"}, "step": {"publish"}})
	contains(t, w.Body.String(), []string{"期满后公布"}, nil)
	for address, want := range map[string]http.Handler{"/sheet": office, "/workbook": leader} {
		if w := get(want, at+address); w.Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) {
			t.Errorf("%s: %d", address, w.Code)
		}
		if w := get(unit, at+address); w.Code != http.StatusForbidden {
			t.Errorf("%s for a unit: %d", address, w.Code)
		}
	}
	w = sendForm(office, at+"/step?lang=zh", url.Values{"key": {"recall"}, "step": {"recall"}, "reason": {""}})
	contains(t, w.Body.String(), []string{"请填写撤回公示的原因"}, nil)
	contains(t, both(unit, "/scores"), []string{"公示中", "2021年第二季度"}, []string{"登记考核办法"})
}
