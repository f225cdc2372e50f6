package app

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// tableSizeFor is how long the frames are sent: a server built with Go 1.26.8 crashed within two seconds.
const tableSizeFor = 10 * time.Second

// Before Go 1.26.9 a change of the header table's size raced with the writing of a response's headers, and the runtime
// ended the process ("concurrent map read and map write"). Here the server runs in the test's process, so such a race
// would end the test too.
func TestHeaderTableSizesDoNotEndTheServer(t *testing.T) {
	c := settings(t)
	c.TLSCert, c.TLSKey = certificateFiles(t)
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	answered := 0
	for end := time.Now().Add(tableSizeFor); time.Now().Before(end); {
		n, err := changeTableSizes(a.Listen, end)
		if err != nil {
			t.Fatalf("after %d answers: %v", answered, err)
		}
		answered += n
	}
	if answered < 1000 {
		t.Errorf("only %d requests were answered: the frames did not reach the server", answered)
	}
	// #nosec G402 -- the test's own certificate
	page, err := tls.Dial("tcp", a.Listen, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatalf("the server no longer answers: %v", err)
	}
	_ = page.Close()
}

// changeTableSizes opens one HTTP/2 connection and sends HEAD requests with a change of the header table's size between
// them, for at most 200 requests or until the end. It returns how many were answered.
func changeTableSizes(address string, end time.Time) (answered int, err error) {
	// #nosec G402 -- as above
	conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(end.Add(30 * time.Second)); err != nil {
		return 0, err
	}
	if _, err := io.WriteString(conn, http2.ClientPreface); err != nil {
		return 0, err
	}
	frames := http2.NewFramer(conn, conn)
	if err := frames.WriteSettings(); err != nil {
		return 0, err
	}
	done := make(chan int, 1)
	go func() { done <- countAnswers(http2.NewFramer(io.Discard, conn)) }()
	for i := range uint32(200) {
		if err := frames.WriteHeaders(http2.HeadersFrameParam{
			StreamID: 2*i + 1, BlockFragment: headRequest(address), EndStream: true, EndHeaders: true,
		}); err != nil {
			break // the server may close a connection that sends so many changes
		}
		if err := frames.WriteSettings(http2.Setting{ID: http2.SettingHeaderTableSize, Val: 4096 * (i % 2)}); err != nil {
			break
		}
	}
	_ = conn.CloseWrite()
	return <-done, nil
}

func countAnswers(frames *http2.Framer) (answered int) {
	for {
		frame, err := frames.ReadFrame()
		if err != nil {
			return answered
		}
		if _, ok := frame.(*http2.HeadersFrame); ok {
			answered++
		}
	}
}

func headRequest(host string) []byte {
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	encoder.SetMaxDynamicTableSize(0) // so that no request depends on an earlier one
	for _, f := range []hpack.HeaderField{
		{Name: ":method", Value: "HEAD"}, {Name: ":scheme", Value: "https"}, {Name: ":authority", Value: host},
		{Name: ":path", Value: "/login"},
	} {
		_ = encoder.WriteField(f) // writing to a bytes.Buffer cannot fail
	}
	return block.Bytes()
}

// certificateFiles writes a self-signed certificate for 127.0.0.1.
func certificateFiles(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "duban test"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore:   time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret)
}
