// Package httpguard stands before every handler that listens on the network: it bounds the time a request's body and an
// answer may take and how many connections are open, and says where a request comes from.
package httpguard

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Limits bound what one request may take in time. The zero value of a field is the default beside it.
type Limits struct {
	Window  time.Duration // 15 s: within each, so many bytes of a body have to come
	Bytes   int           // 4,096: or the body's end
	Body    time.Duration // 30 s: for a whole body, unless its route allows more (AllowBody)
	Writing time.Duration // 30 s: for each piece of an answer to be taken
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

// leftover is how long the rest of a body that no handler wanted may take.
const leftover = time.Second

type bodyKey struct{}

// AllowBody allows a request's body more time than others, in all, from the request's beginning. A body still has to
// keep coming. It does nothing for a request that did not pass Handler.
func AllowBody(ctx context.Context, total time.Duration) {
	if b, ok := ctx.Value(bodyKey{}).(*body); ok {
		b.last = b.began.Add(total)
	}
}

// Handler bounds the requests and answers of next.
func Handler(next http.Handler, l Limits) http.Handler {
	l = l.orDefault()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		// an earlier request's on this connection; no deadline where there is none to set
		_ = control.SetWriteDeadline(time.Time{})
		a := &answer{ResponseWriter: w, control: control, limit: l.Writing, http1: r.ProtoMajor < 2}
		if r.Body != nil && r.Body != http.NoBody {
			now := time.Now()
			a.body = &body{ReadCloser: r.Body, control: control, limits: l, began: now, last: now.Add(l.Body)}
			a.body.nextWindow(now) // holds for what the server reads after the handler, too
			r = r.WithContext(context.WithValue(r.Context(), bodyKey{}, a.body))
			r.Body = a.body
		}
		next.ServeHTTP(a, r)
		_ = control.SetWriteDeadline(time.Now().Add(l.Writing)) // what is still in the buffer
		if a.body != nil && !a.body.read {
			_ = control.SetReadDeadline(time.Now().Add(leftover)) // the server reads on for a while before it closes
		}
	})
}

// unsupported reports that there is no connection to set a deadline on, as in tests without a server.
func unsupported(err error) bool { return errors.Is(err, http.ErrNotSupported) }
