// Package web is the pages: HTTP in, a use case of tracking, HTML out. What is shown and to whom is tracking's business;
// this room decides how it reads, in Chinese or English, with or without scripts.
//
// A page is a typed struct that embeds basePage, a handler in a file of its own, and a folder under pages/ with its
// template, style and script. Nothing is fetched from another host: third-party files come from npm at build time
// (make assets) and are embedded; without them the pages still read, only plain.
package web

import (
	"context"
	"log/slog"
	"net/http"

	"duban/models"
	"duban/tracking"
)

// Tracking is the use cases the pages open onto; *tracking.Service is one.
type Tracking interface {
	Overview(ctx context.Context, actor models.Actor, programme string) (tracking.Overview, error)
}

// Options are what the pages need besides the use cases.
type Options struct {
	Log *slog.Logger // nil: slog.Default()
}

// visitor is who looks at the pages until there are accounts: somebody at the server itself, who may read. See atHome.
var visitor = models.Actor{ID: "page", Name: "本机浏览", Roles: []models.Role{{Role: models.RoleReadOnly}}}

// handlers are the pages; each has a file of its own.
type handlers struct {
	t     Tracking
	log   *slog.Logger
	pages pages
}

// Handler answers the pages and their styles and scripts. It is to stand at "/": an address it does not know gets a page
// that says so. A broken template or catalogue is a defect of the build and panics here, at start.
func Handler(t Tracking, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	h := &handlers{t: t, log: o.Log, pages: parsePages()}
	mux := http.NewServeMux()
	for _, r := range h.routes() {
		mux.Handle(r.pattern, h.page(r.show))
	}
	return h.edge(mux)
}
