//go:build !noembed && unix

package engine

import (
	"crypto/tls"
	"path/filepath"
	"time"

	"go.temporal.io/server/common/rpc/encryption"

	"duban/internal/mtls"
	"duban/models"
)

// tlsDir holds the client's certificate, its key and the authority, for programs of the same user.
const tlsDir = "temporal-tls"

// certificates give every listener and every connection of one server the same mutual TLS: frontend, history, matching
// and worker alike, so that no port answers a peer without the client's certificate. An authorizer would guard only the
// frontend.
type certificates struct {
	server   *tls.Config
	client   *tls.Config
	identity *mtls.Identity
}

var _ encryption.TLSConfigProvider = (*certificates)(nil)

func issueCertificates() (*certificates, error) {
	server, identity, err := mtls.Issue()
	if err != nil {
		return nil, err
	}
	client, err := identity.ClientConfig()
	if err != nil {
		return nil, err
	}
	return &certificates{server: server, client: client, identity: identity}, nil
}

// GetInternodeServerConfig is for the ports of history, matching and worker.
func (c *certificates) GetInternodeServerConfig() (*tls.Config, error) { return c.server, nil }

// GetInternodeClientConfig is for the connections to them.
func (c *certificates) GetInternodeClientConfig() (*tls.Config, error) { return c.client, nil }

// GetFrontendServerConfig is for the frontend's port.
func (c *certificates) GetFrontendServerConfig() (*tls.Config, error) { return c.server, nil }

// GetFrontendClientConfig is for the server's own connections to its frontend.
func (c *certificates) GetFrontendClientConfig() (*tls.Config, error) { return c.client, nil }

// GetRemoteClusterClientConfig is for other clusters, of which there are none.
func (c *certificates) GetRemoteClusterClientConfig(string) (*tls.Config, error) {
	return c.client, nil
}

// GetExpiringCerts has nothing to report: the certificates end with the process.
func (c *certificates) GetExpiringCerts(time.Duration) (expiring, expired encryption.CertExpirationMap, err error) {
	return nil, nil, nil
}

// ClientTLS returns the settings of a connection to the server: the client's certificate and the only authority it
// trusts. Every start has others.
func (e *Engine) ClientTLS() *tls.Config { return e.certificates.client.Clone() }

// ClientIdentity returns the same as PEM.
func (e *Engine) ClientIdentity() *mtls.Identity { return e.certificates.identity }

// writeIdentity puts the client's certificate into the data directory. A server in memory has none.
func (e *Engine) writeIdentity() error {
	if e.options.Memory {
		return nil
	}
	dir := filepath.Join(e.options.Dir, tlsDir)
	if err := e.certificates.identity.Write(dir); err != nil {
		return models.Errorf(models.KindInvalid, "engine_directory", "无法写入流程引擎的客户端证书目录 %s，请检查权限", dir).Because(err)
	}
	return nil
}
