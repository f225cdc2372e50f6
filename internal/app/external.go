package app

import (
	"context"
	"net"
	"net/netip"
	"os"
	"strings"

	"duban/internal/config"
	"duban/internal/mtls"
	"duban/internal/process"
	"duban/models"
)

// external returns the Temporal server that the configuration names.
func external(c config.Config) server {
	at := server{Server: process.Server{HostPort: c.Temporal, Namespace: c.TemporalNamespace}}
	if path := c.TemporalAccess.APIKeyFile; path != "" {
		at.APIKey = func(context.Context) (string, error) { return apiKey(path) }
	}
	return at
}

// warnPlainText logs a warning if the connection to another machine is not encrypted.
func (a *App) warnPlainText(c config.Config) {
	host, _, _ := net.SplitHostPort(c.Temporal) // Validate checked the address
	ip, err := netip.ParseAddr(host)
	if c.TemporalAccess.Encrypted() || host == "localhost" || err == nil && ip.Unmap().IsLoopback() {
		return
	}
	a.say("与外部流程服务 %s 的连接未加密，途中可被查看和伪造；请用 --temporal-tls-ca 等参数启用 TLS（见 docs/external-temporal.md）", c.Temporal)
	a.log.Warn("the connection to the external Temporal server is not encrypted", "address", c.Temporal)
}

// externalIdentity reads the configured certificates and checks that the API key's file can be read. The file is read
// again for each call, because keys are renewed while the program runs.
func externalIdentity(access config.TemporalAccess) (*mtls.Identity, error) {
	if access.APIKeyFile != "" {
		if _, err := apiKey(access.APIKeyFile); err != nil {
			return nil, err
		}
	}
	identity, err := mtls.Load(mtls.Files{CA: access.CA, Certificate: access.Cert, Key: access.Key,
		ServerName: access.ServerName})
	if identity == nil && access.Encrypted() {
		identity = &mtls.Identity{} // only a key: the server's certificate is checked against the system's authorities
	}
	return identity, err
}

func apiKey(path string) (string, error) {
	text, err := os.ReadFile(path)
	key := strings.TrimSpace(string(text))
	if err != nil || key == "" {
		return "", models.Errorf(models.KindInvalid, "bad_config",
			"配置错误：--temporal-api-key-file 的文件“%s”无法读取或为空，应为存放 API 密钥的文件", path).Because(err)
	}
	return key, nil
}
