package notify

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"duban/internal/testkit/refusal"
	"duban/models"
)

// FuzzAnswer judges what a robot or another system answers: a message counts as delivered only if the service's own
// code is 0, no wait is longer than a day, and what is noted is ours, not the receiver's.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{`{"errcode":0}`, `{"code":0,"StatusCode":0}`, `{"errcode":45009}`, `{"errcode":"0"}`,
		`{"errcode":0.0}`,
		`{"errcode":null}`, `{"errcode":0,"errcode":1}`, `{"code":99999999999999999999}`, `[]`, ``, `{"ErrCode":0}`,
		`<html>`} {
		f.Add(200, body, "", "")
		f.Add(429, body, "120", "")
	}
	f.Add(503, "", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 30 Nov 2026 01:05:00 GMT")
	f.Add(503, "", "-1", "x")
	f.Add(302, "", "999999999999999999999", "")
	f.Fuzz(func(t *testing.T, code int, body, retry, date string) {
		for _, d := range []dialect{weCom, dingTalk, feishu} {
			r := robot{dialect: d, poster: poster{kind: d.kind}}
			o := r.poster.status(&http.Response{StatusCode: code, Header: http.Header{"Retry-After": {retry}, "Date": {date}}})
			if o == nil {
				judged := r.judge([]byte(body))
				o = &judged
			}
			if o.After < 0 || o.After > 24*time.Hour {
				t.Fatalf("%s waits for %s", d.kind, o.After)
			}
			if o.Result != Delivered {
				refusal.Text(t, o.Why, "")
				continue
			}
			names := []string{"errcode"}
			if d.kind == models.ChannelFeishu {
				names = []string{"code", "statuscode"}
			}
			low := strings.ToLower(body)
			if code < 200 || code > 299 || !strings.Contains(low, "0") || !strings.Contains(low, names[0]) &&
				!strings.Contains(low, names[len(names)-1]) && !strings.Contains(low, `\u`) {
				t.Fatalf("%s: %d %q counts as delivered", d.kind, code, body)
			}
		}
	})
}
