//go:build noembed || !unix

package engine

import (
	"context"
	"crypto/tls"

	"duban/internal/mtls"
	"duban/models"
)

// Engine is the embedded server; this build has none.
type Engine struct{}

// Start returns an error: this build has no embedded server.
func Start(context.Context, Options) (*Engine, error) {
	return nil, models.Errorf(models.KindInvalid, "engine_absent", "本程序未内置流程引擎，请用 --temporal HOST:PORT 指定外部 Temporal 服务器")
}

// HostPort is never called: there is no Engine in this build.
func (*Engine) HostPort() string { return "" }

// Namespace is never called: there is no Engine in this build.
func (*Engine) Namespace() string { return "" }

// ClientTLS is never called: there is no Engine in this build.
func (*Engine) ClientTLS() *tls.Config { return nil }

// ClientIdentity is never called: there is no Engine in this build.
func (*Engine) ClientIdentity() *mtls.Identity { return nil }

// CheckFile is never called: there is no Engine in this build.
func (*Engine) CheckFile(context.Context) []string { return nil }

// SetAside is never called: there is no Engine in this build.
func (*Engine) SetAside() *SetAside { return nil }

// Failed is never called: there is no Engine in this build.
func (*Engine) Failed() <-chan error { return nil }

// Stop is never called: there is no Engine in this build.
func (*Engine) Stop(context.Context) error { return nil }
