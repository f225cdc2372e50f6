package api

import (
	"cmp"
	"net/http"
)

// Measure wraps what answers a route, named by its pattern.
type Measure func(route string, next http.Handler) http.Handler

// measured counts what a door answers, by the route it belongs to; an address nobody knows is not named.
func measured(mux *http.ServeMux, measure Measure, door http.Handler) http.Handler {
	if measure == nil {
		return door
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := mux.Handler(r)
		measure(cmp.Or(pattern, "unknown"), door).ServeHTTP(w, r)
	})
}
