// Package temporalui serves Temporal's own pages on this machine, for an operator who wants to read a project's
// workflow event by event. The pages have no users: they open only by a link made at each start, and they are
// read-only. To repair a workflow, use duban reconcile.
package temporalui

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"duban/internal/mtls"
	"duban/models"
)

// Options are where the pages are served and what they show.
type Options struct {
	Listen    string       // host:port of this machine; port 0 takes a free one
	HostPort  string       // of the Temporal server
	Namespace string       // shown first
	Log       *slog.Logger // of requests that fail; nil drops them

	Identity *mtls.Identity                        // shown to the Temporal server; nil is plain text
	APIKey   func(context.Context) (string, error) // sent to it with each call; nil is none
}

// UI is Temporal's pages being served.
type UI struct {
	listen string
	token  string // of this start
	server *http.Server
	served chan struct{} // closed when the server has let go of its address
}

// Start serves the pages and returns. It does not wait for the Temporal server: a page requested before the server
// answers shows the error itself. Errors are KindInvalid with code "bad_config" for an address that other machines can
// reach, and KindConflict with code "address_in_use" for one that is taken.
func Start(ctx context.Context, o Options) (*UI, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if !loopback(o.Listen) {
		return nil, models.Errorf(models.KindInvalid, "bad_config",
			"Temporal 界面（--temporal-ui）的地址“%s”应为本机地址，如 127.0.0.1:8233：该界面不区分用户，不能对外开放", o.Listen)
	}
	var handler http.Handler
	handler, err := pages(o)
	if err != nil {
		return nil, err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", o.Listen)
	if err != nil {
		return nil, models.Errorf(models.KindConflict, "address_in_use",
			"Temporal 界面的地址 %s 无法监听，请用 --temporal-ui 指定另一个端口，或不用该选项", o.Listen).Because(err)
	}
	token := rand.Text()
	handler = onlyHere(onlyWithToken(token, withAPIKey(o, handler)))
	u := &UI{listen: l.Addr().String(), token: token, server: &http.Server{Handler: handler,
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}, served: make(chan struct{})}
	go func() {
		defer close(u.served)
		// Duban goes on without these pages.
		if err := u.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			o.Log.Error("temporal ui stopped", "error", err)
		}
	}()
	return u, nil
}

// Listen is the address the pages are served on.
func (u *UI) Listen() string { return u.listen }

// Link opens the pages: it carries the token of this start. Anyone who has it can read every workflow.
func (u *UI) Link() string { return "http://" + u.listen + "/?" + tokenField + "=" + u.token }

// Stop frees the address and returns when it is free. Requests under way are cut off: they only read.
func (u *UI) Stop() error {
	err := u.server.Close()
	<-u.served // a server that is closed before it began to serve lets go of its listener only there
	return err
}

// onlyHere refuses a request that was sent to another name. A page of the internet whose name was made to point at this
// machine would otherwise read everything through the operator's browser.
func onlyHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if _, _, err := net.SplitHostPort(host); err != nil {
			host += ":80"
		}
		if !loopback(host) {
			http.Error(w, "请用本机地址打开，如 http://127.0.0.1:8233/", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// loopback reports whether host:port names only this machine.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}
