package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"log/slog"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"duban/models"
)

var update = flag.Bool("update", false, "rewrite golden files")

const operator = "operator" // instead of a token: the request came through the operator's socket

// ask sends one request with a token, as the operator, or without credentials ("").
func ask(t *testing.T, f *fake, who, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	switch who {
	case "":
	case operator:
		r = r.WithContext(AsOperator(r.Context()))
	default:
		r.Header.Set("Authorization", "Bearer "+who)
	}
	if strings.HasPrefix(body, "{") {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	Handler(f, Options{Log: slog.New(slog.DiscardHandler), Version: "test"}).ServeHTTP(w, r)
	return w
}

func TestRequests(t *testing.T) {
	const milestones = "/api/v1/projects/2021/ZD-2021-007/milestones"
	const submit = `{"milestone":"主体封顶","done_on":"2021-06-30"}`
	key := []string{"Idempotency-Key", "k1"}
	tests := []struct {
		name, who, method, target, body string
		headers                         []string
		status                          int
		has, hasNot                     string
		called                          string // the call that reached tracking; "": none
	}{
		{name: "status", who: operator, method: "GET", target: "/api/v1/status?programme=2021", status: 200,
			has: `"projects":48`, hasNot: "$schema", called: "operator: status 2021"},
		{name: "person with a token", who: "zhang", method: "GET", target: "/api/v1/status", status: 200,
			has: `"workflows_running":null`, called: "zhang: status "},
		{name: "without credentials", method: "GET", target: "/api/v1/status", status: 401, has: `"code":"unauthenticated"`,
			hasNot: "projects"},
		{name: "revoked token gives the one text", who: "li", method: "GET", target: "/api/v1/status", status: 401,
			has: "未登录或令牌无效", hasNot: "停用"},
		{name: "not a bearer", method: "GET", target: "/api/v1/status", headers: []string{"Authorization", "Basic zhang"},
			status: 401, has: "unauthenticated"},
		{name: "token wins over the socket", who: operator, method: "GET", target: "/api/v1/status",
			headers: []string{"Authorization", "Bearer zhang"}, status: 200, called: "zhang: status "},
		{name: "tokens can't be read", who: "away", method: "GET", target: "/api/v1/status", status: 503, has: "编号",
			hasNot: "unauthenticated"},
		{name: "unknown address", who: operator, method: "GET", target: "/api/v1/nothing", status: 404,
			has: `"code":"no_route"`},
		{name: "wrong method", who: operator, method: "DELETE", target: "/api/v1/status", status: 405,
			has: "该地址不支持 DELETE，可用：GET, HEAD"},
		{name: "unknown parameter", who: operator, method: "GET", target: "/api/v1/status?program=x", status: 422,
			has: "不认识的参数“program”"},
		{name: "bad yes or no", who: operator, method: "GET", target: "/api/v1/escalations?open=maybe", status: 422,
			has: "参数“open”的值“maybe”不符合要求"},
		{name: "escalations", who: operator, method: "GET", target: "/api/v1/escalations?open=true", status: 200, has: "[]",
			hasNot: "null", called: "operator: escalations  true"},
		{name: "submissions", who: operator, method: "GET", target: "/api/v1/submissions?waiting=true", status: 200,
			has: "[]", hasNot: "null", called: "operator: submissions  true"},
		{name: "doctor", who: operator, method: "GET", target: "/api/v1/doctor", status: 200, has: `"ok":true`,
			called: "operator: doctor"},
		{name: "progress", who: operator, method: "GET", target: "/api/v1/imports/b-1/progress", status: 200,
			has: `"done":12`, called: "operator: progress b-1"},
		{name: "export", who: operator, method: "GET", target: "/api/v1/exports/monthly?month=2021-06", status: 200,
			has: "PK\x03\x04", called: "operator: export  2021-06"},
		{name: "export of a plan", who: operator, method: "GET", target: "/api/v1/exports/plan?programme=2021", status: 200,
			has: "PK\x03\x04", called: "operator: export plan 2021"},
		{name: "export of milestones", who: operator, method: "GET", target: "/api/v1/exports/milestones", status: 200,
			has: "PK\x03\x04", called: "operator: export milestones "},
		{name: "export of the ledger", who: operator, method: "GET", target: "/api/v1/exports/ledger", status: 200,
			has: "PK\x03\x04", called: "operator: export ledger  "},
		{name: "export of a past ledger", who: operator, method: "GET", target: "/api/v1/exports/ledger?month=2021-06",
			status: 200, has: "PK\x03\x04", called: "operator: export ledger  2021-06"},
		{name: "export of an impossible ledger", who: operator, method: "GET", target: "/api/v1/exports/ledger?month=2021-13",
			status: 422, has: `"code":"bad_month"`},
		{name: "export of escalations", who: operator, method: "GET", target: "/api/v1/exports/escalations", status: 200,
			has: "PK\x03\x04", called: "operator: export escalations  "},
		{name: "a form filled", who: operator, method: "POST",
			target: "/api/v1/exports/fill?file=a.xlsx&month=2021-06&programme=2021", body: "PK", headers: key, status: 200,
			has: "PK\x03\x04", called: "operator: fill a.xlsx 2 2021 2021-06"},
		{name: "export without month", who: operator, method: "GET", target: "/api/v1/exports/monthly", status: 200,
			has: "PK\x03\x04", called: "operator: export  "},
		{name: "export of an impossible month", who: operator, method: "GET", target: "/api/v1/exports/monthly?month=2021-13",
			status: 422, has: `"code":"bad_month"`},

		{name: "submit", who: "zhang", method: "POST", target: milestones, body: submit, headers: key, status: 200,
			has: `"object":"sub-1"`, called: "zhang: submit k1 2021/ZD-2021-007 主体封顶 2021-06-30 0"},
		{name: "submit, latest year", who: "zhang", method: "POST",
			target: "/api/v1/projects/latest/%E7%94%B2%2F1/milestones", body: submit, headers: key, status: 200,
			called: "zhang: submit k1 甲/1 主体封顶 2021-06-30 0"},
		{name: "submit without key", who: "zhang", method: "POST", target: milestones, body: submit, status: 422,
			has: "缺少请求编号"},
		{name: "submit without credentials", method: "POST", target: milestones, body: submit, headers: key, status: 401,
			has: "unauthenticated"},
		{name: "submit from another site", who: "zhang", method: "POST", target: milestones, body: submit,
			headers: []string{"Idempotency-Key", "k1", "Sec-Fetch-Site", "cross-site"}, status: 403, has: "cross_origin"},
		{name: "unknown field", who: "zhang", method: "POST", target: milestones,
			body: `{"milestone":"x","done":"2021-06-30"}`, headers: key, status: 422, has: `不认识的字段\"done\"`},
		{name: "impossible date", who: "zhang", method: "POST", target: milestones,
			body: `{"milestone":"x","done_on":"2021-02-30"}`, headers: key, status: 422, has: "“2021-02-30”不是有效日期"},
		{name: "wrong type", who: "zhang", method: "POST", target: milestones, body: `{"milestone":7}`, headers: key,
			status: 422, has: "字段“milestone”的值类型不对，应为文本"},
		{name: "two documents", who: "zhang", method: "POST", target: milestones, body: submit + submit, headers: key,
			status: 400, has: "bad_json"},
		{name: "broken JSON", who: "zhang", method: "POST", target: milestones, body: `{"milestone"`, headers: key,
			status: 400, has: "不是有效的 JSON", hasNot: "unexpected"},
		{name: "empty body", who: "zhang", method: "POST", target: milestones, headers: key, status: 400, has: "请求内容为空"},
		{name: "a form", who: "zhang", method: "POST", target: milestones, body: "milestone=x",
			headers: []string{"Idempotency-Key", "k1", "Content-Type", "application/x-www-form-urlencoded"}, status: 415,
			has: "应为 JSON"},
		{name: "too much JSON", who: "zhang", method: "POST", target: milestones, body: `{"note":"` +
			strings.Repeat("长", 400_000) + `"}`, headers: key, status: 413, has: "too_large"},
		{name: "report", who: "zhang", method: "POST", target: "/api/v1/projects/2021/A/reports",
			body: `{"month":"2021-06","month_fen":123450000}`, headers: key, status: 200,
			called: "zhang: report k1 2021/A 2021-06 123450000"},
		{name: "report with a fraction of a fen", who: "zhang", method: "POST", target: "/api/v1/projects/2021/A/reports",
			body: `{"month":"2021-06","month_fen":1.5}`, headers: key, status: 422, has: "整数（金额以分为单位）"},
		{name: "review", who: "zhang", method: "POST", target: "/api/v1/submissions/sub-1/review",
			body: `{"decision":"return","reason":"照片不清"}`, headers: key, status: 200,
			called: "zhang: review k1 sub-1 return 照片不清"},
		{name: "plan", who: "zhang", method: "POST", target: "/api/v1/projects/2021/A/plan-changes",
			body: `{"change":"pause","date":"2021-06-01","moves_due":"no","reason":"应急"}`, headers: key, status: 200,
			called: "zhang: plan k1 2021/A pause 2021-06-01"},
		{name: "preview", who: operator, method: "POST",
			target: "/api/v1/imports?file=%E8%AE%A1%E5%88%92.xlsx&programme=2021&live_from=2021-07-01", body: "PKxx",
			headers: key, status: 200, has: `"new":48`, called: "operator: preview 计划.xlsx 4 2021 2021-07-01 k1"},
		{name: "an empty file is refused by those who know files", who: operator, method: "POST",
			target: "/api/v1/imports?file=a.xlsx", headers: key, status: 200, called: "operator: preview a.xlsx 0   k1"},
		{name: "preview with what a person says", who: operator, method: "POST",
			target: "/api/v1/imports?file=a.zip&sender=%E7%94%B2%E5%B1%80&from_owners=true" +
				"&map=D%3D%E5%B9%B4%E5%BA%A6%E8%AE%A1%E5%88%92%E6%8A%95%E8%B5%84&map=E%3D%E4%B8%8D%E7%94%A8" +
				"&unit=%E4%B8%87%E5%85%83&month=2021-06&same=%E7%94%B2%3D%E4%B9%99%3DZD-1&new=%E4%B8%99&good_rows=true" +
				"&document=5%E5%8F%B7&effective=2021-07-15&drop=ZD-2&drop_counts=true", body: "PK", headers: key, status: 200,
			called: `operator: preview a.zip 2   k1 {"sender":"甲局","from_owners":true,` +
				`"columns":{"D":"年度计划投资","E":"不用"},"unit":"万元","month":"2021-06","same":{"甲=乙":"ZD-1"},` +
				`"new":["丙"],"good_rows":true,"document":"5号","effective":"2021-07-15","drop":["ZD-2"],"drop_counts":true}`},
		{name: "a pair without its sign", who: operator, method: "POST", target: "/api/v1/imports?file=a.xlsx&map=D",
			body: "PK", headers: key, status: 422, has: "应写成 左边=右边"},
		{name: "cancel", who: operator, method: "POST", target: "/api/v1/imports/b-1/cancel", headers: key, status: 200,
			has: "已取消", called: "operator: cancel k1 b-1"},
		{name: "imports", who: operator, method: "GET", target: "/api/v1/imports?programme=2021", status: 200, has: "[]",
			called: "operator: imports 2021"},
		{name: "an import", who: operator, method: "GET", target: "/api/v1/imports/b-1", status: 200, has: `"new":48`,
			called: "operator: import b-1"},
		{name: "a list adjusted", who: operator, method: "POST", target: "/api/v1/programmes/2021/list",
			body: `{"change":"drop","projects":["ZD-1"],"document":"5号","effective":"2021-07-15","counts":true}`, headers: key,
			status: 200,
			called: "operator: adjust k1 2021 drop [ZD-1] 5号 2021-07-15 true"},
		{name: "commit", who: operator, method: "POST", target: "/api/v1/imports/b-1/commit", headers: key, status: 200,
			has: `"committed":true`, called: "operator: commit b-1"},
		{name: "undo", who: operator, method: "POST", target: "/api/v1/imports/b-1/undo", headers: key, status: 200,
			has: `"undone":48`, called: "operator: undo k1 b-1"},
		{name: "evidence", who: "zhang", method: "POST", target: "/api/v1/evidence?name=a.pdf", body: "%PDF", headers: key,
			status: 200, has: `"sha256":"abc"`, called: "zhang: evidence a.pdf 4"},
		{name: "person", who: operator, method: "POST", target: "/api/v1/people", body: `{"name":"李四","role":"office"}`,
			headers: key, status: 200, has: "dbn_secret", called: "operator: person 李四 office  "},
		{name: "account", who: operator, method: "POST", target: "/api/v1/accounts",
			body: `{"login":"chen","name":"陈某","role":"office"}`, headers: key, status: 200, has: `"password":"once"`,
			called: "operator: create k1 chen 陈某 office"},
		{name: "accounts", who: operator, method: "GET", target: "/api/v1/accounts", status: 200, has: "[]",
			called: "operator: accounts"},
		{name: "a new password", who: operator, method: "POST", target: "/api/v1/accounts/chen/password", headers: key,
			status: 200, has: `"password":"once"`, called: "operator: reset k1 chen"},
		{name: "disable", who: operator, method: "POST", target: "/api/v1/accounts/chen/disable", headers: key, status: 200,
			has: `"done":true`, called: "operator: disabled k1 chen true"},
		{name: "enable", who: operator, method: "POST", target: "/api/v1/accounts/chen/enable", headers: key, status: 200,
			called: "operator: disabled k1 chen false"},
		{name: "a role for a time", who: operator, method: "POST", target: "/api/v1/accounts/chen/roles",
			body: `{"role":"leader","post":"副区长","until":"2021-12-31"}`, headers: key, status: 200,
			called: "operator: grant k1 chen leader 副区长 2021-12-31"},
		{name: "a role taken", who: operator, method: "POST", target: "/api/v1/accounts/chen/roles/revoke",
			body: `{"role":"office"}`, headers: key, status: 200, called: "operator: revoke k1 chen office"},
		{name: "sessions", who: operator, method: "GET", target: "/api/v1/accounts/chen/sessions", status: 200, has: "[]",
			called: "operator: sessions chen"},
		{name: "one's own sessions", who: "zhang", method: "GET", target: "/api/v1/accounts/me/sessions", status: 200,
			called: "zhang: sessions "},
		{name: "a session ended", who: operator, method: "POST", target: "/api/v1/accounts/chen/sessions/s1/end",
			headers: key, status: 200, called: "operator: end k1 chen s1"},
		{name: "a token", who: operator, method: "POST", target: "/api/v1/accounts/chen/tokens",
			body: `{"label":"脚本","scopes":["read"],"expires_on":"2021-12-31"}`, headers: key, status: 200, has: "dbn_once",
			called: "operator: token k1 chen 脚本 [read] 2021-12-31"},
		{name: "tokens", who: operator, method: "GET", target: "/api/v1/accounts/chen/tokens", status: 200, has: "[]",
			called: "operator: tokens chen"},
		{name: "doctor, full", who: operator, method: "GET", target: "/api/v1/doctor?full=true", status: 200,
			has: `"ok":true`, called: "operator: doctor full"},
		{name: "the record", who: operator, method: "GET",
			target: "/api/v1/audit?q=chen&kind=log_in&project=2021/ZD-1&since=2021-06-01&until=2021-06-30&from=20&count=10",
			status: 200, has: `"lines":[]`, called: "operator: audit chen log_in 2021/ZD-1 2021-06-01 2021-06-30 20 10"},
		{name: "the chain", who: operator, method: "GET", target: "/api/v1/audit/verify", status: 200, has: `"breaks":[]`,
			called: "operator: audit verify"},
		{name: "the head", who: operator, method: "GET", target: "/api/v1/audit/head", status: 200, has: `"kept":[]`,
			called: "operator: audit head"},
		{name: "another head", who: operator, method: "POST", target: "/api/v1/audit/head/accept", headers: key,
			body: `{"reason":"恢复"}`, status: 200, called: "operator: accept audit head k1 恢复"},
		{name: "the record of no day", who: operator, method: "GET", target: "/api/v1/audit?since=soon", status: 422},
		{name: "one account", who: operator, method: "GET", target: "/api/v1/accounts/chen", status: 200,
			called: "operator: account chen"},
		{name: "a subject linked", who: operator, method: "POST", target: "/api/v1/accounts/chen/subjects",
			body: `{"issuer":"https://id.example","subject":"s1"}`, headers: key, status: 200,
			called: "operator: link k1 chen https://id.example s1"},
		{name: "a subject unlinked", who: operator, method: "POST", target: "/api/v1/accounts/chen/subjects/unlink",
			body: `{"issuer":"https://id.example","subject":"s1"}`, headers: key, status: 200,
			called: "operator: unlink k1 chen https://id.example s1"},
		{name: "a token revoked", who: operator, method: "POST", target: "/api/v1/accounts/chen/tokens/t1/revoke",
			headers: key, status: 200, called: "operator: revoke token k1 chen t1"},
		{name: "live", who: operator, method: "POST",
			target: "/api/v1/programmes/2021%E5%B9%B4%E5%8C%BA%E9%87%8D%E7%82%B9%E9%A1%B9%E7%9B%AE/live",
			body:   `{"from":"2021-07-01"}`, headers: key, status: 200, called: "operator: live 2021年区重点项目 2021-07-01 k1"},
		{name: "instances", who: operator, method: "GET", target: "/api/v1/instances", status: 200,
			has: `"duties":["upkeep"]`, called: "operator: instances"},
		{name: "clock", who: operator, method: "GET", target: "/api/v1/clock", status: 200, has: "已 40 天",
			called: "operator: clock"},
		{name: "confirm clock", who: operator, method: "POST", target: "/api/v1/clock/confirm", headers: key, status: 200,
			has: `"held":false`, called: "operator: confirm clock k1"},
		{name: "reconcile", who: operator, method: "POST", target: "/api/v1/reconcile", headers: key, status: 200,
			has: `"started":3`, called: "operator: reconcile"},
		{name: "projects, narrowed", who: operator, method: "GET",
			target: "/api/v1/projects?programme=2021&search=x&unit=u&sector=s&sponsor=p&level=city" +
				"&stage=new_start&colour=red&sort=worst", status: 200, has: `"code":"ZD-3"`,
			called: "operator: projects {Programme:2021 Search:x Unit:u Sector:s Sponsor:p Level:city Town: " +
				"Starred:false Stage:new_start Colour:red Sort:worst From:0 Count:0 stars:map[]}"},
		{name: "projects by an unknown colour", who: operator, method: "GET", target: "/api/v1/projects?colour=blue",
			status: 422, has: "colour"},
		{name: "a project", who: "zhang", method: "GET", target: "/api/v1/projects/latest/ZD-1", status: 200,
			has: `"version":12`, called: "zhang: project ZD-1"},
		{name: "a history", who: "zhang", method: "GET", target: "/api/v1/projects/2021/ZD-1/history?from=5&count=10",
			status: 200, has: `"lines":[]`, called: "zhang: history 2021/ZD-1 5 10"},
		{name: "a submission", who: "zhang", method: "GET", target: "/api/v1/submissions/sub-1", status: 200,
			has: `"version":12`, called: "zhang: submission sub-1"},
		{name: "evidence opened", who: "zhang", method: "GET", target: "/api/v1/submissions/sub-1/evidence/2", status: 200,
			has: "%PDF", called: "zhang: open sub-1 2"},
		{name: "evidence at no place", who: "zhang", method: "GET", target: "/api/v1/submissions/sub-1/evidence/x",
			status: 422, has: "position"},
		{name: "me", who: "zhang", method: "GET", target: "/api/v1/me", status: 200, has: `"id":"zhang"`,
			called: "zhang: me"},
		{name: "programmes", who: "zhang", method: "GET", target: "/api/v1/programmes", status: 200, has: "[]",
			called: "zhang: programmes"},
		{name: "posts", who: "zhang", method: "GET", target: "/api/v1/posts", status: 200, has: "[]", called: "zhang: posts"},
		{name: "health", method: "GET", target: "/healthz", status: 200, has: "ok"},
		{name: "ready", method: "GET", target: "/readyz", status: 200, has: "ready"},
		{name: "no documentation page from the internet", method: "GET", target: "/docs", status: 404, hasNot: "script"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &fake{}
			w := ask(t, f, tt.who, tt.method, tt.target, tt.body, tt.headers...)
			answer := w.Body.String()
			if w.Code != tt.status || !strings.Contains(answer, tt.has) || tt.hasNot != "" && strings.Contains(answer,
				tt.hasNot) {
				t.Errorf("%d %s\nwant %d with %q, without %q", w.Code, answer, tt.status, tt.has, tt.hasNot)
			}
			if got := strings.Join(f.calls, "; "); got != tt.called {
				t.Errorf("tracking was asked %q, want %q", got, tt.called)
			}
			if got := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") || w.Header().
				Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("security headers: %v", w.Header())
			}
			if tt.status >= 400 && tt.target != "/docs" {
				wantProblem(t, w)
			}
		})
	}
}

// wantProblem checks that a response is a problem whose status is that of the response, with a Chinese sentence.
func wantProblem(t *testing.T, w *httptest.ResponseRecorder) problem {
	t.Helper()
	var p problem
	d := json.NewDecoder(bytes.NewReader(w.Body.Bytes()))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil || p.Status != w.Code || p.Title == "" || p.Code == "" ||
		!strings.ContainsFunc(p.Detail, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 }) {
		t.Errorf("not a problem with Chinese text (%v): %s", err, w.Body)
	}
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type %q", got)
	}
	return p
}

func TestErrorsBecomeStatuses(t *testing.T) {
	secret := errors.New("SELECT * FROM projects: disk I/O error at /var/lib")
	tests := []struct {
		name   string
		err    error
		status int
		logged bool
	}{
		{"invalid", models.Errorf(models.KindInvalid, "formula_error", "D12 为公式错误 #REF!").At("D12"), 422, false},
		{"encrypted", models.Errorf(models.KindInvalid, "encrypted", "工作簿已加密，请取消密码后上传"), 415, false},
		{"not a workbook", models.Errorf(models.KindInvalid, "not_a_workbook", "文件内容不是 Excel 工作簿"), 415, false},
		{"evidence type", models.Errorf(models.KindInvalid, "evidence_type", "仅支持 PDF、JPG、PNG"), 415, false},
		{"too large", models.Errorf(models.KindInvalid, "too_large", "解压后超过上限，已拒绝"), 413, false},
		{"empty", models.Errorf(models.KindInvalid, "empty", "文件为空（0 字节）"), 400, false},
		{"not found", models.ProjectNotFound("X"), 404, false},
		{"conflict", models.Errorf(models.KindConflict, "already_decided", "该填报已由张三通过"), 409, false},
		{"key reused", models.Errorf(models.KindConflict, "key_reused", "该请求编号已用于不同内容"), 422, false},
		{"stale", models.Errorf(models.KindConflict, "stale_version", "数据已被张三修改，请刷新后再改"), 412, false},
		{"disk below its floor", models.Errorf(models.KindUnavailable, "disk_full", "磁盘空间不足，数据未提交").Because(secret), 507,
			true},
		{"disk full", models.Errorf(models.KindUnavailable, "store_full", "暂时无法保存，数据未提交").Because(secret), 507, true},
		{"forbidden", models.CanReview(models.Operator), 403, false},
		{"unavailable", models.Errorf(models.KindUnavailable, "store_unavailable", "暂时无法保存，数据未提交").Because(secret), 503,
			true},
		{"internal", secret, 500, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log bytes.Buffer
			r := httptest.NewRequest("POST", "/api/v1/reconcile", nil)
			r.Header.Set("Idempotency-Key", "k")
			w := httptest.NewRecorder()
			Handler(&fake{err: tt.err}, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}).ServeHTTP(w,
				r.WithContext(AsOperator(r.Context())))
			p := wantProblem(t, w)
			if w.Code != tt.status {
				t.Errorf("status %d, want %d", w.Code, tt.status)
			}
			if want := models.AsError(tt.err); p.Code != want.Code || p.Cell != want.Cell || !strings.HasPrefix(p.Detail,
				want.Message.Text) {
				t.Errorf("problem %+v, want %v", p, want)
			}
			if strings.Contains(w.Body.String(), "SELECT") {
				t.Error("the answer gives the cause away")
			}
			if lines := strings.Count(log.String(), "\n"); tt.logged != (lines == 1 && strings.Contains(log.String(),
				"SELECT")) || !tt.logged && lines != 0 {
				t.Errorf("log %q, want it logged once with its cause: %t", log.String(), tt.logged)
			}
		})
	}
}

func TestPanicIsAnInternalError(t *testing.T) {
	// The fake has no amount to read.
	w := ask(t, &fake{}, operator, "POST", "/api/v1/projects/2021/A/reports", `{"month":"2021-06"}`, "Idempotency-Key",
		"k")
	if w.Code != 500 || strings.Contains(w.Body.String(), "goroutine") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	wantProblem(t, w)
}

func TestPendingIsAccepted(t *testing.T) {
	w := ask(t, &fake{pending: true}, operator, "POST", "/api/v1/projects/2021/A/milestones",
		`{"milestone":"x","done_on":""}`, "Idempotency-Key", "k9")
	if w.Code != 202 || !strings.Contains(w.Body.String(), `"key":"k9","pending":true`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestNotReady(t *testing.T) {
	w := ask(t, &fake{ready: errors.New("dial 10.0.0.7")}, "", "GET", "/readyz", "")
	if w.Code != 503 || strings.Contains(w.Body.String(), "10.0.0.7") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestReadySaysWhatGoesOnInTheBackground(t *testing.T) {
	w := ask(t, &fake{notes: []string{"reconciling 120/1000"}}, "", "GET", "/readyz", "")
	if w.Code != 200 || w.Body.String() != "ready\nreconciling 120/1000\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

func TestExportKeepsItsName(t *testing.T) {
	w := ask(t, &fake{}, operator, "GET", "/api/v1/exports/monthly?month=2021-06", "")
	if got := w.Header().
		Get("Content-Disposition"); got != "attachment; filename*=UTF-8''%E6%9C%88%E6%8A%A5%202021-06.xlsx" {
		t.Errorf("Content-Disposition %q", got)
	}
	if got := w.Header().Get("Content-Type"); got != workbookType {
		t.Errorf("Content-Type %q", got)
	}
}

// reading lists the use cases that change nothing, as the fake names them.
var reading = []string{"audit", "channels", "sent", "clock", "instances", "account", "accounts", "requests",
	"sessions", "tokens",
	"status", "escalations", "submissions", "export", "progress", "imports", "import", "doctor", "template", "outgoing",
	"chase", "comments", "due", "timeline", "old-late", "live-state", "suggestions", "burden", "forecast", "findings",
	"finding",
	"evidence-rules", "schedule", "milestone", "outings", "outing", "outing-form",
	"reserves", "reserve", "reserve-import", "next-plan",
	"remaining", "restructures", "bulk-result",
	"permits", "funds", "fund-sources", "fund-imports", "fund-import",
	"tasks", "form", "check", "receipt", "projects", "project",
	"cells", "views", "stars", "search", "history", "submission", "open", "me", "programmes",
	"document", "meeting", "meeting-templates", "meeting-template", "try-template", "confirmations", "scores", "score",
	"confirmation", "organisations", "posts", "ranking", "board", "leader", "unit", "escalation", "reviews",
	"plans", "plan",
	"trial",
	"corrections", "target", "calendar", "closings", "closing", "preview", "year-end", "entering",
	"inbox", "release-list", "publishing", "letters",
	"asked-list", "asked", "asked-form", "problems", "problem", "orders", "order",
	"meetings",
	"urgent-tables", "platform-comparisons", "platform-comparison", "urgent-table", "urgent-form", "fill-urgent",
	"post", "succession", "phone-book", "people-imports", "people-import", "show-round-settings", "show-interim", "rules",
	"rule-set",
	"unit-kinds",
	"try-rules", "curves"}

func TestOpenAPI(t *testing.T) {
	w := ask(t, &fake{}, "", "GET", "/openapi.json", "")
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			Parameters []struct{ Name, In string }
			Security   []map[string][]string
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &document); err != nil || !strings.HasPrefix(document.OpenAPI, "3.1") {
		t.Fatalf("%v: %.200s", err, w.Body)
	}
	fill := strings.NewReplacer("{year}", "2021", "{code}", "A", "{batch}", "b", "{submission}", "s", "{programme}", "p",
		"{kind}", "progress", "{login}", "chen", "{id}", "i", "{month}", "2021-06", "{milestone}", "m", "{key}", "k",
		"{position}", "1", "{version}", "1")
	needed := map[string]string{"monthly": "?month=2021-06", "left": "?project=A"} // parameters that a GET must have
	for path, methods := range document.Paths {
		for method, op := range methods {
			if len(op.Security) == 0 {
				t.Errorf("%s %s does not say that it needs a token", method, path)
			}
			keyed := slices.ContainsFunc(op.Parameters, func(p struct{ Name, In string }) bool {
				return p.Name == "Idempotency-Key"
			})
			if keyed != (method == "post") {
				t.Errorf("%s %s: Idempotency-Key is documented: %t", method, path, keyed)
			}
			f := &fake{}
			if w := ask(t, f, "", strings.ToUpper(method), fill.Replace(path), "{}", "Idempotency-Key", "k"); w.Code != 401 ||
				len(f.calls) != 0 {
				t.Errorf("%s %s answers without credentials with %d", method, path, w.Code)
			}
			if method != "get" {
				continue
			}
			f = &fake{}
			ask(t, f, operator, "GET", fill.Replace(path)+needed[path[strings.LastIndex(path, "/")+1:]], "")
			if len(f.calls) != 1 || !slices.Contains(reading, strings.Fields(f.calls[0])[1]) {
				t.Errorf("GET %s reached %q; a GET may only read", path, f.calls)
			}
		}
	}
	if len(document.Paths) < 16 {
		t.Errorf("only %d paths: %v", len(document.Paths), slices.Sorted(maps.Keys(document.Paths)))
	}
	golden(t, "testdata/openapi.json", w.Body.Bytes())
}

func TestLimitsAreInclusive(t *testing.T) {
	for size, status := range map[int]int{maxEvidence: 200, maxEvidence + 1: 413} {
		f := &fake{}
		w := ask(t, f, operator, "POST", "/api/v1/evidence?name=a.pdf", strings.Repeat("x", size), "Idempotency-Key", "k")
		if w.Code != status || len(f.calls) != map[int]int{200: 1, 413: 0}[status] {
			t.Errorf("%d bytes: %d, calls %q; want %d", size, w.Code, f.calls, status)
		}
	}
}
