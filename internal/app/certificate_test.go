package app

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"duban/internal/config"
	"duban/models"
)

// A certificate that was renewed counts for new connections after SIGHUP; one that cannot be read changes nothing.
func TestACertificateIsReadAgain(t *testing.T) {
	c := settings(t)
	c.TLSCert, c.TLSKey = certificateFiles(t)
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	first := shownBy(t, a.Listen)
	for suite, accepted := range map[uint16]bool{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: false,
		tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: true} {
		old := insecure()
		old.MaxVersion, old.CipherSuites = tls.VersionTLS12, []uint16{suite}
		conn, err := tls.Dial("tcp", a.Listen, old)
		if (err == nil) != accepted {
			t.Errorf("%s: %v", tls.CipherSuiteName(suite), err)
		}
		if err == nil {
			_ = conn.Close()
		}
	}
	renewed, key := certificateFiles(t)
	for from, to := range map[string]string{renewed: c.TLSCert, key: c.TLSKey} {
		if err := os.WriteFile(to, content(t, from), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	hangUp(t)
	until(t, "the new certificate is shown", func() bool { return !shownBy(t, a.Listen).Equal(first) })
	second := shownBy(t, a.Listen)
	if err := os.WriteFile(c.TLSCert, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := a.certificates.read(); models.AsError(err).Code != "bad_certificate" {
		t.Fatalf("a broken certificate: %v", err)
	}
	if !shownBy(t, a.Listen).Equal(second) {
		t.Error("a broken certificate replaced the earlier one")
	}
}

func hangUp(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
}

// shownBy returns the certificate that a listener shows.
func shownBy(t *testing.T, address string) *x509.Certificate {
	t.Helper()
	conn, err := tls.Dial("tcp", address, insecure())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0]
}

// What is wrong with the certificate, the list of passwords or a port is said before anything is made.
func TestPortsAndCertificatesComeFirst(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for code, spoil := range map[string]func(*config.Config){
		"bad_certificate":   func(c *config.Config) { c.TLSCert, c.TLSKey = "none.pem", "none.key" },
		"bad_secrets_key":   func(c *config.Config) { c.SecretsKey = "none.key" },
		"bad_password_list": func(c *config.Config) { c.PasswordList = "none.txt" },
		"address_in_use":    func(c *config.Config) { c.Metrics = taken.Addr().String() },
	} {
		t.Run(code, func(t *testing.T) {
			c := settings(t)
			spoil(&c)
			a, err := Run(context.Background(), c, quiet())
			if err == nil {
				a.Close()
				t.Fatal("it started")
			}
			if models.AsError(err).Code != code {
				t.Errorf("%v", err)
			}
			if made, _ := filepath.Glob(filepath.Join(c.Data, "*.db")); len(made) > 0 {
				t.Errorf("made %v", made)
			}
		})
	}
}
