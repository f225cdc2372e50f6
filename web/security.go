package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"duban/models"
)

// contentSecurityPolicy allows a page to load only what this server serves, and no inline scripts or styles.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; " +
	"form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

// secured wraps the routes: security headers, refusal of cross-origin requests, a request number, recovery from panics.
func (h *handlers) secured(mux *http.ServeMux) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.log.WarnContext(r.Context(), "a request of another site was refused", "request", requestNumber(r), "method",
			r.Method, "path", r.URL.Path, "origin", r.Header.Get("Origin"), "address", h.addressOf(r))
		h.showError(w, r, models.Errorf(models.KindForbidden, "cross_origin", "拒绝来自其他网站的请求"))
	}))
	guarded := origin.Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setSecurityHeaders(w.Header())
		if h.encrypted(r) {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		r = r.WithContext(context.WithValue(r.Context(), requestNumberKey{}, strings.ToLower(rand.Text()[:8])))
		defer h.recoverPanic(w, r)
		guarded.ServeHTTP(w, r)
	})
}

// setSecurityHeaders sets the headers of every response. Assets replace Cache-Control.
func setSecurityHeaders(header http.Header) {
	header.Set("Content-Security-Policy", contentSecurityPolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cache-Control", "no-store")
}

// recoverPanic answers a panic of a handler with the error page.
func (h *handlers) recoverPanic(w http.ResponseWriter, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { // net/http panics with this value itself
		panic(cause)
	}
	h.showError(w, r, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
}

type requestNumberKey struct{}

// requestNumber returns the number of a request, which the log and the error page show.
func requestNumber(r *http.Request) string {
	number, _ := r.Context().Value(requestNumberKey{}).(string)
	return number
}
