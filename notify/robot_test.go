package notify

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"duban/models"
)

// stub is a robot's service, or another system, that answers as a test wants.
type stub struct {
	*httptest.Server
	calls  atomic.Int32
	last   atomic.Pointer[http.Request]
	body   atomic.Pointer[string]
	answer http.HandlerFunc
}

func newStub(t *testing.T, answer http.HandlerFunc) *stub {
	t.Helper()
	s := &stub{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.calls.Add(1)
		content, _ := io.ReadAll(r.Body)
		text := string(content)
		s.body.Store(&text)
		s.last.Store(r)
		s.answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func vanishes(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

var groupMessage = Message{Key: "d/1", At: shanghaiMorning, Outside: models.Outside{Count: 3, Group: "区住建局"}}

// The secrets of the tests; no outcome may contain them.
const secretKey, secretSign = "key-5f0c", "SEC-77aa"

func send(t *testing.T, kind models.ChannelKind, address, secret string, m Message) Outcome {
	t.Helper()
	o := Opener{Timeout: 300 * time.Millisecond, Now: func() time.Time { return shanghaiMorning }}
	c := channelAt(t, o, models.Channel{Kind: kind, Allowed: "127.0.0.1"},
		models.SealedChannel{Address: address + "/send?key=" + secretKey, Password: secret})
	got := c.Send(t.Context(), m)
	if strings.Contains(got.Why, secretKey) || strings.Contains(got.Why, secretSign) {
		t.Errorf("the outcome contains a secret: %+v", got)
	}
	return got
}

func TestRobotsThatAnswerAsDocumentedAndWrongly(t *testing.T) {
	const wecom, ding, fs, hook = models.ChannelWeCom, models.ChannelDingTalk, models.ChannelFeishu, models.ChannelWebhook
	inward := newStub(t, says(`{"errcode":0}`))
	for _, test := range []struct {
		name   string
		kind   models.ChannelKind
		answer http.HandlerFunc
		want   Outcome
	}{
		{"taken", wecom, says(`{"errcode":0,"errmsg":"ok"}`), Outcome{Result: Delivered}},
		{"taken", ding, says(`{"errcode":0,"errmsg":"ok"}`), Outcome{Result: Delivered}},
		{"taken", fs, says(`{"code":0,"msg":"success","data":{}}`), Outcome{Result: Delivered}},
		{"taken, earlier version", fs, says(`{"StatusCode":0,"StatusMessage":"success"}`), Outcome{Result: Delivered}},
		{"taken", hook, status(204), Outcome{Result: Delivered}},
		{"too many in 200", wecom, says(`{"errcode":45009,"errmsg":"api freq out of limit"}`),
			Outcome{Result: Later, Why: "企业微信群机器人返回错误 45009（发送过快）", After: time.Minute}},
		{"too many in 200", ding, says(`{"errcode":130101,"errmsg":"send too fast"}`),
			Outcome{Result: Later, Why: "钉钉群机器人返回错误 130101（发送过快）", After: 10 * time.Minute}},
		{"too many in 200", fs, says(`{"code":11232,"msg":"frequency limited"}`),
			Outcome{Result: Later, Why: "飞书群机器人返回错误 11232（发送过快）", After: time.Minute}},
		{"signature in 200", ding, says(`{"errcode":310000,"errmsg":"sign not match"}`),
			Outcome{Result: Later, Why: "钉钉群机器人返回错误 310000（签名、关键词或来源地址不符）", Broken: true}},
		{"signature in 200", fs, says(`{"code":19021,"msg":"sign match fail"}`),
			Outcome{Result: Later, Why: "飞书群机器人返回错误 19021（签名不符或时间相差过大）", Broken: true}},
		{"body in 200", fs, says(`{"code":9499,"msg":"Bad Request"}`),
			Outcome{Result: Refused, Why: "飞书群机器人返回错误 9499（消息格式不对）"}},
		{"removed in 200", wecom, says(`{"errcode":93000,"errmsg":"invalid webhook url, ` + secretKey + `"}`),
			Outcome{Result: Later, Why: "企业微信群机器人返回错误 93000（机器人地址无效或已移除）", Broken: true}},
		{"unknown code", wecom, says(`{"errcode":-1}`), Outcome{Result: Later, Why: "企业微信群机器人返回错误 -1", Broken: true}},
		{"garbage", wecom, says(`<html>log in</html>`),
			Outcome{Result: Uncertain, Why: "对方的回答不是约定的格式，不知是否已发", Broken: true}},
		{"another service's answer", fs, says(`{"errcode":0}`),
			Outcome{Result: Uncertain, Why: "对方的回答不是约定的格式，不知是否已发", Broken: true}},
		{"empty", ding, says(``), Outcome{Result: Uncertain, Why: "对方的回答不是约定的格式，不知是否已发", Broken: true}},
		{"huge", wecom, says(strings.Repeat(" ", 10<<20) + `{"errcode":0}`),
			Outcome{Result: Uncertain, Why: "对方的回答过长，不是约定的格式", Broken: true}},
		{"hangs", wecom, hangs, Outcome{Result: Uncertain, Why: "已发出，对方没有回答", Broken: true}},
		{"hangs", hook, hangs, Outcome{Result: Later, Why: "已发出，对方没有回答", Broken: true}},
		{"vanishes", ding, vanishes, Outcome{Result: Uncertain, Why: "已发出，对方没有回答", Broken: true}},
		{"redirects inward", wecom, status(302, "Location", inward.URL),
			Outcome{Result: Later, Why: "对方返回 HTTP 302，要求转到别处，未跟随", Broken: true}},
		{"redirects inward with the body", hook, status(307, "Location", inward.URL),
			Outcome{Result: Later, Why: "对方返回 HTTP 307，要求转到别处，未跟随", Broken: true}},
		{"asks to wait", hook, status(429, "Retry-After", "120"),
			Outcome{Result: Later, Why: "对方返回 HTTP 429，要求稍后再发", After: 2 * time.Minute}},
		{"asks to wait until", hook, status(503, "Retry-After", "Mon, 30 Nov 2026 01:10:00 GMT", "Date",
			"Mon, 30 Nov 2026 01:05:00 GMT"),
			Outcome{Result: Later, Why: "对方返回 HTTP 503，要求稍后再发", After: 5 * time.Minute}},
		{"asks to wait for ever", hook, status(429, "Retry-After", "999999999999"),
			Outcome{Result: Later, Why: "对方返回 HTTP 429，要求稍后再发", After: 24 * time.Hour}},
		{"refuses the message", hook, status(422), Outcome{Result: Refused, Why: "对方返回 HTTP 422，不收这条消息"}},
		{"refuses the channel", hook, status(403), Outcome{Result: Later, Why: "对方返回 HTTP 403", Broken: true}},
		{"breaks down", wecom, status(500), Outcome{Result: Later, Why: "对方返回 HTTP 500", Broken: true}},
		{"gateway gives up", wecom, status(504), Outcome{Result: Uncertain, Why: "对方返回 HTTP 504", Broken: true}},
	} {
		t.Run(string(test.kind)+" "+test.name, func(t *testing.T) {
			t.Parallel()
			s := newStub(t, test.answer)
			if got := send(t, test.kind, s.URL, "", groupMessage); got != test.want {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
			if n := s.calls.Load(); n != 1 {
				t.Errorf("%d requests", n)
			}
			if inward.calls.Load() > 0 {
				t.Error("followed a redirect")
			}
		})
	}
}

func TestRobotsAreSignedAsDocumented(t *testing.T) {
	taken := newStub(t, says(`{"errcode":0,"code":0}`))
	if got := send(t, models.ChannelDingTalk, taken.URL, secretSign, groupMessage); got.Result != Delivered {
		t.Fatalf("%+v", got)
	}
	// computed with: printf '1796000700000\nSEC-77aa' | openssl dgst -sha256 -hmac SEC-77aa -binary | base64
	query := taken.last.Load().URL.Query()
	if query.Get("timestamp") != "1796000700000" || query.Get("sign") != dingTalkSign || query.Get("key") != secretKey {
		t.Errorf("DingTalk: %v", query)
	}
	if got, want := *taken.body.Load(), `{"msgtype":"text","text":{"content":"【督办】区住建局有 3 项待办，请登录查看"}}`; got != want {
		t.Errorf("DingTalk: %s", got)
	}
	if got := send(t, models.ChannelFeishu, taken.URL, secretSign, groupMessage); got.Result != Delivered {
		t.Fatalf("%+v", got)
	}
	var body struct{ Timestamp, Sign string }
	if err := json.Unmarshal([]byte(*taken.body.Load()), &body); err != nil {
		t.Fatal(err)
	}
	// computed with: printf '' | openssl dgst -sha256 -hmac $'1796000700\nSEC-77aa' -binary | base64
	if body.Timestamp != "1796000700" || body.Sign != feishuSign {
		t.Errorf("Feishu: %+v", body)
	}
}

func TestTheWebhookIsSignedAndHasItsKey(t *testing.T) {
	taken := newStub(t, status(200))
	m := Message{Key: "d/7", To: "person-1", Post: "区住建局", At: shanghaiMorning,
		Outside: models.Outside{Count: 2, Site: "https://duban.example.gov.cn"}}
	if got := send(t, models.ChannelWebhook, taken.URL, secretSign, m); got.Result != Delivered {
		t.Fatalf("%+v", got)
	}
	r, body := taken.last.Load(), *taken.body.Load()
	want := `{"key":"d/7","at":"2026-11-30T09:05:00+08:00","to":"person-1","to_post":"区住建局","count":2,` +
		`"text":"【督办】您有 2 项待办，请登录查看","url":"https://duban.example.gov.cn"}`
	if body != want {
		t.Errorf("body %s", body)
	}
	stamp := r.Header.Get(HeaderTimestamp)
	if r.Header.Get(HeaderKey) != "d/7" || stamp != "1796000700" || r.Header.Get(HeaderSignature) !=
		SignWebhook(secretSign, stamp, []byte(body)) {
		t.Errorf("headers %v", r.Header)
	}
	if SignWebhook(secretSign, stamp, []byte(body)) == SignWebhook(secretSign, stamp+"1", []byte(body)) {
		t.Error("the signature does not cover the timestamp")
	}
}

// names answers for a host with one set of addresses after the other, as a rebinding name server does.
type names struct {
	answers [][]netip.Addr
	asked   int
}

func (n *names) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	n.asked++
	return n.answers[min(n.asked, len(n.answers))-1], nil
}

func TestAHostThatLeadsInwardIsNotReached(t *testing.T) {
	taken := newStub(t, says(`{"errcode":0}`))
	port := taken.URL[strings.LastIndex(taken.URL, ":"):]
	loopback, public := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("203.0.114.9")
	mapped := netip.MustParseAddr("::ffff:127.0.0.1")
	for name, answers := range map[string][][]netip.Addr{
		"loopback": {{loopback}}, "mapped": {{mapped}}, "one of two": {{public, loopback}},
		"metadata": {{netip.MustParseAddr("169.254.169.254")}}, "shared": {{netip.MustParseAddr("100.100.100.200")}},
		"translated": {{netip.MustParseAddr("64:ff9b::7f00:1")}}, "6to4": {{netip.MustParseAddr("2002:7f00:1::1")}},
	} {
		resolver := &names{answers: answers}
		c := channelAt(t, Opener{Resolver: resolver, Timeout: time.Second}, models.Channel{Kind: models.ChannelWebhook},
			models.SealedChannel{Address: "https://msg.example.gov.cn" + port})
		want := Outcome{Result: Later, Why: "主机“msg.example.gov.cn”在内网，未列入允许的主机，没有连接", Broken: true}
		if got := c.Send(t.Context(), groupMessage); got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// The first answer is checked and used: a second one changes nothing.
	rebinding := &names{answers: [][]netip.Addr{{netip.MustParseAddr("192.0.2.1")}, {loopback}}}
	d := dialer{only: "msg.example.gov.cn", resolver: rebinding}
	if _, err := d.dial(t.Context(), "tcp", "msg.example.gov.cn"+port); err == nil || rebinding.asked != 1 {
		t.Errorf("asked %d times: %v", rebinding.asked, err)
	}
	if _, err := d.dial(t.Context(), "tcp", "other.example.gov.cn"+port); err == nil {
		t.Error("another host is reached")
	}
	allowed := channelAt(t, Opener{Resolver: &names{answers: [][]netip.Addr{{loopback}}}, Timeout: time.Second},
		models.Channel{Kind: models.ChannelWebhook, Allowed: "msg.example.gov.cn"},
		models.SealedChannel{Address: "http://msg.example.gov.cn" + port})
	if got := allowed.Send(t.Context(), groupMessage); got.Result != Delivered || taken.calls.Load() != 1 {
		t.Errorf("a host that is allowed by name: %+v, %d requests", got, taken.calls.Load())
	}
}

func TestTheEnvironmentsProxyIsNotUsed(t *testing.T) {
	proxy := newStub(t, status(200))
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("HTTPS_PROXY", proxy.URL)
	taken := newStub(t, says(`{"errcode":0}`))
	if got := send(t, models.ChannelWeCom, taken.URL, "", groupMessage); got.Result != Delivered ||
		proxy.calls.Load() > 0 {
		t.Errorf("%+v; the proxy had %d requests", got, proxy.calls.Load())
	}
}

func TestOldEncryptionIsRefused(t *testing.T) {
	s := httptest.NewUnstartedServer(says(`{"errcode":0}`))
	s.TLS = oldTLS()
	s.StartTLS()
	t.Cleanup(s.Close)
	if got := send(t, models.ChannelWeCom, s.URL, "", groupMessage); got.Result != Later || !got.Broken {
		t.Errorf("%+v", got)
	}
}
