package notify

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/internal/testkit/mailtest"
	"duban/models"
)

// TestBrowserShowsTheDigestMail sends a digest to a real mail server and opens both parts of the letter that arrived:
// on a desk and on a phone, with titles and without. It is readable, runs nothing, loads nothing, and says no more
// than it may.
func TestBrowserShowsTheDigestMail(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{})
	c := channelOf(t, models.Channel{Kind: models.ChannelMail, Security: "none", Allowed: "127.0.0.1",
		Sender: "duban@example.gov.cn"}, models.SealedChannel{Address: "smtp://" + server.Address})
	titles := []string{"达到红牌标准 高端装备制造园：节点“主体封顶”应于2026-10-31完成，逾期 20 个工作日",
		"达到催办标准 <script>document.title = 'ran'</script>：11月月报未报送", "限期答复 区教育和体育局：" + strings.Repeat("很长的事项名称", 12)}
	without := letterFor("li@example.gov.cn")
	with := without
	with.Key, with.Titles = "d/2", titles
	for _, m := range []Message{without, with} {
		if got := c.Send(t.Context(), m); got.Result != Delivered {
			t.Fatalf("%+v", got)
		}
	}
	p := chrome.Open(t, chrome.Desktop)
	for i, letter := range server.Letters() {
		_, parts := read(t, letter.Data)
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			kind, part := "text/plain; charset=utf-8", parts[0]
			if r.URL.Path == "/html" {
				kind, part = "text/html; charset=utf-8", parts[1]
			}
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, part) // the browser has gone
		}))
		defer site.Close()
		for _, size := range []chrome.Size{chrome.Desktop, chrome.Phone} {
			p.Resize(size)
			p.Go(site.URL + "/html")
			p.Shows("您有 3 项待办，请登录查看", "登录查看", "https://duban.example.gov.cn", "请勿回复")
			p.Until(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
			p.Until(`document.title === "【督办】您有 3 项待办，请登录查看"`)
			p.Until(`performance.getEntriesByType("resource").every((e) => e.name.endsWith("/favicon.ico"))`)
			for _, v := range p.Axe("../web/node_modules/axe-core/axe.min.js") {
				t.Errorf("%d wide: %s", size.Width, v)
			}
			said := p.Text("body")
			if i == 0 && strings.Contains(said, "高端装备") {
				t.Errorf("titles travel: %s", said)
			}
			if i == 1 {
				p.Shows("1.", "高端装备制造园", "<script>", "3.")
			}
		}
		p.Go(site.URL + "/text")
		p.Shows("您有 3 项待办", "https://duban.example.gov.cn", "请勿回复")
		if strings.Contains(p.Text("body"), "高端装备") != (i == 1) {
			t.Errorf("letter %d: %s", i, p.Text("body"))
		}
	}
}
