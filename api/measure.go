package api

import (
	"cmp"
	"net/http"
)

// Measure wraps the handler of a route, which is named by its pattern.
type Measure func(route string, next http.Handler) http.Handler

// measured counts the requests by route; unknown paths count as one.
func measured(mux *http.ServeMux, measure Measure, next http.Handler) http.Handler {
	if measure == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := mux.Handler(r)
		measure(cmp.Or(pattern, "unknown"), next).ServeHTTP(w, r)
	})
}
