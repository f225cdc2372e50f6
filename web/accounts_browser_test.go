package web_test

import (
	"io"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/tracking"
)

// TestBrowserAccountIsLockedAndUnlocked changes a one-time password, locks the account by wrong passwords, waits until
// it is unlocked, and logs out on all devices.
func TestBrowserAccountIsLockedAndUnlocked(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	d := planned(t, 2, 0)
	_, created := newAccount(t, d, models.RoleOffice)
	srv := httptest.NewServer(d.pages(io.Discard))
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	p.Noisy() // the browser logs responses with status 401
	logIn := func(password string) {
		t.Helper()
		p.Fill("#f-login", "new")
		p.Fill("#f-password", password)
		p.Follow("main button[type=submit]")
	}
	p.Go(srv.URL + "/projects")
	logIn(created.Password)
	p.Shows("这是一次性密码，请先更改再使用。")
	p.Go(srv.URL + "/projects")
	p.Shows("这是一次性密码，请先更改再使用。") // no other page can be opened before
	const password = "一句好记而又足够长的话"
	p.Fill("#f-old", created.Password)
	p.Fill("#f-password", password)
	p.Fill("#f-again", password)
	p.Follow("main button[type=submit]")
	p.Shows("密码已更改", "总览")
	p.Follow(".leave button")

	for range models.FailuresToLock {
		logIn("wrong")
		p.Shows("账号或密码错误，或账号已锁定")
	}
	logIn(password)
	p.Shows("账号或密码错误，或账号已锁定") // the same message for a locked account
	d.now = d.now.Add(models.LockedFor)
	logIn(password)
	p.Shows("总览")

	if _, err := d.service().LogIn(t.Context(), "new", password, "10.0.0.5", "another browser"); err != nil {
		t.Fatal(err)
	}
	p.Go(srv.URL + "/account")
	p.Shows("10.0.0.5", "another browser")
	p.Follow(".switch")
	p.Shows("Where you are logged in", "Log out everywhere")
	p.Follow(`form[action="/account/logout-everywhere"] button`)
	p.Shows("Logged out everywhere", "Password")
	p.Go(srv.URL + "/account")
	if !strings.HasPrefix(p.At(), srv.URL+"/login") {
		t.Errorf("still in at %s", p.At())
	}
}

// accountsFixture has accounts in every state, waiting requests and log entries.
func accountsFixture(t *testing.T) *fixture {
	t.Helper()
	d := planned(t, 3, 0)
	s := d.service()
	for _, role := range models.RoleNames {
		d.session(role)
	}
	add := func(login, name string, g tracking.RoleGrant) string {
		created, err := s.CreateAccount(asEmergency(t), models.Operator, login, tracking.NewAccount{Login: login, Name: name,
			RoleGrant: g})
		d.must(t, err)
		return created.Password
	}
	p := sampleYear.Projects[1]
	password := add("li.ming", "李明", tracking.RoleGrant{Role: models.RoleUnit, Organisation: p.ResponsibleUnit,
		Until: models.DateOf(2021, 12, 31)})
	add("wang", "王芳", tracking.RoleGrant{Role: models.RoleOwner, Organisation: p.Owner})
	add("zhao", "赵强", tracking.RoleGrant{Role: models.RoleOffice})
	_, err := s.SetAccountDisabled(t.Context(), models.Operator, "off", "zhao", true)
	d.must(t, err)
	_, err = s.LogIn(t.Context(), "li.ming", password, "10.20.3.14",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36")
	d.must(t, err)
	for range models.FailuresToLock {
		_, _ = s.LogIn(t.Context(), "wang", "wrong", "10.20.9.77", "")
	}
	_, err = s.IssueToken(asEmergency(t), models.Operator, "token", tracking.NewToken{Login: "li.ming", Label: "月报脚本",
		Scopes: []models.Scope{models.ScopeRead, models.ScopeSubmit}, ExpiresOn: models.DateOf(2021, 12, 31)})
	d.must(t, err)
	_, err = s.LinkSubject(asEmergency(t), models.Operator, "subject", "li.ming", "https://id.example.gov/", "u-20817")
	d.must(t, err)
	system := models.Actor{ID: "person-of-system_admin", Name: "系统管理员某",
		Roles: []models.Role{{Role: models.RoleSystemAdmin}}}
	_, err = s.ResetPassword(tracking.Because(t.Context(), tracking.Why{Reason: "本人忘记密码，已电话核实"}), system, "forgot", "wang")
	d.must(t, err)
	_, err = s.GrantRole(t.Context(), system, "more", "li.ming", tracking.RoleGrant{Role: models.RoleReadOnly})
	d.must(t, err)
	return d
}

// TestBrowserFindsTheAdministratorsPagesAccessible runs axe-core on the pages for administrators.
func TestBrowserFindsTheAdministratorsPagesAccessible(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js", "node_modules/axe-core/axe.min.js")
	d := accountsFixture(t)
	accounts, err := d.service().Accounts(t.Context(), models.Operator)
	d.must(t, err)
	li := ""
	for _, a := range accounts {
		if a.Login == "li.ming" {
			li = a.ID
		}
	}
	p := chrome.Open(t, chrome.Desktop)
	for _, tt := range []struct {
		name, address string
		role          models.RoleName
	}{
		{"accounts", "/accounts", models.RoleSystemAdmin}, {"new", "/accounts/new", models.RoleSystemAdmin},
		{"person", "/accounts/" + li, models.RoleSystemAdmin},
		{"secured", "/accounts/" + li, models.RoleSecurityAdmin}, {"requests", "/account-requests", models.RoleSecurityAdmin},
		{"asked", "/account-requests", models.RoleSystemAdmin}, {"mine", "/account", models.RoleOffice},
		{"audit", "/audit", models.RoleAuditAdmin}, {"system", "/system", models.RoleSystemAdmin},
	} {
		srv := httptest.NewServer(d.as(tt.role))
		for _, size := range []struct {
			name string
			chrome.Size
		}{{"desktop", chrome.Desktop}, {"phone", chrome.Phone}} {
			p.Resize(size.Size)
			p.Go(srv.URL + tt.address)
			for _, v := range p.Axe(filepath.Join("node_modules", "axe-core", "axe.min.js")) {
				t.Errorf("%s, %s: %s", tt.name, size.name, v)
			}
			if *look != "" {
				p.Shot(filepath.Join(*look, tt.name+"-"+size.name+".png"), true)
			}
		}
		srv.Close()
	}
}
