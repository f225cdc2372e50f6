// Package web serves the HTML pages, in Chinese and English, with and without scripts. A handler parses the request,
// calls a use case of package tracking and renders a template. Tracking decides what is shown to whom.
//
// A page is a row of the route table, a handler in its own file, a struct that embeds basePage, and a folder under
// pages/ with its template, style and script. Short actions of the same page share a file. Nothing is loaded from
// another host: third-party files come from npm at build time (make assets) and are embedded. Without them the pages
// work, unstyled.
package web

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"duban/internal/httpguard"
	"duban/tracking"
)

// Options are what the pages need besides the use cases.
type Options struct {
	Log     *slog.Logger // nil: slog.Default()
	SignOn  SignOn       // unified sign-on; nil: none
	OpenAPI []byte       // the API's description, for its documentation; nil: none
	Measure Measure      // counts the responses of each route; nil: none
}

// Measure wraps the handler of a route, named by its pattern.
type Measure func(route string, next http.Handler) http.Handler

// handlers holds what the handlers share.
type handlers struct {
	t          *tracking.Service
	o          Options
	log        *slog.Logger
	pages      pages
	api        func() apiDocument
	pageAccess map[string]permission // who may open each GET route, by path
	acted      sync.Map              // people who sent something since their last page
	pace       httpguard.Pace        // of changes and exports
}

// Handler serves the pages and their assets. Mount it at "/": it answers unknown addresses with a page. It panics when
// a template or the catalogue is invalid.
func Handler(t *tracking.Service, o Options) http.Handler {
	h := newHandlers(t, o)
	return h.serve(h.routes())
}

// serve answers a route table.
func (h *handlers) serve(routes []route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, h.o.measured(r.pattern, compressed(r.pattern, h.protect(r))))
	}
	return h.secured(mux)
}

func (o Options) measured(route string, next http.Handler) http.Handler {
	if o.Measure == nil {
		return next
	}
	return o.Measure(route, next)
}

func newHandlers(t *tracking.Service, o Options) *handlers {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	h := &handlers{t: t, o: o, log: o.Log, pages: settledPages(),
		api: sync.OnceValue(func() apiDocument { return readDocument(o.OpenAPI) }), pageAccess: map[string]permission{}}
	for _, r := range h.routes() {
		if path, ok := strings.CutPrefix(r.pattern, "GET "); ok {
			h.pageAccess[strings.TrimSuffix(path, "{$}")] = r.who
		}
	}
	return h
}
