package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
)

var letterItem = regexp.MustCompile(`name="items" value="([^"]+)"`)

// The office chooses a unit and its items and makes a letter, which is an order without a card; a draft that is sent to
// be signed stands on the leaders' page of the government office.
func TestALetterIsWrittenOnItsPage(t *testing.T) {
	d := copyOfHalfYear(t)
	office := d.as(models.RoleOffice)
	contains(t, get(office, "/orders").Body.String(), []string{`href="/letters/new"`, `href="/instructions/new"`}, nil)
	page := get(office, "/letters/new").Body.String()
	check(t, office, page)
	unit := regexp.MustCompile(`<option value="([^"]+)">[^<]+（\d+ 项）`).FindStringSubmatch(page)
	if unit == nil {
		t.Fatal("no unit has open items")
	}
	address := "/letters/new?unit=" + url.QueryEscape(unit[1])
	for _, lang := range []string{"zh", "en"} {
		page = get(office, address+"&lang="+lang).Body.String()
		check(t, office, page)
	}
	item := letterItem.FindStringSubmatch(page)
	if item == nil {
		t.Fatal("the unit has no items")
	}
	none := sendForm(office, "/letters", url.Values{"key": {"none"}, "unit": {unit[1]}, "kind": {"urge"}})
	contains(t, none.Body.String(), []string{"请至少选择一项"}, nil)
	w := sendForm(office, "/letters", url.Values{"key": {"letter"}, "unit": {unit[1]}, "kind": {"urge"},
		"items": {item[1]}})
	to := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/orders/") {
		t.Fatalf("%d %s", w.Code, to)
	}
	to, _, _ = strings.Cut(to, "?")
	contains(t, get(office, to).Body.String(), []string{"催办函", "拟发"}, nil)
	if w := sendForm(office, to+"/send", url.Values{"key": {"send"}}); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body.String())
	}
	leader := get(d.as(models.RoleGovernment), "/leader").Body.String()
	contains(t, leader, []string{`href="` + to + `"`, "待审签", `href="/instructions/new"`}, nil)
}

// The form of an instruction on no project says what is wrong with it and keeps what was typed.
func TestAnInstructionOnNoProjectHasAForm(t *testing.T) {
	d := copyOfHalfYear(t)
	office := d.as(models.RoleOffice)
	for _, lang := range []string{"zh", "en"} {
		check(t, office, get(office, "/instructions/new?lang="+lang).Body.String())
	}
	page := get(office, "/instructions/new?lang=zh").Body.String()
	party := regexp.MustCompile(`<select[^>]+name="party"[^>]*>\s*<option value="([^"]+)"`).FindStringSubmatch(page)
	if party == nil {
		t.Fatal("no leader to enter it for")
	}
	in := url.Values{"key": {"said"}, "party": {party[1]}, "unit": {"重点项目办"}, "text": {"请研究"}, "due": {"2020-01-02"},
		"paper": {"批示原件"}, "paper_on": {"2021-06-01"}}
	wrong := sendForm(office, "/instructions", in)
	contains(t, wrong.Body.String(), []string{"已过", "请研究"}, nil)
	in.Set("due", "2021-12-20")
	w := sendForm(office, "/instructions", in)
	to, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/orders/") {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	contains(t, get(office, to).Body.String(), []string{"请研究", "重点项目办"}, nil)
}

// The heads of the lists of orders and problems are in the language of the page.
func TestListsOfOrdersAndProblemsFollowTheLanguage(t *testing.T) {
	d := copyOfHalfYear(t)
	d.addProblems(t)
	h := d.as(models.RoleOffice)
	for address, heads := range map[string][2]string{"/orders": {"牵头单位", "Lead unit"},
		"/problems": {"责任部门", "Department"}} {
		for i, lang := range []string{"zh", "en"} {
			got := get(h, address+"?as=xlsx&lang="+lang)
			text := ""
			for _, row := range booktest.Rows(t, got.Body.Bytes()) {
				text += strings.Join(row, "\t") + "\n"
			}
			if !strings.Contains(text, heads[i]) || strings.Contains(text, heads[1-i]) {
				t.Errorf("%s in %s: %.300s", address, lang, text)
			}
		}
	}
}
