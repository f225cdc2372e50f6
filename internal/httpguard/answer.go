package httpguard

import (
	"net/http"
	"time"
)

// piece is how much of a response is written at once; the client must accept each piece within the limit.
const piece = 256 << 10

// answer is a response with a deadline for each write. If the response is sent before the request's body was read, the
// connection is closed: otherwise the server would first wait for the rest of the body.
type answer struct {
	http.ResponseWriter
	control *http.ResponseController
	limit   time.Duration
	body    *body // nil for a request without a body
	http1   bool
	begun   bool
}

func (a *answer) WriteHeader(status int) {
	if !a.begun && status >= http.StatusOK {
		a.begun = true
		if a.http1 && a.body != nil && !a.body.read {
			a.Header().Set("Connection", "close")
		}
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(content []byte) (written int, err error) {
	if !a.begun {
		a.WriteHeader(http.StatusOK)
	}
	for {
		part := content[:min(len(content), piece)]
		if err := a.control.SetWriteDeadline(time.Now().Add(a.limit)); err != nil && !unsupported(err) {
			return written, err
		}
		n, err := a.ResponseWriter.Write(part)
		written += n
		if content = content[len(part):]; err != nil || len(content) == 0 {
			return written, err
		}
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
