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

// contentSecurityPolicy lets a page load only what this program serves, and run no script or style that stands in the
// page itself.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secured is what every request passes before its page and every answer after it.
func (h *handlers) secured(mux *http.ServeMux) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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

// setSecurityHeaders sets the headers every answer has; an asset replaces Cache-Control.
func setSecurityHeaders(header http.Header) {
	header.Set("Content-Security-Policy", contentSecurityPolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cache-Control", "no-store")
}

// recoverPanic answers for a defect. If the answer was already begun, cutting it off is all that is left.
func (h *handlers) recoverPanic(w http.ResponseWriter, r *http.Request) {
	defect := recover()
	if defect == nil {
		return
	}
	if defect == http.ErrAbortHandler { // the standard library panics with this very value
		panic(defect)
	}
	h.showError(w, r, fmt.Errorf("panic: %v\n%s", defect, debug.Stack()))
}

type requestNumberKey struct{}

// requestNumber is the number of a request, which the log and an apology share.
func requestNumber(r *http.Request) string {
	number, _ := r.Context().Value(requestNumberKey{}).(string)
	return number
}
