package temporalui

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
)

const (
	// cookieName holds the token of this start in the operator's browser.
	cookieName = "duban_temporal_ui"
	// tokenField carries it in the link.
	tokenField = "token"
)

// onlyWithToken refuses a request that does not carry the token of this start. The link that is printed at the start
// carries it; the first visit moves it into a cookie and out of the address. Any user of this machine can open the
// port, and what is behind it speaks to the server with the program's own certificate.
func onlyWithToken(token string, next http.Handler) http.Handler {
	want := sha256.Sum256([]byte(token))
	matches := func(sent string) bool {
		got := sha256.Sum256([]byte(sent))
		return subtle.ConstantTimeCompare(got[:], want[:]) == 1
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && matches(r.URL.Query().Get(tokenField)) {
			//nolint:gosec // not Secure: on this machine's loopback there is no TLS
			http.SetCookie(w, &http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true,
				SameSite: http.SameSiteStrictMode})
			w.Header().Set("Cache-Control", "no-store")
			w.Header().Set("Referrer-Policy", "no-referrer")
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
		if cookie, err := r.Cookie(cookieName); err != nil || !matches(cookie.Value) {
			http.Error(w, "请用启动时显示的地址打开；该地址也在数据目录的 temporal-ui.url 文件里", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
