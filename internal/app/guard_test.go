package app

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"duban/internal/httpguard"
)

// testTimeout is how long a test waits for something that must happen, however busy the machine is.
const testTimeout = 30 * time.Second

// The public listener cuts off bodies that arrive too slowly, answers requests that are refused without reading their
// body, and limits the connections of one address. This holds for pages and API, with TLS.
func TestTheListenerIsGuarded(t *testing.T) {
	requestLimits = httpguard.Limits{Window: 500 * time.Millisecond}
	defer func() { requestLimits = httpguard.Limits{} }()
	c := settings(t)
	c.TLSCert, c.TLSKey = certificateFiles(t)
	c.PerAddress = 8
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()

	for _, r := range []struct {
		path   string
		status int
	}{
		{"/login", 408}, // its form is read until it was too slow
		{"/api/v1/imports?file=a.xlsx", 401}, {"/api/v1/evidence?name=a.pdf", 401}, {"/imports", 303}, {"/nowhere", 404},
		{"/api/v1/nowhere", 404},
	} {
		status, head := slowly(t, a.Listen, "POST "+r.path+
			" HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000\r\n\r\n")
		if status != r.status {
			t.Errorf("%s: %d", r.path, status)
		}
		if head.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: no HSTS over TLS", r.path)
		}
	}
	if got, _ := slowly(t, a.Listen, "GET /login HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("x", 100<<10)+
		"\r\n\r\n"); got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 100 KB: %d", got)
	}
	var open []net.Conn
	for range c.PerAddress {
		open = append(open, held(t, a.Listen))
	}
	if conn, err := tls.Dial("tcp", a.Listen, insecure()); err == nil {
		_ = conn.Close()
		t.Errorf("more than %d connections from one address", c.PerAddress)
	}
	for _, conn := range open {
		_ = conn.Close()
	}
}

// slowly sends a request's header and then one byte at a time until the server closes the connection. It returns the
// answer.
func slowly(t *testing.T, address, header string) (status int, head http.Header) {
	t.Helper()
	conn := held(t, address)
	defer conn.Close()
	if _, err := io.WriteString(conn, header); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(100 * time.Millisecond):
				_, _ = conn.Write([]byte("a"))
			}
		}
	}()
	_ = conn.SetReadDeadline(time.Now().Add(testTimeout))
	r := bufio.NewReader(conn)
	answer, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatalf("%.60q: %v", header, err)
	}
	if _, err := io.Copy(io.Discard, r); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("%.60q: the connection is open after %s", header, testTimeout)
	}
	_ = answer.Body.Close()
	return answer.StatusCode, answer.Header
}

// held opens a connection and keeps it open, once the server accepts it.
func held(t *testing.T, address string) net.Conn {
	t.Helper()
	for end := time.Now().Add(testTimeout); ; time.Sleep(20 * time.Millisecond) {
		conn, err := tls.Dial("tcp", address, insecure())
		if err == nil {
			return conn
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// #nosec G402 -- the test's own certificate
func insecure() *tls.Config { return &tls.Config{InsecureSkipVerify: true} }
