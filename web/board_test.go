package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
)

// boardLinkSecret is the secret of the board link that addBoardLink creates.
const boardLinkSecret = "wall_of_tests"

// addBoardLink creates the tests' board link in the office's name.
func (d *fixture) addBoardLink() {
	d.session(models.RoleOffice)
	sum := sha256.Sum256([]byte(boardLinkSecret))
	err := d.store.Write(context.Background(), func(tx *store.Tx) error {
		hash := hex.EncodeToString(sum[:])
		if _, known, err := tx.TokenByHash(hash); err != nil || known {
			return err
		}
		return tx.InsertToken(models.Token{Hash: hash, PersonID: "person-of-office", Label: "三楼指挥室",
			Scopes: string(models.ScopeBoard), CreatedAt: d.now, ExpiresAt: d.now.Add(models.SessionLongest)})
	})
	if err != nil {
		panic(err)
	}
}

func TestBoardLinkNeedsNoLogin(t *testing.T) {
	d := halfYear(t)
	d.addBoardLink()
	h := d.pages(io.Discard)
	got := get(h, "/board/"+boardLinkSecret)
	page := got.Body.String()
	contains(t, page, []string{"挂图作战", "70.00", "27.06", "落后序时", "数据截至 2021年7月12日 10:20", `hx-get="/board/` +
		boardLinkSecret},
		[]string{"大屏链接", `href="/"`, "退出"})
	if len(page) > 100_000 || got.Code != http.StatusOK {
		t.Errorf("status %d, %d bytes", got.Code, len(page))
	}
	if n := strings.Count(page, `<use href="#axis"/>`); n != 48 {
		t.Errorf("%d strips", n)
	}
	lost := get(h, "/board/wall_nobody")
	if lost.Code != http.StatusNotFound {
		t.Errorf("a link that is none: %d", lost.Code)
	}
	contains(t, lost.Body.String(), []string{"大屏链接无效或已到期"}, []string{"<svg class=\"line\""})
}

func TestBoardSendsOnlyTheTimeWhenNothingChanged(t *testing.T) {
	d := planned(t, 3, 0)
	h := d.as(models.RoleReadOnly)
	fragment := header("HX-Request", "true")
	page := get(h, "/board").Body.String()
	seen := regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(page)[1]
	d.now = d.now.Add(61_000_000_000)
	same := get(h, "/board?seen="+seen, fragment)
	contains(t, same.Body.String(), []string{`<p id="as-of"`, "2021年7月12日 10:21"}, []string{"<svg", "<html"})
	d.must(t, d.importReports(sampleYear, 3, models.MonthOf(2021, 2), d.now, nil))
	changed := get(h, "/board?seen="+seen, fragment)
	contains(t, changed.Body.String(), []string{`class="line"`, `hx-swap-oob="true"`}, []string{"<html", seen})
}

// postForm sends a form as a browser does from a page of this server.
func postForm(h http.Handler, address string, values url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestOfficeCreatesAndRevokesABoardLink(t *testing.T) {
	d := planned(t, 2, 0)
	h := d.as(models.RoleOffice)
	form := url.Values{"key": {"hang-1"}, "label": {"三楼指挥室"}, "until": {"2021-12-31"}}
	page := postForm(h, "/walls", form)
	link := regexp.MustCompile(`value="http://127\.0\.0\.1:8080(/board/wall_[0-9a-f]{48})"`).
		FindStringSubmatch(page.Body.String())
	if link == nil {
		t.Fatalf("no link on the page: %d %s", page.Code, shorten(page.Body.String()))
	}
	check(t, h, page.Body.String())
	anonymous := d.pages(io.Discard)
	if got := get(anonymous, link[1]); got.Code != http.StatusOK {
		t.Fatalf("the link answers %d", got.Code)
	}
	if second := postForm(h, "/walls", form); second.Code != http.StatusConflict || strings.Contains(second.Body.String(),
		"/board/wall_") {
		t.Errorf("a double tap: %d", second.Code)
	}
	wrong := postForm(h, "/walls", url.Values{"key": {"hang-2"}, "label": {""}, "until": {"2021-12-31"}})
	contains(t, wrong.Body.String(), []string{"请填写大屏的位置", `value="2021-12-31"`}, nil)
	if wrong.Code != http.StatusUnprocessableEntity {
		t.Errorf("no label: %d", wrong.Code)
	}
	list := get(h, "/walls").Body.String()
	contains(t, list, []string{"三楼指挥室", "有效"}, []string{"wall_"})
	down := regexp.MustCompile(`action="(/walls/[0-9a-f]+/down)"`).FindStringSubmatch(list)
	if down == nil {
		t.Fatal("nothing to take down")
	}
	if got := postForm(h, down[1], url.Values{"key": {"down-1"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("taking down: %d", got.Code)
	}
	if got := get(anonymous, link[1]); got.Code != http.StatusNotFound {
		t.Errorf("a link that was taken down answers %d", got.Code)
	}
	contains(t, get(h, "/walls").Body.String(), []string{"已撤下"}, []string{"/down"})
}

func TestBoardParts(t *testing.T) {
	h := halfYear(t).as(models.RoleReadOnly)
	if got := get(h, "/board?part=1").Code; got != http.StatusOK {
		t.Errorf("the only part: %d", got)
	}
	for _, part := range []string{"0", "2", "x"} {
		if got := get(h, "/board?part="+part).Code; got != http.StatusUnprocessableEntity {
			t.Errorf("part %s: %d", part, got)
		}
	}
	paper := get(h, "/board?print=a0").Body.String()
	contains(t, paper, []string{`class="paper"`, "主体封顶 ", "board-a0.css"}, []string{"hx-get", "http-equiv"})
	check(t, h, paper)
}
