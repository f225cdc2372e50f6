package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/internal/httpguard"
	"duban/models"
	"duban/tracking"
	"duban/web"
)

// browserSession is a browser with its cookies; it does not follow redirects.
type browserSession struct {
	t       *testing.T
	h       http.Handler
	cookies map[string]string
	change  func(*http.Request)
}

func (p *browserSession) send(method, address string, form url.Values) *httptest.ResponseRecorder {
	p.t.Helper()
	r := httptest.NewRequest(method, address, strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range p.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	if p.change != nil {
		p.change(r)
	}
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(p.cookies, c.Name)
		} else {
			p.cookies[c.Name] = c.Value
		}
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" ||
			c.Secure != strings.HasPrefix(c.Name, "__Host-") {
			p.t.Errorf("cookie %+v", c)
		}
	}
	return w
}

func (p *browserSession) get(address string) *httptest.ResponseRecorder {
	return p.send("GET", address, nil)
}

func (p *browserSession) wantRedirect(w *httptest.ResponseRecorder, to string) {
	p.t.Helper()
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
		p.t.Errorf("%d to %q, want %q\n%s", w.Code, w.Header().Get("Location"), to, shorten(w.Body.String()))
	}
}

var keyField = regexp.MustCompile(`name="key" value="([a-z0-9]+)"`)

func newAccount(t *testing.T, d *fixture, role models.RoleName) (*browserSession, tracking.GivenPassword) {
	t.Helper()
	created, err := d.service().CreateAccount(t.Context(), models.Operator, "account", tracking.NewAccount{Login: "new",
		Name: "新人", RoleGrant: tracking.RoleGrant{Role: role, Organisation: "示例建设单位"}})
	if err != nil {
		t.Fatal(err)
	}
	return &browserSession{t: t, h: d.pages(io.Discard), cookies: map[string]string{}}, created
}

func TestFirstLogIn(t *testing.T) {
	d := empty(t)
	p, created := newAccount(t, d, models.RoleOffice)
	p.wantRedirect(p.get("/?year=2021"), "/login?next=%2F%3Fyear%3D2021")
	page := p.get("/login?next=%2F%3Fyear%3D2021")
	check(t, p.h, page.Body.String())
	contains(t, page.Body.String(), []string{`name="next" value="/?year=2021"`}, []string{"places"})

	wrong := p.send("POST", "/login", url.Values{"login": {"new<"}, "password": {"x"}, "next": {"/?year=2021"}})
	if wrong.Code != http.StatusUnauthorized || len(p.cookies) != 0 {
		t.Errorf("wrong password: %d, cookies %v", wrong.Code, p.cookies)
	}
	check(t, p.h, wrong.Body.String())
	contains(t, wrong.Body.String(), []string{"账号或密码错误，或账号已锁定", `value="new&lt;"`, `name="next" value="/?year=2021"`},
		[]string{`value="x"`})

	p.wantRedirect(p.send("POST", "/login", url.Values{"login": {"NEW"}, "password": {created.Password},
		"next": {"/?year=2021"}}), "/password?next=%2F%3Fyear%3D2021")
	first := p.cookies["duban"]
	p.wantRedirect(p.get("/account"), "/password") // before any other page
	page = p.get("/password?next=%2F%3Fyear%3D2021")
	check(t, p.h, page.Body.String())
	key := keyField.FindStringSubmatch(page.Body.String())[1]
	form := url.Values{"key": {key}, "old": {created.Password}, "password": {"short"}, "again": {"short"},
		"next": {"/account"}}
	weak := p.send("POST", "/password", form)
	if weak.Code != http.StatusUnprocessableEntity {
		t.Errorf("a weak password: %d", weak.Code)
	}
	check(t, p.h, weak.Body.String())
	contains(t, weak.Body.String(), []string{"密码太短", `aria-invalid="true"`, `value="` + key + `"`},
		[]string{created.Password})
	form.Set("again", "other")
	contains(t, p.send("POST", "/password", form).Body.String(), []string{"两次输入的新密码不一致"}, nil)
	form.Set("password", "一句好记而又足够长的话")
	form.Set("again", "一句好记而又足够长的话")
	p.wantRedirect(p.send("POST", "/password", form), "/account")

	page = p.get("/account")
	check(t, p.h, page.Body.String())
	contains(t, page.Body.String(), []string{"密码已更改", "新人", "重点项目办", "places"}, nil)
	contains(t, p.get("/account").Body.String(), nil, []string{"密码已更改"}) // shown once

	p.wantRedirect(p.send("POST", "/login", url.Values{"login": {"new"}, "password": {"一句好记而又足够长的话"}}), "/")
	if second := p.cookies["duban"]; second == first || second == "" {
		t.Error("logging in keeps the session's secret")
	}
	old := browserSession{t: t, h: p.h, cookies: map[string]string{"duban": first}}
	old.wantRedirect(old.get("/account"), "/login?next=%2Faccount")
	p.wantRedirect(p.send("POST", "/logout", nil), "/login")
	p.wantRedirect(p.get("/account"), "/login?next=%2Faccount")
}

func TestNextIsALocalAddress(t *testing.T) {
	d := empty(t)
	h := d.pages(io.Discard)
	for next, want := range map[string]string{
		"/tasks?month=2021-06": "/tasks?month=2021-06", "//evil.example": "", "/\\evil.example": "",
		"https://evil.example/": "", "javascript:alert(1)": "",
		"tasks": "", "/login": "", "/logout": "", "": "", "/\tevil": "", "http:///x": "",
	} {
		page := get(h, "/login?next="+url.QueryEscape(next)).Body.String()
		got := ""
		if found := regexp.MustCompile(`name="next" value="([^"]*)"`).FindStringSubmatch(page); found != nil {
			got = found[1]
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestFragmentWithoutLoginRedirectsToLogIn(t *testing.T) {
	h := empty(t).pages(io.Discard)
	got := get(h, "/?seen=1", header("HX-Request", "true"), header("HX-Current-URL", "http://127.0.0.1:8080/?year=2021"))
	if got.Code != http.StatusUnauthorized || got.Header().Get("HX-Redirect") != "/login?next=%2F%3Fyear%3D2021" {
		t.Errorf("%d %v", got.Code, got.Header())
	}
}

func TestHTTPSIsTakenFromTrustedProxiesOnly(t *testing.T) {
	d := empty(t)
	p, created := newAccount(t, d, models.RoleOffice)
	for _, tt := range []struct {
		name    string
		trusted string
		from    string
		cookie  string
	}{
		{"no proxy is expected", "192.0.2.0/24", "127.0.0.1:5", "duban"},
		{"through the proxy", "127.0.0.0/8", "127.0.0.1:5", "__Host-duban"},
		{"through the proxy of the network", "10.0.0.0/24", "10.0.0.9:5", "__Host-duban"},
		{"past the proxy", "10.0.0.0/24", "203.0.113.9:5", "duban"},
		{"from the same network, which is not the proxy's", "10.0.0.9/32", "10.0.0.8:5", "duban"},
	} {
		trusted := httpguard.Trusted{netip.MustParsePrefix(tt.trusted)}
		p.h, p.cookies = httpguard.Identify(web.Handler(d.service(), web.Options{}), trusted), map[string]string{}
		p.change = func(r *http.Request) {
			r.RemoteAddr = tt.from
			r.Header.Set("X-Forwarded-Proto", "https")
			r.Header.Set("X-Forwarded-For", "198.51.100.1, 203.0.113.77")
		}
		w := p.send("POST", "/login", url.Values{"login": {"new"}, "password": {created.Password}})
		secure := tt.cookie != "duban"
		if p.cookies[tt.cookie] == "" || w.Result().Cookies()[0].Secure != secure ||
			(w.Header().Get("Strict-Transport-Security") != "") != secure {
			t.Errorf("%s: cookies %v, %v", tt.name, w.Result().Cookies(), w.Header())
		}
		if p.get("/password?lang=en"); p.cookies[strings.Replace(tt.cookie, "duban", "lang", 1)] != "en" {
			t.Errorf("%s: the language is kept in %v", tt.name, p.cookies)
		}
	}
	sessions, err := d.service().Sessions(t.Context(), models.Operator, "new")
	if err != nil {
		t.Fatal(err)
	}
	var from []string
	for _, s := range sessions {
		from = append(from, s.Address)
	}
	slices.Sort(from)
	if got := strings.Join(from, " "); got != "10.0.0.8 127.0.0.1 203.0.113.77 203.0.113.77 203.0.113.9" {
		t.Errorf("addresses %s", got)
	}
}

func TestLargeFormIsRefused(t *testing.T) {
	p := &browserSession{t: t, h: empty(t).pages(io.Discard), cookies: map[string]string{}}
	got := p.send("POST", "/login", url.Values{"login": {strings.Repeat("x", 300<<10)}})
	if got.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", got.Code)
	}
}
