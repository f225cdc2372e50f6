package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/internal/signon"
	"duban/internal/testkit/idp"
	"duban/models"
	"duban/tracking"
	"duban/web"
)

// signOnBrowser returns a browser and the provider of a server with a sign-on.
func signOnBrowser(t *testing.T, d *fixture, claim string) (*browserSession, *idp.Provider) {
	t.Helper()
	const back = "http://127.0.0.1:8080/signon/return"
	provider := idp.Open(t, back)
	h := web.Handler(d.service(), web.Options{SignOn: signon.New(signon.Options{
		Issuer: provider.URL, ClientID: idp.ClientID, ClientSecret: idp.ClientSecret, Redirect: back, LoginClaim: claim,
	})})
	return &browserSession{t: t, h: h, cookies: map[string]string{}}, provider
}

func TestSignOn(t *testing.T) {
	d := planned(t, 1, 0)
	p, provider := signOnBrowser(t, d, "preferred_username")
	signIn := func() string {
		t.Helper()
		begun := p.get("/signon?next=%2Fprojects")
		if begun.Code != http.StatusSeeOther || p.cookies["signon"] == "" {
			t.Fatalf("%d, cookies %v", begun.Code, p.cookies)
		}
		return "/signon/return?" + provider.Prove(t, begun.Header().Get("Location")).Encode()
	}
	page := p.get("/login?next=%2Fprojects").Body.String()
	check(t, p.h, page)
	contains(t, page, []string{"用统一认证登录", `href="/signon?next=%2Fprojects"`}, nil)

	refused := p.get(signIn()) // a sign-on creates no account
	if refused.Code != http.StatusForbidden || p.cookies["duban"] != "" || p.cookies["signon"] != "" {
		t.Errorf("without an account: %d, cookies %v", refused.Code, p.cookies)
	}
	contains(t, refused.Body.String(), []string{"尚未关联到本系统的账号"}, nil)

	if _, err := d.service().CreateAccount(t.Context(), models.Operator, "account", tracking.NewAccount{Login: idp.User,
		Name: "新人", RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}}); err != nil {
		t.Fatal(err)
	}
	first := p.get(signIn()) // the login name alone is not enough: the link has to be confirmed
	if first.Code != http.StatusForbidden || p.cookies["duban"] != "" {
		t.Errorf("before it was confirmed: %d", first.Code)
	}
	waiting, err := d.service().AccountRequests(t.Context(), models.Operator, false)
	if err != nil || len(waiting) != 1 || waiting[0].Kind != models.ChangeLink || waiting[0].Who != idp.User {
		t.Fatalf("what waits: %+v, %v", waiting, err)
	}
	if _, err := d.service().ConfirmRequest(t.Context(), models.Operator, "confirm", waiting[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	answer := signIn()
	p.wantRedirect(p.get(answer), "/projects")
	contains(t, p.get("/projects").Body.String(), []string{"新人"}, []string{"一次性密码"})
	secret := p.cookies["duban"]

	second := p.get(answer) // the address is in the browser's history
	if second.Code != http.StatusUnprocessableEntity || p.cookies["duban"] != secret {
		t.Errorf("the same answer again: %d", second.Code)
	}
	other := &browserSession{t: t, h: p.h, cookies: map[string]string{}}
	if got := other.get(signIn()); got.Code != http.StatusUnprocessableEntity || other.cookies["duban"] != "" {
		t.Errorf("another browser's answer: %d", got.Code)
	}
	p.wantRedirect(p.get(signIn()), "/projects")
	if p.cookies["duban"] == secret {
		t.Error("coming again keeps the session's secret")
	}
	out := p.send(http.MethodPost, "/logout", nil)
	p.wantRedirect(out, "/login?out=1")
	contains(t, p.get("/login?out=1").Body.String(), []string{"已退出本系统。", provider.URL + "/end_session?client_id=duban"},
		nil)
}

func TestSignOnRedirectsStayLocal(t *testing.T) {
	p, provider := signOnBrowser(t, planned(t, 1, 0), "preferred_username")
	for _, next := range []string{"https://evil.example/", "//evil.example", "/\\evil.example"} {
		contains(t, p.get("/login?next="+url.QueryEscape(next)).Body.String(), []string{`href="/signon"`}, nil)
	}
	provider.Away.Store(true)
	if got := p.get("/signon"); got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(),
		"统一认证暂时无法访问") {
		t.Errorf("away: %d", got.Code)
	}
	without := loggedIn(t, empty(t), models.RoleOffice)
	for _, address := range []string{"/signon", "/signon/return?code=x&state=y"} {
		if got := without.get(address); got.Code != http.StatusNotFound {
			t.Errorf("%s without a sign-on: %d", address, got.Code)
		}
	}
}
