package app

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	"duban/internal/testkit/listening"
)

// Every TCP port of the program, as the operating system lists them, either speaks HTTP and authenticates (the public
// listener, the metrics, Temporal's pages) or requires a client certificate before anything else.
func TestEveryPortKnowsWhoComes(t *testing.T) {
	c := settings(t)
	c.TemporalUI, c.Metrics = "127.0.0.1:0", "127.0.0.1:0"
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	open := []string{a.Listen, a.Metrics, a.TemporalUI}
	guarded := 0
	for _, at := range listening.Ports(t, os.Getpid()) {
		port := at.String()
		if !at.Addr().IsLoopback() {
			t.Errorf("%s is open to other machines", port)
		}
		if slices.Contains(open, port) {
			continue
		}
		guarded++
		for name, attempt := range map[string]func(string) error{"plain text": askPlainly, "TLS": askWithoutCertificate} {
			if err := attempt(port); err == nil {
				t.Errorf("%s answers by %s", port, name)
			}
		}
	}
	if guarded < 4 {
		t.Errorf("%d ports of the embedded server, want one for each of its four services", guarded)
	}
	if got := status(t, http.DefaultClient, "http://"+a.TemporalUI+
		"/api/v1/namespaces/duban/workflows"); got != http.StatusForbidden {
		t.Errorf("Temporal's pages list workflows without a token: %d", got)
	}
}

// The two probes do detect a server that admits everyone.
func TestOpenPortsAreSeen(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	defer server.Close()
	if err := askPlainly(server.Listener.Addr().String()); err != nil {
		t.Errorf("plain text: %v", err)
	}
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.EnableHTTP2 = true
	secure.StartTLS()
	defer secure.Close()
	if err := askWithoutCertificate(secure.Listener.Addr().String()); err != nil {
		t.Errorf("TLS: %v", err)
	}
}

const (
	portPatience = 20 * time.Second
	// preface begins an HTTP/2 and so a gRPC connection; the server answers with a SETTINGS frame.
	preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"
)

// askPlainly returns nil if the port answers a plain-text gRPC connection.
func askPlainly(port string) error {
	conn, err := net.DialTimeout("tcp", port, portPatience)
	if err != nil {
		return err
	}
	defer conn.Close()
	return answered(conn)
}

// askWithoutCertificate returns nil if the port answers over TLS without a client certificate.
func askWithoutCertificate(port string) error {
	conn, err := tls.Dial("tcp", port, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		return err
	}
	defer conn.Close()
	return answered(conn)
}

// answered returns nil if a SETTINGS frame comes back: three bytes of length, then type 4.
func answered(conn net.Conn) error {
	if err := conn.SetDeadline(time.Now().Add(portPatience)); err != nil {
		return err
	}
	if _, err := io.WriteString(conn, preface); err != nil {
		return err
	}
	head := make([]byte, 9)
	if _, err := io.ReadFull(conn, head); err != nil {
		return err
	}
	if head[3] != 4 {
		return errors.New("not the words of HTTP/2")
	}
	return nil
}
