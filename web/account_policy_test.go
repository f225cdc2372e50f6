package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"duban/models"
)

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// logInWith logs a new account in with a password of its own.
func (p *browserSession) logInWith(created, password string) {
	p.t.Helper()
	p.send("POST", "/login", url.Values{"login": {"new"}, "password": {created}})
	form := url.Values{"key": {"own password"}, "old": {created}, "password": {password}, "again": {password}}
	p.wantRedirect(p.send("POST", "/password", form), "/")
}

// The security administrator changes the policy; once the log-in is a quarter of an hour old, the password is asked for
// again, and what was entered is not lost.
func TestThePolicyIsChangedAndThePasswordAskedForAgain(t *testing.T) {
	d := empty(t)
	p, created := newAccount(t, d, models.RoleSecurityAdmin)
	const own = "一句好记而又足够长的话"
	p.logInWith(created.Password, own)
	page := p.get("/account-policy").Body.String()
	check(t, p.h, page)
	contains(t, page, []string{"密码最少字符数", "安全管理员尚未更改，按安装时的设置执行。", `name="number" value="0"`}, nil)

	form := url.Values{"key": {"first"}, "number": {"0"}, "proof_minutes": {"15"}, "password_least": {"3"}}
	bad := p.send("POST", "/account-policy", form)
	check(t, p.h, bad.Body.String())
	contains(t, bad.Body.String(), []string{"密码最少字符数应为 8～64，不能是 3", `value="3"`}, nil)
	form.Set("password_least", "12")
	p.wantRedirect(p.send("POST", "/account-policy", form), "/account-policy")
	contains(t, p.get("/account-policy").Body.String(), []string{"密码最少字符数：10 → 12", "新人", `name="number" value="1"`}, nil)

	d.now = d.now.Add(15 * time.Minute)
	form = url.Values{"key": {"second"}, "number": {"1"}, "sessions": {"2"}, "reason": {"<测评>"}}
	asked := p.send("POST", "/account-policy", form)
	if asked.Code != http.StatusForbidden {
		t.Errorf("a stale log-in is answered with %d", asked.Code)
	}
	check(t, p.h, asked.Body.String())
	contains(t, asked.Body.String(), []string{"重新验证密码"}, []string{"已保存"})
	kept := url.Values{}
	for _, field := range hiddenField.FindAllStringSubmatch(asked.Body.String(), -1) {
		kept.Add(field[1], html.UnescapeString(field[2]))
	}
	if kept.Encode() != form.Encode() {
		t.Errorf("kept %v, sent %v", kept, form)
	}
	kept.Set("proof", "wrong")
	contains(t, p.send("POST", "/account-policy", kept).Body.String(), []string{"密码错误，或账号已锁定", "&lt;测评&gt;"},
		[]string{`value="wrong"`})
	kept.Set("proof", own)
	p.wantRedirect(p.send("POST", "/account-policy", kept), "/account-policy")
	contains(t, p.get("/account-policy").Body.String(), []string{"每人同时登录数：3 → 2", "&lt;测评&gt;"}, nil)

	stale := p.send("POST", "/account-policy", url.Values{"key": {"third"}, "number": {"1"}, "sessions": {"3"}})
	contains(t, stale.Body.String(), []string{"账号安全策略刚被他人更改，请刷新后重新填写"}, nil)
}
