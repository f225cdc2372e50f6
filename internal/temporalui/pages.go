package temporalui

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"net"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/csrf"
	"github.com/temporalio/ui-server/v2/server/route"
	"github.com/temporalio/ui-server/v2/ui"
)

// pages registers Temporal's routes as its own server does. That server cannot be used: it opens its port by number and
// ends the process when the port is taken. Left out is what serves other machines: cross-origin requests, sign-on
// and compression.
func pages(o Options) (*echo.Echo, error) {
	settings, err := config.NewConfigProviderWithRefresh(&config.Config{
		TemporalGRPCAddress: o.HostPort,
		TLS:                 tlsOf(o),
		DefaultNamespace:    o.Namespace,
		DisableWriteActions: true,                              // the routes refuse them, too
		DisableNewsFetch:    true,                              // it would ask the internet
		CORS:                config.CORS{CookieInsecure: true}, // this machine speaks no TLS to itself
	})
	if err != nil {
		return nil, fmt.Errorf("temporal ui settings: %w", err)
	}
	all, err := ui.Assets()
	if err != nil {
		return nil, fmt.Errorf("temporal ui assets: %w", err)
	}
	assets, err := fs.Sub(all, "local")
	if err != nil {
		return nil, fmt.Errorf("temporal ui assets: %w", err)
	}
	e := echo.New()
	e.Use(
		middleware.RecoverWithConfig(middleware.RecoverConfig{LogErrorFunc: func(c echo.Context, err error, _ []byte) error {
			o.Log.Error("temporal ui", "path", c.Request().URL.Path, "error", err)
			return err
		}}),
		middleware.Secure(),
		csrf.EnsureTokenCookie(false),
		middleware.CSRFWithConfig(csrf.MiddlewareConfig(settings, false)),
	)
	if err := route.SetAPIRoutes(e, settings, nil); err != nil {
		return nil, fmt.Errorf("temporal ui routes: %w", err)
	}
	if err := route.SetUIRoutes(e, "", assets, settings); err != nil {
		return nil, fmt.Errorf("temporal ui pages: %w", err)
	}
	route.SetRenderRoute(e, "")
	return e, nil
}

// tlsOf converts an identity to Temporal's own settings. There, TLS is on once anything is set.
func tlsOf(o Options) config.TLS {
	if o.Identity == nil {
		return config.TLS{}
	}
	name := o.Identity.ServerName
	if name == "" {
		name, _, _ = net.SplitHostPort(o.HostPort) // checked with the configuration
	}
	encoded := base64.StdEncoding.EncodeToString
	return config.TLS{
		CaData: encoded(o.Identity.CA), CertData: encoded(o.Identity.Certificate), KeyData: encoded(o.Identity.Key),
		EnableHostVerification: true, ServerName: name,
	}
}

// withAPIKey puts the key for calls where the pages' own routes look for a user's. What a browser sends there is
// dropped.
func withAPIKey(o Options, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del(echo.HeaderAuthorization)
		if o.APIKey != nil {
			key, err := o.APIKey(r.Context())
			if err != nil {
				o.Log.Error("temporal ui", "error", err)
				http.Error(w, "API 密钥文件无法读取，请检查 --temporal-api-key-file", http.StatusServiceUnavailable)
				return
			}
			r.Header.Set(echo.HeaderAuthorization, "Bearer "+key)
		}
		next.ServeHTTP(w, r)
	})
}
