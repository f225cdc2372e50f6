package httpguard

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"duban/models"
)

// quick are limits short enough for a test.
var quick = Limits{Window: 200 * time.Millisecond, Bytes: 100, Body: 600 * time.Millisecond,
	Writing: 200 * time.Millisecond}

// testTimeout is how long a test waits for something that must happen, however busy the machine is.
const testTimeout = 20 * time.Second

// served starts a handler behind the guard, over HTTP/1.1 or over HTTP/2 with TLS.
func served(t *testing.T, http2 bool, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(Handler(handler, quick))
	if s.EnableHTTP2 = http2; http2 {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	return s
}

// reading sends the result of reading each body to a channel.
func reading(results chan<- error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if allowed := r.Header.Get("Allowed"); allowed != "" {
			total, _ := time.ParseDuration(allowed)
			AllowBody(r.Context(), total)
		}
		_, err := io.Copy(io.Discard, r.Body)
		if err != nil {
			w.WriteHeader(http.StatusRequestTimeout)
		}
		results <- err
	}
}

// trickle is a body that yields one byte at a time until its reader stops.
type trickle struct {
	every time.Duration
	size  int
	left  int // bytes until its end
}

func (b *trickle) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, io.EOF
	}
	time.Sleep(b.every)
	n := min(len(p), b.size, b.left)
	b.left -= n
	return copy(p, bytes.Repeat([]byte("x"), n)), nil
}

// A body that is too slow within a window is cut off, over HTTP/1.1 and HTTP/2; one that is fast enough is not, up to
// the time of its route.
func TestABodyHasToKeepComing(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		for _, c := range []struct {
			name    string
			body    *trickle
			allowed string
			cut     bool
		}{
			{"a byte at a time", &trickle{50 * time.Millisecond, 1, 1 << 20}, "1h", true},
			{"for longer than allowed", &trickle{20 * time.Millisecond, 200, 1 << 20}, "", true},
			{"for as long as its route allows", &trickle{20 * time.Millisecond, 1000, 60_000}, "1h", false},
			{"little, and its end", &trickle{time.Millisecond, 10, 30}, "", false},
		} {
			t.Run(fmt.Sprintf("HTTP/2 %t: %s", http2, c.name), func(t *testing.T) {
				t.Parallel()
				results := make(chan error, 1)
				s := served(t, http2, reading(results))
				ctx, cancel := context.WithTimeout(t.Context(), testTimeout)
				defer cancel()
				r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, io.NopCloser(c.body))
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Allowed", c.allowed)
				if answer, err := s.Client().Do(r); err == nil {
					_ = answer.Body.Close()
				}
				select {
				case err := <-results:
					if (err != nil) != c.cut {
						t.Errorf("cut: %v, want %t", err, c.cut)
					}
					if c.cut && (models.AsError(err).Code != "timeout" || !errors.Is(err, os.ErrDeadlineExceeded)) {
						t.Errorf("cut with %v", err)
					}
				case <-ctx.Done():
					t.Error("the handler still reads")
				}
			})
		}
	}
}

// raw sends the beginning of a request and returns what is received until the connection is closed.
func raw(t *testing.T, address, request string) string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(testTimeout))
	answer, err := io.ReadAll(c)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("still open after %s: %s", testTimeout, answer)
	}
	return string(answer)
}

// A handler that responds without reading the body holds no connection: the response is sent at once and the connection
// is closed.
func TestAnUnreadBodyHoldsNothing(t *testing.T) {
	s := served(t, false, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	for _, header := range []string{"Content-Length: 1000", "Content-Length: 1000000000", "Transfer-Encoding: chunked",
		"Content-Length: 10\r\nExpect: 100-continue"} {
		got := raw(t, s.Listener.Addr().String(), "POST /nowhere HTTP/1.1\r\nHost: x\r\n"+header+"\r\n\r\n1")
		if !strings.HasPrefix(got, "HTTP/1.1 404") || !strings.Contains(got, "Connection: close") {
			t.Errorf("%s: %q", header, got)
		}
	}
}

// A connection is reused after its body was read, and a handler that takes longer than a window is not interrupted.
func TestABodyThatWasReadLeavesTheConnectionAlone(t *testing.T) {
	interrupted := make(chan error, 4)
	s := served(t, false, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-r.Context().Done():
			interrupted <- r.Context().Err()
		case <-time.After(3 * quick.Window):
			interrupted <- nil
		}
	})
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	answers := bufio.NewReader(c)
	for range 2 {
		if _, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if err := <-interrupted; err != nil || answer.Close {
			t.Errorf("%v, closed: %t", err, answer.Close)
		}
	}
}

// A client that requests much and reads none of it is cut off.
func TestAnAnswerHasToBeTaken(t *testing.T) {
	done := make(chan error, 1)
	s := served(t, false, func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(make([]byte, 64<<20))
		done <- err
	})
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		if err == nil {
			t.Error("all of it was written")
		}
	case <-time.After(testTimeout):
		t.Error("the handler still writes")
	}
}

// A large response that is read arrives complete, over both protocols.
func TestALargeAnswerArrivesWhole(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		s := served(t, http2, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 3<<20+1)) })
		answer, err := s.Client().Get(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, answer.Body)
		if err != nil || n != 3<<20+1 {
			t.Errorf("%d bytes, %v", n, err)
		}
		_ = answer.Body.Close()
	}
}

// The number of open connections from one address is limited; a further one is closed, and accepted once another ends.
// A trusted proxy has no such limit.
func TestConnectionsAreBounded(t *testing.T) {
	listen := func(all, each int, trusted Trusted) (address string) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{Handler: http.NotFoundHandler()}
		go func() { _ = server.Serve(Listen(l, all, each, trusted)) }()
		t.Cleanup(func() { _ = server.Close() })
		return l.Addr().String()
	}
	// open reports whether a connection was accepted and stays open.
	open := func(address string, wait time.Duration) (net.Conn, bool) {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		_, _ = io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
		_ = c.SetReadDeadline(time.Now().Add(wait))
		n, _ := c.Read(make([]byte, 100))
		return c, n > 0
	}
	address := listen(100, 3, nil)
	var held []net.Conn
	for i := range 3 {
		c, ok := open(address, testTimeout)
		if held = append(held, c); !ok {
			t.Fatalf("connection %d was refused", i)
		}
	}
	if _, ok := open(address, testTimeout); ok {
		t.Error("a fourth connection was taken")
	}
	_ = held[0].Close()
	deadline := time.Now().Add(testTimeout)
	for {
		if _, ok := open(address, testTimeout); ok {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a closed connection still counts")
		}
		time.Sleep(10 * time.Millisecond)
	}
	proxied := listen(100, 3, Trusted{prefix("127.0.0.0/8")})
	for i := range 6 {
		if _, ok := open(proxied, testTimeout); !ok {
			t.Errorf("connection %d of the proxy was refused", i)
		}
	}
	few := listen(2, 100, nil)
	first, _ := open(few, testTimeout)
	open(few, testTimeout)
	third, ok := open(few, 300*time.Millisecond)
	if ok {
		t.Error("three of two connections are open")
	}
	_, _ = third.Close(), first.Close()
	if _, ok := open(few, testTimeout); !ok {
		t.Error("refused after one was closed")
	}
}

// HTTP/2 is negotiated behind the limited listener.
func TestHTTP2IsSpokenBehindTheListener(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Proto)
	}))
	s.Listener = Listen(s.Listener, 10, 10, nil)
	s.EnableHTTP2 = true
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	s.StartTLS()
	defer s.Close()
	answer, err := s.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if got, _ := io.ReadAll(answer.Body); string(got) != "HTTP/2.0" {
		t.Errorf("spoken: %s", got)
	}
}
