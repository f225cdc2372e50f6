package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
	"duban/web"
)

// The office uploads a bureau's table, settles its sum, imports it; slow payment is told on the ledger and to the
// project's owner, for information; undoing takes it away. Who may not see money sees none of it on any page.
func TestAFundLedgerIsImportedOnThePage(t *testing.T) {
	d := planned(t, 4, 0)
	d.now = today
	office, owner := d.as(models.RoleOffice), d.as(models.RoleOwner)
	name := sampleYear.Projects[0].Project.Name
	table := "专项债券资金支付情况（截至2020年12月底）,,,\n单位：万元,,,\n项目名称,下达,到位,支出\n" + name +
		",20000,18765.43,1234.56\n合计,20000,18765.43,1234\n"
	sent := sendWorkbook(t, office, "/funds/imports", "资金.csv", []byte(table))
	if sent.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.Code, sent.Body)
	}
	address := sent.Header().Get("Location")
	if got := sendForm(office, address+"/commit", url.Values{"key": {"k-1"}}); got.Code != http.StatusUnprocessableEntity {
		t.Fatalf("with a question: %d", got.Code)
	}
	for _, lang := range []string{"zh", "en"} {
		check(t, office, get(office, address+"?lang="+lang).Body.String())
	}
	for i, step := range []struct {
		path   string
		values url.Values
	}{{"/answers", url.Values{"a-D5": {models.FundRows}}}, {"/commit", url.Values{}}} {
		step.values.Set("key", "step"+string(rune('a'+i)))
		if got := sendForm(office, address+step.path, step.values); got.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %.1500s", step.path, got.Code, got.Body)
		}
	}
	const at, slow = "/projects/2021/ZD-2021-001", "支出率 6.58%，低于 50%"
	for _, see := range []struct {
		h    http.Handler
		page string
	}{{office, "/funds?lang=zh"}, {office, at + "?lang=zh"}, {owner, at + "/funds?lang=zh"}} {
		page := get(see.h, see.page).Body.String()
		check(t, see.h, page)
		contains(t, page, []string{"18,765.43", slow, "只作提示，不作为督办依据"}, nil)
	}
	for _, page := range []string{"/funds?lang=en&source=special_bond", "/funds/imports?lang=en",
		"/settings/funds?lang=en"} {
		check(t, office, get(office, page).Body.String())
	}
	d.noFundsSeen(t, "18,765.43", "18765.43")
	form := url.Values{"key": {"set"}, "source": {"special_bond"}, "month": {"2021-06"}, "paid": {"19000"}}
	if got := sendForm(owner, at+"/funds?lang=zh", form); got.Code != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body.String(), "超过到位") {
		t.Errorf("paid more than arrived: %d", got.Code)
	}
	form.Set("paid", "15000")
	if got := sendForm(owner, at+"/funds", form); got.Code != http.StatusSeeOther {
		t.Errorf("%d %.1500s", got.Code, got.Body)
	}
	if page := get(office, "/funds?lang=zh").Body.String(); strings.Contains(page, "支出率 ") {
		t.Error("payment is still told to be slow")
	}
	if got := sendForm(office, address+"/undo", url.Values{"key": {"undo"}}); got.Code != http.StatusSeeOther {
		t.Errorf("undone: %d %.1500s", got.Code, got.Body)
	}
	if page := get(office, "/funds").Body.String(); strings.Contains(page, "18,765.43") {
		t.Error("what was undone is still on the page")
	}
}

// noFundsSeen opens every page that a reader may open, and what hangs on a wall or goes out as whoever may.
func (d *fixture) noFundsSeen(t *testing.T, amounts ...string) {
	t.Helper()
	d.addBoardLink()
	reader, office, asked := d.as(models.RoleReadOnly), d.as(models.RoleOffice), 0
	look := func(h http.Handler, address string) {
		asked++
		body := string(textOf(get(h, address).Body.Bytes()))
		for _, amount := range append(amounts, "支付提示", "资金支出超前") {
			if strings.Contains(body, amount) {
				t.Errorf("%s says %s", address, amount)
			}
		}
	}
	for pattern, roles := range web.MayOpen() {
		method, path, _ := strings.Cut(pattern, " ")
		for _, role := range roles {
			if role == models.RoleReadOnly && method == http.MethodGet && pageCases[pattern].test == "" &&
				!strings.HasPrefix(path, "/help") && !strings.HasPrefix(path, "/docs") && !strings.HasPrefix(path, "/static") {
				address := pageCases[pattern].address
				if address == "" {
					address = path
				}
				look(reader, address)
			}
		}
	}
	for _, address := range []string{"/board", "/print/onepage", "/exports/monthly?month=2021-06", "/exports/ledger",
		"/exports/plan", "/exports/problems", "/projects?as=xlsx"} {
		look(office, address)
	}
	if asked < 20 {
		t.Errorf("only %d pages", asked)
	}
}
