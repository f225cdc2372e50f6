package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"duban/models"
)

func TestPagesAreCompressedForBrowsersThatTakeIt(t *testing.T) {
	h := halfYear(t).as(models.RoleOffice)
	plain := get(h, "/help")
	packed := get(h, "/help", header("Accept-Encoding", "gzip, br"))
	if plain.Header().Get("Content-Encoding") != "" || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("encodings %q and %q", plain.Header().Get("Content-Encoding"), packed.Header().Get("Content-Encoding"))
	}
	for _, got := range []*httptest.ResponseRecorder{plain, packed} {
		if vary := strings.Join(got.Header().Values("Vary"), ", "); !strings.Contains(vary, "Accept-Encoding") ||
			!strings.Contains(vary, "Cookie") {
			t.Errorf("Vary: %s", vary)
		}
	}
	if packed.Body.Len()*2 > plain.Body.Len() {
		t.Errorf("%d bytes of %d", packed.Body.Len(), plain.Body.Len())
	}
	if text := unpacked(t, packed); len(text) != plain.Body.Len() {
		t.Errorf("%d bytes unpacked, %d plain", len(text), plain.Body.Len())
	}
	refused := get(h, "/help", header("Accept-Encoding", "gzip;q=0"))
	if refused.Header().Get("Content-Encoding") != "" {
		t.Error("compressed for a browser that refuses it")
	}
	if book := get(h, "/exports/ledger", header("Accept-Encoding", "gzip")); book.Header().Get("Content-Encoding") != "" {
		t.Error("a workbook is compressed twice")
	}
}

// TestCompressedLengthHidesTheWordOfTheAddress asks for words of one length: the length of the answer does not follow
// how well each compresses.
func TestCompressedLengthHidesTheWordOfTheAddress(t *testing.T) {
	h := halfYear(t).as(models.RoleOffice)
	lengths := map[int]bool{}
	for _, word := range []string{"qqqqqqqq", "projects", "zyxwvuts", "colour=r", "pages-xx", "12345678", "abababab"} {
		lengths[get(h, "/projects?q="+word, header("Accept-Encoding", "gzip")).Body.Len()] = true
	}
	if len(lengths) < 4 {
		t.Errorf("lengths %v", lengths)
	}
}

// TestWhatIsShownOnceIsNotCompressed issues a token: only the answer to the POST shows it.
func TestWhatIsShownOnceIsNotCompressed(t *testing.T) {
	d := empty(t)
	form := url.Values{"key": {"token-1"}, "label": {"脚本"}, "scope": {"read"}, "expires": {"2021-08-01"}}
	r := httptest.NewRequest(http.MethodPost, "/account/tokens", strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	d.as(models.RoleOffice).ServeHTTP(w, r)
	if w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "" || !strings.Contains(w.Body.String(), "dbn_") {
		t.Errorf("status %d, encoding %q\n%s", w.Code, w.Header().Get("Content-Encoding"), shorten(w.Body.String()))
	}
}

func unpacked(t *testing.T, got *httptest.ResponseRecorder) []byte {
	t.Helper()
	reader, err := gzip.NewReader(bytes.NewReader(got.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
