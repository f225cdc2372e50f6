package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// counted counts what is read of a body.
type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// Of an upload without a session only a few megabytes are read.
func TestLittleIsReadOfAnUploadWithoutASession(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	body := &counted{Reader: io.LimitReader(zeroes{}, 30<<20)}
	r := httptest.NewRequest(http.MethodPost, "/reports?month=2021-06", body)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w := httptest.NewRecorder()
	d.pages.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/login") {
		t.Errorf("%d %s", w.Code, w.Header())
	}
	if body.n == 0 || body.n > 9<<20 {
		t.Errorf("%d bytes were read", body.n)
	}
}

// zeroes is an endless body.
type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
