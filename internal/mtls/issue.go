package mtls

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"net"
	"time"
)

// The certificates are valid at any date: they end with the process that made them, and a clock that was wrong at the
// start or is set later must not break the server's connections to itself.
var (
	validFrom = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	validTo   = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC) // no defined end, RFC 5280, 4.1.2.5
)

// serverName and the addresses are the names the server's certificate is valid for.
const serverName = "localhost"

var serverAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}

// Issue makes an authority, a server on loopback and one client. The server's settings refuse every peer that does not
// show the client's certificate. The authority's key is dropped, so no other certificate can be signed.
func Issue() (server *tls.Config, client *Identity, err error) {
	authority, err := selfSigned()
	if err != nil {
		return nil, nil, err
	}
	serverCert, serverKey, err := authority.sign(&x509.Certificate{
		Subject: pkix.Name{CommonName: "duban engine server"}, DNSNames: []string{serverName}, IPAddresses: serverAddresses,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return nil, nil, err
	}
	clientCert, clientKey, err := authority.sign(&x509.Certificate{
		Subject: pkix.Name{CommonName: "duban engine client"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		return nil, nil, err
	}
	pair, err := tls.X509KeyPair(serverCert, serverKey)
	if err != nil {
		return nil, nil, err
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(authority.cert)
	server = &tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{pair},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: trusted,
	}
	return server, &Identity{CA: pemCertificate(authority.cert.Raw), Certificate: clientCert, Key: clientKey,
		ServerName: serverName}, nil
}

// authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func selfSigned() (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: "duban engine"}, NotBefore: validFrom, NotAfter: validTo,
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return authority{}, err
	}
	cert, err := x509.ParseCertificate(der)
	return authority{cert, key}, err
}

// sign completes a template with a key of its own and returns certificate and key as PEM.
func (a authority) sign(template *x509.Certificate) (cert, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template.NotBefore, template.NotAfter, template.KeyUsage = validFrom, validTo, x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &private.PublicKey, a.key)
	if err != nil {
		return nil, nil, err
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, nil, err
	}
	return pemCertificate(der), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), nil
}

func pemCertificate(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
