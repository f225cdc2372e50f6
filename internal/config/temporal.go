package config

// TemporalAccess configures the connection to an external Temporal server. The zero value is plain text.
type TemporalAccess struct {
	CA   string `env:"DUBAN_TEMPORAL_TLS_CA"`   // file of the certificate authorities of the server
	Cert string `env:"DUBAN_TEMPORAL_TLS_CERT"` // file of this program's certificate
	Key  string `env:"DUBAN_TEMPORAL_TLS_KEY"`  // file of this program's key
	// ServerName is the name in the server's certificate; "" is the host of the address.
	ServerName string `env:"DUBAN_TEMPORAL_TLS_SERVER_NAME"`
	APIKeyFile string `env:"DUBAN_TEMPORAL_API_KEY_FILE"` // file of an API key that is sent with each call, over TLS
}

// Encrypted reports whether the connection uses TLS. An API key is never sent in plain text.
func (a TemporalAccess) Encrypted() bool { return a != TemporalAccess{} }

func (c Config) validateTemporal() error {
	if host, ok := hostPort(c.Temporal); c.Temporal != "" && (!ok || host == "") {
		return wrong("Temporal 地址（--temporal）“%s”应为 主机:端口，如 127.0.0.1:7233；不设则用内置的", c.Temporal)
	}
	if !namespaceName.MatchString(c.TemporalNamespace) {
		return wrong("Temporal 命名空间（--temporal-namespace）“%s”应为 2～63 个字母、数字、点或横线，如 duban", c.TemporalNamespace)
	}
	a := c.TemporalAccess
	if c.Temporal == "" && a.Encrypted() {
		return wrong("给出了 --temporal-tls-* 或 --temporal-api-key-file 而没有外部 Temporal 的地址，应为同时给出 --temporal 主机:端口；内置的流程服务自带证书")
	}
	if (a.Cert == "") != (a.Key == "") {
		return wrong("连接 Temporal 的证书（--temporal-tls-cert）和私钥（--temporal-tls-key）应为一对文件，缺一不可")
	}
	return nil
}
