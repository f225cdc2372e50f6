package web_test

import (
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// loggedIn returns the browser of a person with a role.
func loggedIn(t *testing.T, d *fixture, role models.RoleName) *browserSession {
	t.Helper()
	return &browserSession{t: t, h: d.pages(io.Discard), cookies: map[string]string{"duban": d.session(role)}}
}

// post sends a form with the key of the form on page, and returns the page it leads to.
func (p *browserSession) post(page, address string, form url.Values) string {
	p.t.Helper()
	found := keyField.FindStringSubmatch(p.get(page).Body.String())
	if found == nil {
		p.t.Fatalf("no form on %s", page)
	}
	if form == nil {
		form = url.Values{}
	}
	form.Set("key", found[1])
	w := p.send(http.MethodPost, address, form)
	if w.Code == http.StatusSeeOther {
		return p.get(w.Header().Get("Location")).Body.String()
	}
	if strings.Contains(w.Body.String(), "<html") {
		check(p.t, p.h, w.Body.String())
	}
	return w.Body.String()
}

// TestAccountIsRequestedConfirmedAndDisabled takes every change through a request and its confirmation by the second
// administrator.
func TestAccountIsRequestedConfirmedAndDisabled(t *testing.T) {
	d := planned(t, 2, 0)
	p, s := loggedIn(t, d, models.RoleSystemAdmin), loggedIn(t, d, models.RoleSecurityAdmin)
	const asked = "申请已提交，待安全管理员确认"
	confirm := func() string {
		t.Helper()
		page := s.get("/account-requests").Body.String()
		address := regexp.MustCompile(`/account-requests/req-[0-9a-f]+/confirm`).FindString(page)
		return s.post("/account-requests", address, nil)
	}
	unit := sampleYear.Projects[0].ResponsibleUnit
	wrong := p.post("/accounts/new", "/accounts/new", url.Values{"login": {"区 住建局"}, "name": {"李工"},
		"role": {"responsible_unit"}})
	contains(t, wrong, []string{`value="李工"`, "账号“区 住建局”无效", `<option value="` + unit + `">`}, nil)
	contains(t, p.post("/accounts/new", "/accounts/new", url.Values{"login": {"li"}, "name": {"李工"},
		"role": {"responsible_unit"}}), []string{"须注明单位"}, []string{"--organisation"})

	form := url.Values{"login": {"Li"}, "name": {"李工"}, "role": {"responsible_unit"}, "organisation": {unit},
		"post": {"分管副区长"}, "until": {"2021-12-31"}, "reason": {"新任经办人"}}
	contains(t, p.post("/accounts/new", "/accounts/new", form), []string{asked, "新建账号：li（李工）", "新任经办人", "撤回"},
		[]string{"<code>", "/confirm"})
	second := p.send(http.MethodPost, "/accounts/new", form) // the same form again
	if second.Code != http.StatusSeeOther {
		t.Errorf("sent twice: %d", second.Code)
	}
	contains(t, p.get("/accounts").Body.String(), []string{"账号变更申请 1"}, []string{"李工"})
	confirmed := confirm()
	contains(t, confirmed, []string{">李工<"}, []string{"新建账号："})
	password := regexp.MustCompile(`<code>([a-z0-9-]+)</code>`).FindStringSubmatch(confirmed)
	at := regexp.MustCompile(`href="(/accounts/person-[0-9a-f]+)"`).FindStringSubmatch(confirmed)
	if password == nil || at == nil {
		t.Fatalf("no password or account\n%s", confirmed)
	}
	contains(t, p.get("/account-requests").Body.String(), []string{"没有待确认的申请", "已确认", "新建账号：li（李工）"},
		[]string{password[1]})
	contains(t, p.get("/accounts").Body.String(), []string{"李工", unit, "至 2021年12月31日", "待更改一次性密码"},
		[]string{password[1], "分管副区长</span> <span"})
	contains(t, p.get("/accounts?q=nobody").Body.String(), []string{"没有符合条件的账号"}, nil)
	contains(t, p.get("/accounts?role=responsible_unit&state=fresh").Body.String(), []string{"李工"},
		[]string{`href="/accounts/person-of-system_admin`})

	if _, err := d.service().LogIn(t.Context(), "li", password[1], "10.0.0.5", "Firefox"); err != nil {
		t.Fatal(err)
	}
	page := p.get(at[1]).Body.String()
	check(t, p.h, page)
	contains(t, page, []string{"10.0.0.5", "Firefox", "新建账号", "申请收回"}, []string{password[1]})
	session := regexp.MustCompile(at[1] + `/sessions/[0-9a-f]+/end`).FindString(page)
	contains(t, p.post(at[1], session, nil), []string{"会话已结束", "当前未登录。"}, nil)

	contains(t, p.post(at[1], at[1]+"/roles", url.Values{"role": {"owner"}, "organisation": {"甲公司"},
		"since": {"2021-08-01"}}), []string{asked, "甲公司"}, nil)
	contains(t, p.get(at[1]).Body.String(), nil, []string{"自 2021年8月1日"})
	confirm()
	contains(t, p.get(at[1]).Body.String(), []string{"甲公司", "自 2021年8月1日"}, nil)
	contains(t, p.post(at[1], at[1]+"/roles", url.Values{"role": {"audit_admin"}}), []string{"管理员角色不能与业务角色由同一人担任"}, nil)
	contains(t, p.post(at[1], at[1]+"/roles", url.Values{"role": {"office"}, "until": {"soon"}}),
		[]string{"截止日期应为", `value="soon"`}, nil)
	contains(t, p.post(at[1], at[1]+"/roles/revoke", url.Values{"role": {"owner"}, "organisation": {"甲公司"}}),
		[]string{asked}, nil)
	confirm()
	contains(t, p.get(at[1]).Body.String(), nil, []string{"自 2021年8月1日"})

	contains(t, p.post(at[1], at[1]+"/disable", nil), []string{"账号已停用", "申请恢复"}, []string{"确认停用"})
	contains(t, p.post(at[1], at[1]+"/enable", nil), []string{asked}, nil)
	contains(t, confirm(), []string{"已确认，变更已生效"}, nil)
	contains(t, p.post(at[1], at[1]+"/password", url.Values{"reason": {"忘记密码"}}), []string{asked}, []string{"<code>"})
	contains(t, confirm(), []string{"密码已重置", "原密码已失效"}, []string{password[1]})

	contains(t, p.post(at[1], at[1]+"/password", nil), []string{asked}, nil)
	requests := s.get("/account-requests").Body.String()
	refuse := regexp.MustCompile(`/account-requests/req-[0-9a-f]+/refuse`).FindString(requests)
	contains(t, s.post("/account-requests", refuse, nil), []string{"请写明驳回的理由"}, nil)
	contains(t, s.post("/account-requests", refuse, url.Values{"reason": {"本人未提出"}}), []string{"申请已驳回", "本人未提出", "已驳回"},
		nil)

	if w := p.get("/accounts/nobody"); w.Code != http.StatusNotFound {
		t.Errorf("nobody: %d", w.Code)
	}
	own := p.get("/accounts/person-of-system_admin").Body.String()
	contains(t, own, []string{"本人账号的角色变更和停用"}, []string{"确认停用", "/roles/revoke"})
}

// TestSecurityAdministratorDoesNotChangeAccounts checks that the role sees accounts and cannot create or change them.
func TestSecurityAdministratorDoesNotChangeAccounts(t *testing.T) {
	d := planned(t, 1, 0)
	d.session(models.RoleOffice)
	p := loggedIn(t, d, models.RoleSecurityAdmin)
	contains(t, p.get("/accounts").Body.String(), []string{"重点项目办某"}, []string{"/accounts/new"})
	page := p.get("/accounts/person-of-office").Body.String()
	contains(t, page, []string{"确认停用", "127.0.0.1"}, []string{"/password\"", "/roles", "datalist"})
	for _, address := range []string{"/accounts/new", "/accounts/person-of-office/password",
		"/accounts/person-of-office/roles", "/accounts/person-of-office/roles/revoke"} {
		if w := p.send(http.MethodPost, address, url.Values{"key": {"k"},
			"role": {"leader"}}); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
}

func TestOwnToken(t *testing.T) {
	d := planned(t, 1, 0)
	p := loggedIn(t, d, models.RoleOffice)
	contains(t, p.post("/account", "/account/tokens", url.Values{"label": {"脚本"}}), []string{"请选择令牌范围", `value="脚本"`}, nil)
	contains(t, p.post("/account", "/account/tokens", url.Values{"label": {"脚本"}, "scope": {"read"},
		"expires": {"2020-01-01"}}), []string{"已过"}, nil)
	page := p.post("/account", "/account/tokens", url.Values{"label": {"脚本"}, "scope": {"read", "submit"},
		"expires": {"2021-12-31"}})
	token := regexp.MustCompile(`<code>(dbn_[0-9a-f]+)</code>`).FindStringSubmatch(page)
	if token == nil {
		t.Fatalf("no token\n%s", page)
	}
	actor, err := d.service().Authenticate(t.Context(), token[1])
	if err != nil || len(actor.Scopes) != 2 {
		t.Errorf("%+v, %v", actor, err)
	}
	page = p.get("/account").Body.String()
	contains(t, page, []string{"脚本", "查看、填报", "至 2021年12月31日"}, []string{token[1]})
	contains(t, p.post("/account", regexp.MustCompile(`/account/tokens/[0-9a-f]+/revoke`).FindString(page), nil),
		[]string{"令牌已作废", "已作废"}, nil)
	if _, err := d.service().Authenticate(t.Context(), token[1]); err == nil {
		t.Error("a revoked token still opens")
	}
}

// TestSessionOfAnotherPersonCannotBeEnded sends the ID of another person's session.
func TestSessionOfAnotherPersonCannotBeEnded(t *testing.T) {
	d := empty(t)
	p, page := newAccount(t, d, models.RoleOffice)
	p.cookies["duban"] = d.session(models.RoleLeader)
	in, err := d.service().LogIn(t.Context(), "new", page.Password, "10.0.0.5", "Firefox")
	if err != nil {
		t.Fatal(err)
	}
	_, view, err := d.service().SessionActor(t.Context(), in.Secret, true)
	if err != nil {
		t.Fatal(err)
	}
	if w := p.send(http.MethodPost, "/account/sessions/"+view.ID+"/end",
		url.Values{"key": {"k"}}); w.Code != http.StatusNotFound {
		t.Errorf("another person's session: %d", w.Code)
	}
	if _, _, err := d.service().SessionActor(t.Context(), in.Secret, true); err != nil {
		t.Errorf("another person's session ended: %v", err)
	}
}

func TestAuditLogIsShownAndExported(t *testing.T) {
	d := planned(t, 1, 0)
	_, created := newAccount(t, d, models.RoleOffice)
	if _, err := d.service().LogIn(t.Context(), "new", "wrong", "10.0.0.5", ""); err == nil {
		t.Fatal("a wrong password was right")
	}
	if _, err := d.service().LogIn(t.Context(), "new", created.Password, "10.0.0.5", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.service().CreateAccount(t.Context(), models.Operator, "evil", tracking.NewAccount{Login: "evil",
		Name: "=1+1", RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}}); err != nil {
		t.Fatal(err)
	}
	if err := d.service().LogOutEverywhere(t.Context(), models.Actor{ID: "x", Name: "=cmd|' /C calc'!A0"},
		"all"); err != nil {
		t.Fatal(err)
	}
	p := loggedIn(t, d, models.RoleAuditAdmin)
	page := p.get("/audit?kind=failure").Body.String()
	check(t, p.h, page)
	contains(t, page, []string{"登录失败", "10.0.0.5", "符合条件的 1 条", "/audit/export?kind=failure"}, []string{">登录</td>"})
	contains(t, p.get("/audit?project=nothing").Body.String(), []string{"没有符合条件的记录"}, nil)
	contains(t, p.get("/audit?q=new&page=99").Body.String(), []string{"没有符合条件的记录"}, nil)
	for _, bad := range []string{"/audit?kind=pink", "/audit?since=soon", "/audit/export?until=never"} {
		if w := p.get(bad); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
	w := p.get("/audit/export")
	if kind := w.Header().Get("Content-Type"); kind != "text/csv; charset=utf-8" {
		t.Errorf("type %q", kind)
	}
	text, marked := strings.CutPrefix(w.Body.String(), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || len(rows) < 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@") {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
	contains(t, p.get("/audit?kind=download").Body.String(), []string{"导出日志", "审计管理员某"}, nil)
}
