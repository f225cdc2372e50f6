package chrome_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"duban/internal/testkit/chrome"
)

const form = `<!DOCTYPE html><html lang="zh"><title>表</title>
<meta name="viewport" content="width=device-width"><main><h1>填报</h1>
<form method="post" action="/done" enctype="multipart/form-data"><label>金额 <input id="amount" name="amount"></label>
<label>附件 <input type="file" id="file" name="file"></label><button id="go">提交</button></form>
<p id="width"></p><script>document.getElementById("width").textContent = "宽 " + innerWidth</script></main></html>`

func TestAPersonFillsInAForm(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/":
			_, _ = io.WriteString(w, form)
		case "/done":
			_, head, err := r.FormFile("file")
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			_, _ = io.WriteString(w, "<p>已收到 "+r.FormValue("amount")+" 和 "+head.Filename)
		case "/wide":
			_, _ = io.WriteString(w, `<meta name="viewport" content="width=device-width">`+
				`<style>.table { width: 600px }</style><p>窄</p><div class="table">宽</div>`)
		default: // the browser requests an icon
			w.WriteHeader(http.StatusNoContent)
		}
	}))
	defer srv.Close()
	file := filepath.Join(t.TempDir(), "照片.png")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := chrome.Open(t, chrome.Phone)
	for _, scripts := range []bool{true, false} {
		p.Scripts(scripts)
		p.Go(srv.URL)
		if scripts {
			p.Shows("填报", "宽 390")
		}
		p.Fill("#amount", "12.5")
		p.Upload("#file", file)
		p.Follow("#go")
		p.Wait("已收到 12.5 和 照片.png")
	}
	if found := p.TooWide(); len(found) > 0 {
		t.Errorf("too wide: %v", found)
	}
	p.Go(srv.URL + "/wide")
	if found := p.TooWide(); len(found) != 1 || found[0] != "div.table 宽" {
		t.Errorf("too wide: %v", found)
	}
	p.Shot(filepath.Join(t.TempDir(), "page.png"), true)
	if len(p.Print(true)) < 1000 {
		t.Error("nothing was printed")
	}
}
