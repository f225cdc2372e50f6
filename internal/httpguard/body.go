package httpguard

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"duban/models"
)

// body is a request's body with a minimum speed: it fails when too few bytes arrive within a window, or when the
// route's time for the whole body is over.
type body struct {
	io.ReadCloser
	control *http.ResponseController
	limits  Limits
	began   time.Time
	last    time.Time // deadline of the whole body
	ends    time.Time // end of the window
	came    int       // bytes received in the window
	read    bool      // to the end
}

// nextWindow starts a new window.
func (b *body) nextWindow(now time.Time) {
	b.ends, b.came = now.Add(b.limits.Window), 0
	b.setDeadline()
}

func (b *body) setDeadline() {
	deadline := b.ends
	if b.last.Before(deadline) {
		deadline = b.last
	}
	_ = b.control.SetReadDeadline(deadline) // only a test's connection has no deadline
}

// Read reads what has arrived. The error of a body that is too slow is KindInvalid with code "timeout".
func (b *body) Read(p []byte) (int, error) {
	if b.read {
		return b.ReadCloser.Read(p)
	}
	now := time.Now()
	if b.came >= b.limits.Bytes {
		b.nextWindow(now)
	} else {
		b.setDeadline() // the route may have extended it
	}
	if now.After(b.last) {
		return 0, tooSlow(os.ErrDeadlineExceeded)
	}
	n, err := b.ReadCloser.Read(p)
	b.came += n
	switch {
	case err == nil:
	case errors.Is(err, io.EOF):
		// The server keeps reading the connection while the handler works; the deadline must not end that.
		b.read = true
		_ = b.control.SetReadDeadline(time.Time{})
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = tooSlow(err)
	}
	return n, err
}

func tooSlow(cause error) error {
	return models.Errorf(models.KindInvalid, "timeout", "上传超时，数据未提交，请检查网络后重试").Because(cause)
}
