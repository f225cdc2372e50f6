package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/models"
)

// sources returns what is written in the files that match patterns, by file.
func sources(t *testing.T, patterns ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = string(content)
		}
	}
	if len(all) < 10 {
		t.Fatalf("%d files", len(all))
	}
	return all
}

// Every form that takes files says that classified and work-secret material must not be uploaded.
func TestEveryUploadSaysWhatMustNotBeUploaded(t *testing.T) {
	for name, page := range sources(t, "pages/*/*.tmpl") {
		if fields, notes := strings.Count(page, `type="file"`),
			strings.Count(page, `{{template "no-secrets"}}`); fields > notes {
			t.Errorf("%s has %d fields for files and %d notes", name, fields, notes)
		}
	}
}

// 国办函〔2026〕12号: nothing ranks or counts people, log-ins or the speed of answering.
func TestNothingRanksPeople(t *testing.T) {
	words := []string{"活跃度", "登录排名", "登录次数排", "在线时长", "积分", "安装率", "登录率", "响应速度", "答复速度排", "人员排名", "打卡"}
	for name, text := range sources(t, "pages/*/*.tmpl", "*.go", "../tracking/*.go", "../importer/workbook/*.go",
		"../internal/cli/*.go", "../api/*.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, word := range words {
			if strings.Contains(text, word) {
				t.Errorf("%s says %s", name, word)
			}
		}
	}
}

func TestASuggestionIsAnsweredByTheOffice(t *testing.T) {
	d := halfYear(t)
	owner, office := d.as(models.RoleOwner), d.as(models.RoleOffice)
	page := get(owner, "/tasks").Body.String()
	contains(t, page, []string{`href="/suggestions"`}, nil)
	page = get(owner, "/suggestions").Body.String()
	check(t, owner, page)
	contains(t, page, []string{"仅本人和重点项目办可见", "涉密信息和工作秘密"}, []string{"待答复"})
	w := sendForm(owner, "/suggestions", url.Values{"key": {"none"}})
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("empty: %d", w.Code)
	}
	for range 2 { // sent twice
		w = sendForm(owner, "/suggestions", url.Values{"key": {"s"}, "text": {"同一数字一周报了三次"}, "page": {"/tasks"}})
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	page = get(office, "/suggestions").Body.String()
	check(t, office, page)
	contains(t, page, []string{"1 件待答复", "同一数字一周报了三次", "应于"}, nil)
	list, err := d.service().Suggestions(t.Context(), models.Operator)
	if err != nil || len(list.Lines) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	path := "/suggestions/" + list.Lines[0].ID + "/answer"
	contains(t, sendForm(office, path, url.Values{"key": {"a0"}}).Body.String(), []string{"请写明答复内容"}, nil)
	if w = sendForm(office, path, url.Values{"key": {"a"}, "answer": {"已合并为一张表"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("answer: %d %s", w.Code, w.Body)
	}
	contains(t, get(owner, "/suggestions").Body.String(), []string{"已合并为一张表", "已答复"}, nil)
	contains(t, get(d.as(models.RoleUnit), "/suggestions").Body.String(), []string{"还没有投诉建议"}, []string{"已合并"})
}

func TestTheBurdenLedgerKnowsUnitsOnly(t *testing.T) {
	d := halfYear(t)
	office := d.as(models.RoleOffice)
	page := get(office, "/burden?month=2021-05").Body.String()
	check(t, office, page)
	contains(t, page, []string{"减负账", "要求填报", "每个单位每月的上限"}, nil)
	w := sendForm(office, "/burden/cap", url.Values{"key": {"cap"}, "forms": {"1"}, "messages": {"0"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	contains(t, get(office, "/burden?month=2021-05").Body.String(), []string{"超过上限"}, nil)
	page = get(office, "/settings/evidence").Body.String()
	check(t, office, page)
	contains(t, page, []string{"投产", "必须上传"}, nil)
	w = sendForm(office, "/settings/evidence", url.Values{"key": {"rule"}, "word": {"投产"}, "rule": {"warned"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}
