// Package httpguard protects the handlers that listen on the network: it limits the time for a request's body and for a
// response, and the number of connections, and determines where a request comes from.
package httpguard

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Limits are the time limits of one request. A zero field means the default given beside it.
type Limits struct {
	Window  time.Duration // 15 s: in each window at least Bytes bytes of the body must arrive
	Bytes   int           // 4,096; or the end of the body
	Body    time.Duration // 30 s: for the whole body, unless its route allows more (AllowBody)
	Writing time.Duration // 30 s: for the client to accept each piece of a response
}

func (l Limits) orDefault() Limits {
	if l.Window == 0 {
		l.Window = 15 * time.Second
	}
	if l.Bytes == 0 {
		l.Bytes = 4096
	}
	if l.Body == 0 {
		l.Body = 30 * time.Second
	}
	if l.Writing == 0 {
		l.Writing = 30 * time.Second
	}
	return l
}

// leftover is how long the rest of a body that the handler did not read may take.
const leftover = time.Second

type bodyKey struct{}

// AllowBody extends the time for the body of the current request to total, counted from the request's beginning. The
// minimum speed stays. It does nothing for a request that did not pass Handler.
func AllowBody(ctx context.Context, total time.Duration) {
	if b, ok := ctx.Value(bodyKey{}).(*body); ok {
		b.last = b.began.Add(total)
	}
}

// Handler applies the limits to the requests and responses of next.
func Handler(next http.Handler, l Limits) http.Handler {
	l = l.orDefault()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		// Clears the deadline of an earlier request on this connection; a connection without deadlines returns an error.
		_ = control.SetWriteDeadline(time.Time{})
		a := &answer{ResponseWriter: w, control: control, limit: l.Writing, http1: r.ProtoMajor < 2}
		if r.Body != nil && r.Body != http.NoBody {
			now := time.Now()
			a.body = &body{ReadCloser: r.Body, control: control, limits: l, began: now, last: now.Add(l.Body)}
			a.body.nextWindow(now) // also applies to what the server reads after the handler
			r = r.WithContext(context.WithValue(r.Context(), bodyKey{}, a.body))
			r.Body = a.body
		}
		next.ServeHTTP(a, r)
		_ = control.SetWriteDeadline(time.Now().Add(l.Writing)) // for what is still buffered
		if a.body != nil && !a.body.read {
			_ = control.SetReadDeadline(time.Now().Add(leftover)) // the server reads the rest before it closes
		}
	})
}

// unsupported reports that there is no connection with deadlines, as in tests without a server.
func unsupported(err error) bool { return errors.Is(err, http.ErrNotSupported) }
