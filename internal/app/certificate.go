package app

import (
	"context"
	"crypto/tls"
	"net"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"duban/internal/config"
	"duban/models"
)

// certificates is the certificate of the public listener. It is read again on SIGHUP: one that is renewed counts for
// new connections, and open ones stay.
type certificates struct {
	cert, key string // files
	pair      atomic.Pointer[tls.Certificate]
}

// certificatesOf reads the certificate of the public listener; nil means plain HTTP.
func certificatesOf(c config.Config) (*certificates, error) {
	if c.TLSCert == "" {
		return nil, nil //nolint:nilnil // no certificate and no error: plain HTTP
	}
	held := &certificates{cert: c.TLSCert, key: c.TLSKey}
	return held, held.read()
}

func (c *certificates) read() error {
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return models.Errorf(models.KindInvalid, "bad_certificate", "证书 %s 或私钥 %s 无法读取，应为一对 PEM 文件", c.cert,
			c.key).Because(err)
	}
	c.pair.Store(&pair)
	return nil
}

// ciphers are the suites of TLS 1.2 with a key for each connection and authenticated encryption; those of TLS 1.3 are
// all such.
var ciphers = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
}

// config is the configuration of the listener.
func (c *certificates) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, CipherSuites: ciphers, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.pair.Load(), nil }}
}

// renewCertificates reads the certificate again on SIGHUP. One that cannot be read is logged, and the earlier one
// stays.
func (a *App) renewCertificates(c *certificates) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGHUP)
	a.background(func(ctx context.Context) {
		defer signal.Stop(asked)
		for {
			select {
			case <-ctx.Done():
				return
			case <-asked:
			}
			if err := c.read(); err != nil {
				a.log.Error("the certificate was not read again, the earlier one stays", "file", c.cert, "error", err)
				continue
			}
			a.log.Info("the certificate was read again", "file", c.cert)
		}
	})
}

// checkFirst finds what is wrong with the certificate, the list of passwords and the ports before anything is waited
// for or migrated.
func (a *App) checkFirst(c config.Config) (err error) {
	if a.certificates, err = certificatesOf(c); err != nil {
		return err
	}
	if c.HasPages() { // where passwords are set; a worker may have the same environment
		if err := a.openPasswordList(c.PasswordList); err != nil {
			return err
		}
	}
	for flag, address := range map[string]string{"--listen": c.Listen, "--metrics": c.Metrics,
		"--temporal-ui": c.TemporalUI} {
		if address == "" || flag == "--listen" && !c.HasPages() {
			continue
		}
		l, err := net.Listen("tcp", address)
		if err != nil {
			return addressInUse(address, flag, err)
		}
		if err := l.Close(); err != nil {
			return err
		}
	}
	return nil
}

func addressInUse(address, flag string, err error) error {
	return models.Errorf(models.KindConflict, "address_in_use", "地址 %s 无法监听，请用 %s 指定另一个端口", address, flag).Because(err)
}
