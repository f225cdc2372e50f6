package notify

import "crypto/tls"

// Signatures that openssl computed.
const (
	dingTalkSign = "aipIAE5pJUMfrvVk9HtsdDBawXEWQqCQvk6+aDxxOss="
	feishuSign   = "bl1/MovuJiAYtsJUMybFGnnjV0SNEJhmS7sboibCnv4="
)

// oldTLS is a server that knows no newer encryption than TLS 1.1.
func oldTLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
}
