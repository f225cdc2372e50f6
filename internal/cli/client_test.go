package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakeServer serves prepared responses on a socket and records the requests.
type fakeServer struct {
	data    string
	asked   []string
	keys    []string
	tokens  []string
	matches []string          // If-Match
	answers map[string]string // method and path → body
	status  map[string][]int  // method and path → statuses, one for each request; 200 afterwards
}

func newFakeServer(t *testing.T) *fakeServer {
	t.Helper()
	dir, err := os.MkdirTemp("", "dc") // the path of a unix socket must be short
	if err != nil {
		t.Fatal(err)
	}
	h := &fakeServer{data: dir, answers: map[string]string{}, status: map[string][]int{}}
	listener, err := net.Listen("unix", filepath.Join(dir, "duban.sock"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(h)
	server.Listener = listener
	server.Start()
	t.Cleanup(func() {
		server.Close()
		_ = os.RemoveAll(dir)
	})
	for _, name := range []string{"DUBAN_DATA", "DUBAN_SERVER", "DUBAN_TOKEN"} {
		t.Setenv(name, "")
	}
	return h
}

func (h *fakeServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	route := r.Method + " " + r.URL.EscapedPath()
	h.asked = append(h.asked, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+string(body)))
	h.keys = append(h.keys, r.Header.Get("Idempotency-Key"))
	h.tokens = append(h.tokens, r.Header.Get("Authorization"))
	h.matches = append(h.matches, r.Header.Get("If-Match"))
	status := http.StatusOK
	if next := h.status[route]; len(next) > 0 {
		status, h.status[route] = next[0], next[1:]
	}
	if strings.HasSuffix(route, "/exports/monthly") {
		w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''%E6%9C%88%E6%8A%A5.xlsx")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, h.answers[route])
}

// run runs one command against the server.
func (h *fakeServer) run(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = Run(context.Background(), append(args, "--data", h.data), nil, &out, &errs, nil, nil, "test")
	return code, out.String(), errs.String()
}

const receiptJSON = `{"project":"ZD-2021-007","object":"sub-1","message":"节点“主体封顶”已报送，等待审定",` +
	`"next_at":"2021-07-08T09:00:00+08:00","next":"催办","key":"k1","pending":false}`

func TestCommandsAskTheServer(t *testing.T) {
	preview := `{"batch":"b-1","programme":"2021年区重点项目","kind":"plan","period":"2021","new":48,` +
		`"changes":[{"sheet":"计划","row":7,"action":"new","what":"项目“甲”","fields":""}]}`
	previews := map[string]string{"POST /api/v1/imports": preview,
		"POST /api/v1/imports/b-1/commit": `{"batch":"b-1","committed":true,"new":48}`}
	receipts := func(route string) map[string]string { return map[string]string{route: receiptJSON} }
	photo := filepath.Join(t.TempDir(), "照片.jpg")
	if err := os.WriteFile(photo, []byte("JPG"), 0o600); err != nil {
		t.Fatal(err)
	}
	workbook := filepath.Join(t.TempDir(), "计划.xlsx")
	if err := os.WriteFile(workbook, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.xlsx")
	tests := []struct {
		name    string
		args    []string
		answers map[string]string
		asked   []string
		prints  string // part of stdout
		code    int
	}{
		{"submit", []string{"submit", "--project", "2021/ZD-2021-007", "--milestone", "主体封顶", "--done-on", "2021-06-28",
			"--note", "n", "--key", "k1"},
			receipts("POST /api/v1/projects/2021/ZD-2021-007/milestones"),
			[]string{`POST /api/v1/projects/2021/ZD-2021-007/milestones {"milestone":"主体封顶","done_on":"2021-06-28","note":"n"}`},
			"节点“主体封顶”已报送，等待审定\n编号：sub-1\n下一步：2021-07-08 09:00 催办\n", 0},
		{"submit with evidence, latest year, on behalf", []string{"submit", "--project", "甲/1", "--milestone", "m",
			"--done-on", "2021-06-28", "--evidence", photo, "--on-behalf-of", "乙", "--paper", "函", "--key", "k1"},
			map[string]string{"POST /api/v1/projects/latest/%E7%94%B2%2F1/milestones": receiptJSON,
				"POST /api/v1/evidence": `{"sha256":"ab","name":"照片.jpg","media_type":"image/jpeg","size":3}`},
			[]string{`POST /api/v1/evidence?name=%E7%85%A7%E7%89%87.jpg JPG`,
				`POST /api/v1/projects/latest/%E7%94%B2%2F1/milestones {"milestone":"m","done_on":"2021-06-28",` +
					`"evidence":[{"sha256":"ab","name":"照片.jpg","media_type":"image/jpeg","size":3}],"on_behalf_of":"乙",` +
					`"paper":"函"}`}, "sub-1", 0},
		{"report", []string{"report", "--project", "A", "--month", "2021-06", "--amount", "1234.5万元", "--ytd", "1.2亿元",
			"--physical", "五层", "--key", "k1"},
			receipts("POST /api/v1/projects/latest/A/reports"),
			[]string{
				`POST /api/v1/projects/latest/A/reports {"month":"2021-06","month_fen":1234500000,` +
					`"year_to_date_fen":12000000000,"physical_progress":"五层"}`}, "sub-1", 0},
		{"estimate", []string{"report", "--project", "A", "--month", "2021-06", "--estimate", "１２元", "--key", "k1"},
			receipts("POST /api/v1/projects/latest/A/reports"),
			[]string{`POST /api/v1/projects/latest/A/reports {"month":"2021-06","estimate_fen":1200}`}, "", 0},
		{"accept", []string{"review", "sub-1", "--accept", "--key", "k1"}, receipts("POST /api/v1/submissions/sub-1/review"),
			[]string{`POST /api/v1/submissions/sub-1/review {"decision":"accept"}`}, "", 0},
		{"return", []string{"review", "sub-1", "--return", "--reason", "照片不清", "--key", "k1"},
			receipts("POST /api/v1/submissions/sub-1/review"),
			[]string{`POST /api/v1/submissions/sub-1/review {"decision":"return","reason":"照片不清"}`}, "", 0},
		{"accept other figures", []string{"review", "sub-1", "--accept", "--amount", "1万元", "--key", "k1"},
			receipts("POST /api/v1/submissions/sub-1/review"),
			[]string{`POST /api/v1/submissions/sub-1/review {"decision":"accept","approved_month_fen":1000000}`}, "", 0},
		{"waiting", []string{"review", "--list"},
			map[string]string{
				"GET /api/v1/submissions": `[{"id":"sub-1","project":"A","project_name":"甲","milestone":"主体封顶","month":"",` +
					`"done_on":"2021-06-28","status":"waiting","submitted_at":"2021-06-28T10:00:00+08:00","by":"张三",` +
					`"evidence":2}]`},
			[]string{"GET /api/v1/submissions?waiting=true"},
			"sub-1     A 甲  主体封顶 2021-06-28 完成  待审定  2021-06-28 10:00  张三    2\n", 0},
		{"move", []string{"plan", "move", "--project", "A", "--milestone", "m", "--date", "2021-08-31", "--reason", "批准延期",
			"--document", "5号", "--key", "k1"}, receipts("POST /api/v1/projects/latest/A/plan-changes"),
			[]string{
				`POST /api/v1/projects/latest/A/plan-changes {"change":"move","milestone":"m","date":"2021-08-31",` +
					`"reason":"批准延期","document":"5号"}`}, "", 0},
		{"pause", []string{"plan", "pause", "--project", "A", "--from", "2021-06-01", "--moves-due", "no", "--reason", "应急",
			"--key", "k1"},
			receipts("POST /api/v1/projects/latest/A/plan-changes"),
			[]string{
				`POST /api/v1/projects/latest/A/plan-changes {"change":"pause","date":"2021-06-01",` +
					`"reason":"应急","moves_due":"no"}`}, "", 0},
		{"amount", []string{"plan", "amount", "--project", "A", "--amount", "3.5亿元", "--reason", "r", "--key", "k1"},
			receipts("POST /api/v1/projects/latest/A/plan-changes"),
			[]string{
				`POST /api/v1/projects/latest/A/plan-changes {"change":"amount","annual_plan_fen":35000000000,"reason":"r"}`}, "",
			0},
		{"close", []string{"plan", "close", "--project", "A", "--reason", "r", "--key", "k1"},
			receipts("POST /api/v1/projects/latest/A/plan-changes"),
			[]string{`POST /api/v1/projects/latest/A/plan-changes {"change":"close","reason":"r"}`}, "", 0},
		{"import", []string{"import", workbook, "--programme", "2021", "--live-from", "2021-07-01", "--key", "k1"}, previews,
			[]string{"POST /api/v1/imports?file=%E8%AE%A1%E5%88%92.xlsx&live_from=2021-07-01&programme=2021 PK",
				"POST /api/v1/imports/b-1/commit"},
			"  + “计划”第 7 行　项目“甲”", 0},
		{"import, dry run", []string{"import", workbook, "--dry-run", "--key", "k1"}, previews,
			[]string{"POST /api/v1/imports?file=%E8%AE%A1%E5%88%92.xlsx PK"}, "新增 48", 0},
		{"import of the same", []string{"import", workbook, "--key", "k1"},
			map[string]string{"POST /api/v1/imports": `{"batch":"b-1","identical":true,"message":"与上次导入的文件完全相同，未作更改"}`},
			[]string{"POST /api/v1/imports?file=%E8%AE%A1%E5%88%92.xlsx PK"}, "未作更改", 0},
		{"import with errors", []string{"import", workbook, "--key", "k1"},
			map[string]string{
				"POST /api/v1/imports": `{"batch":"","errors":1,"findings":[{"sheet":"计划","cell":"D12","severity":"error",` +
					`"message":"D12 为公式错误 #REF!"}]}`},
			[]string{"POST /api/v1/imports?file=%E8%AE%A1%E5%88%92.xlsx PK"}, "[错误] “计划” D12 为公式错误 #REF!", 65},
		{"export", []string{"export", "monthly", "--month", "2021-06", "-o", out, "--force"},
			map[string]string{"GET /api/v1/exports/monthly": "PK"}, []string{"GET /api/v1/exports/monthly?month=2021-06"},
			"已导出 " + out, 0},
		{"export ledger", []string{"export", "ledger", "--programme", "2021", "-o", out, "--force"},
			map[string]string{"GET /api/v1/exports/ledger": "PK"}, []string{"GET /api/v1/exports/ledger?programme=2021"},
			"已导出 " + out, 0},
		{"export escalations of a month", []string{"export", "escalations", "--month", "2021-06", "-o", out, "--force"},
			map[string]string{"GET /api/v1/exports/escalations": "PK"},
			[]string{"GET /api/v1/exports/escalations?month=2021-06"}, "已导出 " + out, 0},
		{"export fill", []string{"export", "fill", "--template", workbook, "--month", "2021-06", "-o", out, "--force"},
			map[string]string{"POST /api/v1/exports/fill": "PK"},
			[]string{"POST /api/v1/exports/fill?file=%E8%AE%A1%E5%88%92.xlsx&month=2021-06 PK"}, "已填好 " + out, 0},
		{"status", []string{"status", "--programme", "2021"},
			map[string]string{
				"GET /api/v1/status": `{"programme":"2021年区重点项目","as_of":"2021-06-30T09:00:00+08:00","projects":48,` +
					`"city_major":26,"annual_plan_fen":7000000000000,"approved_fen":3500000000000,"workflows_running":48,` +
					`"colours":{"green":40},"open_escalations":{"urging":3}}`},
			[]string{"GET /api/v1/status?programme=2021"}, "已审定              350.00 亿元，占年度计划 50.0%\n", 0},
		{"escalations", []string{"escalations", "--open"},
			map[string]string{
				"GET /api/v1/escalations": `[{"at":"2021-07-08T09:00:00+08:00","project":"A","project_name":"甲",` +
					`"item":"milestone","milestone":"主体封顶","due":"2021-06-30","kind":"rung","rung":"yellow","open":true,` +
					`"order":{"id":"ord-1","kind":"order","state":"issued","number":"张督〔2021〕3号"}}]`},
			[]string{"GET /api/v1/escalations?open=true"}, "未了结                        督办单张督〔2021〕3号（已发出，ord-1）\n", 0},
		{"a note from paper", []string{"escalations", "instruct", "esc-1", "--text", "抓紧", "--due", "2021-07-19", "--for",
			"区长", "--paper", "原件", "--paper-on", "2021-07-12", "--key", "k1"},
			map[string]string{
				"POST /api/v1/escalations/esc-1/instruct": `{"kind":"instructed","party":"区长","at":"2021-07-12T10:20:00+08:00"}`},
			[]string{
				`POST /api/v1/escalations/esc-1/instruct {"party":"区长","text":"抓紧","due":"2021-07-19","paper":"原件",` +
					`"paper_on":"2021-07-12"}`}, "区长已批示（2021-07-12 10:20）", 0},
		{"signing", []string{"escalations", "sign", "esc-1", "--key", "k1"},
			map[string]string{
				"POST /api/v1/escalations/esc-1/sign": `{"kind":"acknowledged","party":"分管副区长","at":"2021-07-12T10:20:00+08:00"}`},
			[]string{`POST /api/v1/escalations/esc-1/sign {}`}, "分管副区长已签收", 0},
		{"doctor, well", []string{"doctor"},
			map[string]string{"GET /api/v1/doctor": `{"ok":true,"checks":[{"name":"x","ok":true,"found":[]}]}`},
			[]string{"GET /api/v1/doctor"}, "[通过] x", 0},
		{"doctor, ill", []string{"doctor"},
			map[string]string{"GET /api/v1/doctor": `{"ok":false,"checks":[{"name":"x","ok":false,"found":["sub-1"]}]}`},
			[]string{"GET /api/v1/doctor"}, "sub-1", 1},
		{"clock", []string{"clock", "show"}, map[string]string{"GET /api/v1/clock": `{"held":true,"message":"距上次记录已 40 天"}`},
			[]string{"GET /api/v1/clock"}, "距上次记录已 40 天\n", 0},
		{"clock confirmed", []string{"clock", "confirm"}, map[string]string{"POST /api/v1/clock/confirm": `{"held":false}`},
			[]string{"POST /api/v1/clock/confirm"}, "系统时间可信，照常提醒和督办\n", 0},
		{"reconcile", []string{"reconcile"},
			map[string]string{"POST /api/v1/reconcile": `{"started":3,"poked":1,"closed":0,"differences":["甲"]}`},
			[]string{"POST /api/v1/reconcile"}, "启动 3，通知 1，停止 0\n  甲\n", 0},
		{"user", []string{"user", "add", "--name", "张三", "--role", "重点项目办"},
			map[string]string{"POST /api/v1/people": `{"id":"p","name":"张三","role":"office","token":"dbn_x"}`},
			[]string{`POST /api/v1/people {"name":"张三","role":"office"}`}, "dbn_x", 0},
		{"live", []string{"programme", "live", "--from", "2021-07-01", "--key", "k1"},
			map[string]string{"GET /api/v1/status": `{"programme":"甲 乙"}`,
				"POST /api/v1/programmes/%E7%94%B2%20%E4%B9%99/live": `{"programme":"甲 乙"}`},
			[]string{"GET /api/v1/status", `POST /api/v1/programmes/%E7%94%B2%20%E4%B9%99/live {"from":"2021-07-01"}`},
			"自 2021-07-01 起正式督办\n甲 乙", 0},
		{"drop from the list", []string{"programme", "drop", "--programme", "P", "--project", "A", "--project", "B",
			"--document", "5号", "--effective", "2021-07-15", "--counts", "--key", "k1"},
			map[string]string{"POST /api/v1/programmes/P/list": `{"programme":"P","message":"2 个项目自 2021-07-15 起调出"}`},
			[]string{
				`POST /api/v1/programmes/P/list {"change":"drop","projects":["A","B"],"document":"5号",` +
					`"effective":"2021-07-15","counts":true}`}, "2 个项目自 2021-07-15 起调出", 0},
		{"move on the list", []string{"programme", "move", "--programme", "P", "--project", "A", "--section", "二",
			"--document", "5号", "--effective", "2021-07-15", "--key", "k1"},
			map[string]string{"POST /api/v1/programmes/P/list": `{"message":"已调整"}`},
			[]string{
				`POST /api/v1/programmes/P/list {"change":"move","projects":["A"],"document":"5号","effective":"2021-07-15",` +
					`"section":"二"}`}, "已调整", 0},
		{"import, with every flag", []string{"import", workbook, "--from", "甲局", "--map", "D=年度计划投资", "--map",
			"E=不用", "--unit", "万元", "--month", "2021-06", "--same", "甲=ZD-1", "--new", "乙", "--good-rows", "--from-owners",
			"--document", "5号", "--effective", "2021-07-15", "--drop", "ZD-2", "--drop-counts", "--dry-run", "--key", "k1"},
			map[string]string{"POST /api/v1/imports": `{"batch":"b-1","new":1,"left":2,"message":"将导入正确的 1 行，2 行有问题未导入"}`},
			[]string{
				"POST /api/v1/imports?document=5%E5%8F%B7&drop=ZD-2&drop_counts=true&effective=2021-07-15" +
					"&file=%E8%AE%A1%E5%88%92.xlsx&from_owners=true&good_rows=true" +
					"&map=D%3D%E5%B9%B4%E5%BA%A6%E8%AE%A1%E5%88%92%E6%8A%95%E8%B5%84&map=E%3D%E4%B8%8D%E7%94%A8&month=2021-06" +
					"&new=%E4%B9%99&same=%E7%94%B2%3DZD-1&sender=%E7%94%B2%E5%B1%80&unit=%E4%B8%87%E5%85%83 PK"},
			"将导入正确的 1 行，2 行有问题未导入", 0},
		{"import with a likely name", []string{"import", workbook, "--key", "k1"},
			map[string]string{
				"POST /api/v1/imports": `{"batch":"","programme":"P","kind":"progress","period":"2021-06",` +
					`"candidates":[{"sheet":"进度","row":7,"name":"科汇电气二期","proposals":[{"code":"ZD-7","name":"科汇电气（二期）",` +
					`"score":92}]}]}`},
			[]string{"POST /api/v1/imports?file=%E8%AE%A1%E5%88%92.xlsx PK"}, "可能是 ZD-7 科汇电气（二期）（相似 92%）：--same '科汇电气二期=ZD-7'",
			65},
		{"back to trial", []string{"programme", "live", "--trial", "--programme", "P", "--key", "k1"},
			map[string]string{"POST /api/v1/programmes/P/live": `{"programme":"P","trial":true}`},
			[]string{`POST /api/v1/programmes/P/live {"from":""}`}, "试运行", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newFakeServer(t)
			h.answers = tt.answers
			code, stdout, stderr := h.run(tt.args...)
			if code != tt.code || !strings.Contains(stdout, tt.prints) {
				t.Errorf("exit %d, want %d\nstdout: %s\nwant in it: %s\nstderr: %s", code, tt.code, stdout, tt.prints, stderr)
			}
			asked := slices.DeleteFunc(h.asked, func(s string) bool { return strings.HasSuffix(s, "/progress") })
			if diff := cmp.Diff(tt.asked, asked); diff != "" {
				t.Errorf("the server was asked (-want +got):\n%s", diff)
			}
			for i, key := range h.keys {
				if (key != "") != strings.HasPrefix(h.asked[i], "POST") {
					t.Errorf("key %q with %s", key, h.asked[i])
				}
			}

			h = newFakeServer(t) // with --json: the last response, one document, nothing else
			h.answers = tt.answers
			code, stdout, _ = h.run(append(tt.args, "--json")...)
			var document any
			d := json.NewDecoder(strings.NewReader(stdout))
			if err := d.Decode(&document); err != nil || code != tt.code {
				t.Errorf("--json: exit %d, %v: %s", code, err, stdout)
			}
			if _, err := d.Token(); err != io.EOF { // Token returns it unwrapped
				t.Errorf("--json printed more than one document: %s", stdout)
			}
		})
	}
	if content, err := os.ReadFile(out); err != nil || string(content) != "PK" {
		t.Errorf("exported %q, %v", content, err)
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		status int
		body   string
		code   int
		says   string
	}{
		{422, `{"title":"内容不符合要求","status":422,"code":"formula_error","detail":"D12 为公式错误 #REF!","cell":"D12"}`, 65,
			"D12：D12 为公式错误"},
		{404, `{"code":"project_not_found","detail":"没有找到项目“X”"}`, 65, "没有找到项目"},
		{409, `{"code":"already_decided","detail":"该填报已由张三通过"}`, 65, "张三"},
		{403, `{"code":"forbidden","detail":"运维员不能审核"}`, 65, "运维员不能审核"},
		{401, `{"code":"unauthenticated","detail":"未登录或令牌无效"}`, 65, "令牌"},
		{503, `{"code":"process_unavailable","detail":"流程服务暂时不可用，数据未提交"}`, 69, "数据未提交"},
		{500, `{"code":"internal","detail":"系统内部错误"}`, 1, "系统内部错误"},
		{502, `<html>Bad Gateway</html>`, 69, "无法识别（HTTP 502）"},
		{302, ``, 69, "无法识别（HTTP 302）"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.status), func(t *testing.T) {
			h := newFakeServer(t)
			h.status["GET /api/v1/status"] = []int{tt.status, tt.status}
			h.answers["GET /api/v1/status"] = tt.body
			code, stdout, stderr := h.run("status")
			if code != tt.code || !strings.Contains(stderr, tt.says) || stdout != "" {
				t.Errorf("exit %d, want %d; stdout %q, stderr %q", code, tt.code, stdout, stderr)
			}
			code, stdout, _ = h.run("status", "--json")
			var document struct {
				Error struct{ Code, Message, Cell string }
			}
			if err := json.Unmarshal([]byte(stdout), &document); err != nil || code != tt.code || document.Error.Message == "" ||
				document.Error.Code == "" {
				t.Errorf("--json: exit %d, %v: %s", code, err, stdout)
			}
		})
	}
}

func TestTokenActsAsItsPerson(t *testing.T) {
	h := newFakeServer(t)
	h.answers["GET /api/v1/status"] = `{}`
	h.run("status")
	t.Setenv("DUBAN_TOKEN", "dbn_x")
	h.run("status")
	if diff := cmp.Diff([]string{"", "Bearer dbn_x"}, h.tokens); diff != "" {
		t.Error(diff)
	}
}

func TestPendingCommandIsFollowedUnderItsKey(t *testing.T) {
	h := newFakeServer(t)
	const route = "POST /api/v1/submissions/sub-1/review"
	h.answers[route] = receiptJSON
	h.status[route] = []int{202}
	code, stdout, stderr := h.run("review", "sub-1", "--accept", "--key", "k1")
	if code != 0 || !strings.Contains(stderr, "正在保存") || !strings.Contains(stdout, "sub-1") {
		t.Errorf("exit %d %s %s", code, stdout, stderr)
	}
	if diff := cmp.Diff([]string{"k1", "k1"}, h.keys); diff != "" {
		t.Errorf("keys: %s", diff)
	}
}

func TestRandomKeyIsShown(t *testing.T) {
	h := newFakeServer(t)
	h.answers["POST /api/v1/submissions/sub-1/review"] = receiptJSON
	_, _, stderr := h.run("review", "sub-1", "--accept")
	if len(h.keys) != 1 || len(h.keys[0]) < 20 || !strings.Contains(stderr, h.keys[0]) {
		t.Errorf("keys %q, stderr %q", h.keys, stderr)
	}
}
