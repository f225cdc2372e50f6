// Package web is the pages: HTTP in, a use case of tracking, HTML out. What is shown and to whom is tracking's
// business; this room decides how it reads, in Chinese or English, with or without scripts.
//
// A page is a typed struct that embeds basePage, a handler in a file of its own, and a folder under pages/ with its
// template, style and script. Nothing is fetched from another host: third-party files come from npm at build time
// (make assets) and are embedded; without them the pages still read, only plain.
package web

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"duban/tracking"
)

// Options are what the pages need besides the use cases.
type Options struct {
	Log     *slog.Logger // nil: slog.Default()
	SignOn  SignOn       // a unified sign-on people may come by; nil: none
	OpenAPI []byte       // the API's description, for its documentation; nil: none
	Measure Measure      // counts what a route answers; nil: nobody does
}

// Measure wraps what answers a route, named by its pattern.
type Measure func(route string, next http.Handler) http.Handler

// handlers are the pages; each has a file of its own.
type handlers struct {
	t          *tracking.Service
	o          Options
	log        *slog.Logger
	pages      pages
	api        func() apiDocument
	pageAccess map[string]permission // the paths of pages that can be navigated to, and who may open them
}

// Handler answers the pages and their styles and scripts. It is to stand at "/": an address it does not know gets a
// page that says so. A broken template or catalogue is a defect of the build and panics here, at start.
func Handler(t *tracking.Service, o Options) http.Handler {
	h := newHandlers(t, o)
	return h.serve(h.routes())
}

// serve answers a route table.
func (h *handlers) serve(routes []route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.pattern, h.o.measured(r.pattern, h.protect(r)))
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
	h := &handlers{t: t, o: o, log: o.Log, pages: parsePages(),
		api: sync.OnceValue(func() apiDocument { return readDocument(o.OpenAPI) }), pageAccess: map[string]permission{}}
	for _, r := range h.routes() {
		if path, ok := strings.CutPrefix(r.pattern, "GET "); ok {
			h.pageAccess[strings.TrimSuffix(path, "{$}")] = r.who
		}
	}
	return h
}
