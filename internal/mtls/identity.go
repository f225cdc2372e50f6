package mtls

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
)

// Identity is what a client presents to a server, and how it verifies the server. All parts are PEM. Without a
// certificate the client only checks the server; without an authority it trusts those of the operating system.
type Identity struct {
	CA          []byte // certificates of the authorities that sign the server's certificate
	Certificate []byte // the client's certificate, with its chain
	Key         []byte // the certificate's private key
	ServerName  string // expected in the server's certificate; "" is the host that is dialed
}

// ClientConfig returns the settings of a connection made with the identity. A nil identity gives nil: plain text.
func (i *Identity) ClientConfig() (*tls.Config, error) {
	if i == nil {
		return nil, nil //nolint:nilnil // no identity and no error: plain text
	}
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: i.ServerName}
	if i.CA != nil { // an empty file is a mistake and must not mean the system's authorities
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(i.CA) {
			return nil, errors.New("no certificate in the file of the authority")
		}
	}
	if i.Certificate != nil || i.Key != nil {
		pair, err := tls.X509KeyPair(i.Certificate, i.Key)
		if err != nil {
			return nil, fmt.Errorf("client certificate: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}
