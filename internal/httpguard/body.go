package httpguard

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"duban/models"
)

// body is a request's body that has to keep coming: a window in which too little of it came ends it, and so does the
// route's bound.
type body struct {
	io.ReadCloser
	control *http.ResponseController
	limits  Limits
	began   time.Time
	last    time.Time // the whole body has to be there
	ends    time.Time // of the window
	came    int       // bytes within it
	read    bool      // to its end
}

// nextWindow begins a window at a moment.
func (b *body) nextWindow(now time.Time) {
	b.ends, b.came = now.Add(b.limits.Window), 0
	b.setDeadline()
}

func (b *body) setDeadline() {
	deadline := b.ends
	if b.last.Before(deadline) {
		deadline = b.last
	}
	_ = b.control.SetReadDeadline(deadline) // a connection that takes none is a test's
}

// Read reads what has come. The error of a body that came too slowly is KindInvalid with code "timeout".
func (b *body) Read(p []byte) (int, error) {
	if b.read {
		return b.ReadCloser.Read(p)
	}
	now := time.Now()
	if b.came >= b.limits.Bytes {
		b.nextWindow(now)
	} else {
		b.setDeadline() // the route may have allowed more meanwhile
	}
	if now.After(b.last) {
		return 0, tooSlow(os.ErrDeadlineExceeded)
	}
	n, err := b.ReadCloser.Read(p)
	b.came += n
	switch {
	case err == nil:
	case errors.Is(err, io.EOF):
		// The server goes on watching the connection while the handler works; that must not run into the deadline.
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
