// Package mailtest runs a real mail server (SMTP) on loopback, for tests: with and without encryption, refusing as
// asked.
package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Options are how the server behaves.
type Options struct {
	TLS      bool   // encrypted from the first byte
	StartTLS bool   // offers STARTTLS
	User     string // "": without logging in
	Password string
	Names    []string // in the certificate; none: 127.0.0.1 and localhost

	Mail func(to string) error // at RCPT TO; nil: everyone is known
	Data func() error          // after the letter
}

// Letter is a letter that the server took.
type Letter struct {
	From string
	To   []string
	Data string
	User string // who logged in; "": no user
	TLS  bool
}

// Server is a running server.
type Server struct {
	Address   string // host and port
	Authority string // certificate to trust, as PEM

	options Options
	lock    sync.Mutex
	letters []Letter
}

// Start runs a server until the test ends.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	s := &Server{options: o}
	server := smtp.NewServer(s)
	server.Domain, server.AllowInsecureAuth = "mail.test", true
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.ErrorLog = quiet{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Address = listener.Addr().String()
	config := s.certificate(t)
	if o.StartTLS {
		server.TLSConfig = config
	}
	if o.TLS {
		listener = tls.NewListener(listener, config)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // it ends when the server is closed
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return s
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// Letters returns what the server took, in order.
func (s *Server) Letters() []Letter {
	s.lock.Lock()
	defer s.lock.Unlock()
	return append([]Letter{}, s.letters...)
}

func (s *Server) certificate(t testing.TB) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const day = 24 * time.Hour
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.test"},
		NotBefore: time.Now().Add(-day), NotAfter: time.Now().Add(day), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, DNSNames: s.options.Names}
	if s.options.Names == nil {
		template.DNSNames, template.IPAddresses = []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	s.Authority = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		MinVersion: tls.VersionTLS12}
}

// NewSession begins a connection's session.
func (s *Server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	_, encrypted := c.TLSConnectionState()
	return &session{server: s, letter: Letter{TLS: encrypted || s.options.TLS}}, nil
}

type session struct {
	server *Server
	letter Letter
	user   string
}

// AuthMechanisms lists how a client can log in.
func (s *session) AuthMechanisms() []string {
	if s.server.options.User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth logs a client in.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.server.options.User || password != s.server.options.Password {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.options.User != "" && s.user == "" {
		return smtp.ErrAuthRequired
	}
	s.letter.From, s.letter.To = from, nil
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if ask := s.server.options.Mail; ask != nil {
		if err := ask(to); err != nil {
			return err
		}
	}
	s.letter.To = append(s.letter.To, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if ask := s.server.options.Data; ask != nil {
		if err := ask(); err != nil {
			return err
		}
	}
	letter := s.letter
	letter.Data, letter.User = string(content), s.user
	s.server.lock.Lock()
	defer s.server.lock.Unlock()
	s.server.letters = append(s.server.letters, letter)
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// Refuse returns an answer with a code, for Mail and Data.
func Refuse(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: "as the test asks"}
}

// ErrHangUp makes the server answer that it broke down.
var ErrHangUp = errors.New("broken down")
