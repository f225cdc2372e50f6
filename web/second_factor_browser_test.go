package web_test

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/tracking"
)

// TestBrowserSecondFactor sets a second factor up in the browser, logs in with a code of the app and with a recovery
// code, and is refused with that code a second time.
func TestBrowserSecondFactor(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	d := planned(t, 2, 0)
	s := d.service()
	_, created := newAccount(t, d, models.RoleOffice)
	policy := models.TrialAccountPolicy
	policy.SecondFactor, policy.FactorDays = models.ReachOffice, 0
	if _, err := s.SetAccountPolicy(tracking.Because(t.Context(), tracking.Why{Reason: "测评", Emergency: true}),
		models.Operator, "policy", tracking.NewAccountPolicy{Policy: policy}); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(d.pages(io.Discard))
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	p.Noisy() // the browser logs refused codes
	const own = "一句好记而又足够长的话"
	logIn := func(password string) {
		t.Helper()
		p.Go(srv.URL + "/login")
		p.Fill("#f-login", "new")
		p.Fill("#f-password", password)
		p.Follow("main button[type=submit]")
	}
	logIn(created.Password)
	p.Fill("#f-old", created.Password)
	p.Fill("#f-password", own)
	p.Fill("#f-again", own)
	p.Follow("main button[type=submit]")
	p.Shows("按账号安全策略，须先设置动态口令再使用。")
	p.Go(srv.URL + "/projects") // nothing else can be opened
	p.Shows("按账号安全策略，须先设置动态口令再使用。")
	p.Follow("main button[type=submit]")
	p.Shows("扫描二维码")
	secret := strings.ReplaceAll(p.Text(".secret code"), " ", "")
	code := func() string {
		t.Helper()
		c, err := totp.GenerateCode(secret, d.now.Time())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	give := func(code string) {
		t.Helper()
		p.Fill("#f-code", code)
		p.Follow("main button[type=submit]")
	}
	give("000000")
	p.Shows("动态口令不对")
	give(code())
	p.Shows("备用码仅显示一次")
	recovery := p.Text(".codes li:nth-child(2) code")
	p.Go(srv.URL + "/projects")
	p.Shows("项目库")
	p.Follow(".leave button")

	d.now = d.now.Add(time.Minute)
	logIn(own)
	p.Shows("密码已通过验证")
	p.Go(srv.URL + "/projects") // the password alone opens nothing
	p.Shows("密码")
	p.Go(srv.URL + "/login/code")
	give("000000")
	p.Shows("动态口令或备用码错误")
	give(code())
	p.Shows("总览")
	p.Follow(".leave button")

	logIn(own)
	give(recovery)
	p.Shows("总览")
	p.Follow(".leave button")
	logIn(own)
	give(recovery)
	p.Shows("动态口令或备用码错误")
}
