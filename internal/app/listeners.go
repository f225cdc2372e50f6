package app

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"duban/api"
	"duban/internal/config"
	"duban/internal/httpguard"
	"duban/models"
	"duban/web"
)

// SocketName is the name of the operator's socket in the data directory.
const SocketName = "duban.sock"

// open listens on the operator's socket and, in a process with pages, on the public address.
func (a *App) open(_ context.Context, c config.Config) error {
	signOn, err := signOnOf(c.OIDC)
	if err != nil {
		return err
	}
	counters := a.counters
	handler := api.Handler(a.Service, api.Options{Log: a.log, Version: c.Version, Measure: counters.Measure("api")})
	a.Socket = filepath.Join(c.Data, SocketName)
	// A killed process leaves its socket behind; we hold the lock, so no other process uses it.
	if err := os.Remove(a.Socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	socket, err := net.Listen("unix", a.Socket)
	if err != nil {
		return models.Errorf(models.KindInvalid, "bad_socket", "无法建立管理套接字 %s，请换一个较短的 --data 路径", a.Socket).Because(err)
	}
	if err := os.Chmod(a.Socket, 0o600); err != nil {
		return err
	}
	if err := a.showMetrics(c.Metrics, counters.Handler()); err != nil {
		_ = socket.Close()
		return err
	}
	if c.HasPages() {
		pages := func() http.Handler {
			return web.Handler(a.Service, web.Options{Log: a.log, OpenAPI: api.Document(c.Version), SignOn: signOn,
				Measure: counters.Measure("web")})
		}
		if err := a.openPublic(c, handler, pages); err != nil {
			_ = socket.Close()
			return err
		}
	}
	a.serve(socket, withMetrics(handler, counters.Handler()), func(ctx context.Context,
		_ net.Conn) context.Context {
		return api.AsOperator(ctx)
	})
	return nil
}

// openPublic serves the API and the pages on the public address.
func (a *App) openPublic(c config.Config, handler http.Handler, pages func() http.Handler) error {
	trusted, err := c.Proxies()
	if err != nil {
		return err
	}
	public, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return addressInUse(c.Listen, "--listen", err)
	}
	a.Listen, a.Scheme = public.Addr().String(), "http"
	all, perAddress := c.Most()
	public = httpguard.Listen(public, all, perAddress, trusted)
	if a.certificates != nil {
		public, a.Scheme = tls.NewListener(public, a.certificates.config()), "https"
		a.renewCertificates(a.certificates)
	}
	a.serve(public, httpguard.Identify(front(handler, pages()), trusted), nil)
	return nil
}

// showMetrics serves the metrics on an address of this machine; "" serves nothing.
func (a *App) showMetrics(address string, counters http.Handler) error {
	if address == "" {
		return nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return addressInUse(address, "--metrics", err)
	}
	a.Metrics = l.Addr().String()
	a.serve(l, withMetrics(http.NotFoundHandler(), counters), nil)
	return nil
}

// withMetrics adds the metrics to a handler. The public listener does not serve them.
func withMetrics(others, counters http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", counters)
	mux.Handle("/", others)
	return mux
}

// apiPaths are the paths that the API serves; all others belong to the pages.
var apiPaths = []string{"/api/", "/healthz", "/readyz", "/openapi.json"}

// front serves the API and the pages on one address.
func front(api, pages http.Handler) http.Handler {
	mux := http.NewServeMux()
	for _, path := range apiPaths {
		mux.Handle(path, api)
	}
	mux.Handle("/", pages)
	return mux
}

// shutdownTimeout is how long running requests may take when the program stops.
const shutdownTimeout = 10 * time.Second

// requestLimits are those of httpguard unless a test shortens them.
var requestLimits httpguard.Limits

// Limits of one connection: bytes of a request's header, and concurrent HTTP/2 requests.
const (
	maxHeader  = 64 << 10
	maxStreams = 100
)

func (a *App) serve(l net.Listener, handler http.Handler, mark func(context.Context, net.Conn) context.Context) {
	server := &http.Server{
		Handler: httpguard.Handler(a.traffic.watch(handler), requestLimits), ConnContext: mark,
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: maxHeader,
		HTTP2: &http.HTTP2Config{MaxConcurrentStreams: maxStreams, SendPingTimeout: time.Minute,
			PingTimeout: 15 * time.Second, WriteByteTimeout: 30 * time.Second},
	}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.fail(err)
		}
	}()
	a.onClose(func() {
		ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			_ = server.Close()
		}
	})
}
