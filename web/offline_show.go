package web

import (
	"net/http"
)

func (h *handlers) offlineRoutes() []route {
	return []route{
		{pattern: "GET /offline", who: public, show: h.showOffline},
		{pattern: "GET /offline.js", who: public, show: h.showWorker},
	}
}

// offlinePage is shown without a network. It holds nothing of a person: it is kept in browsers.
type offlinePage struct{ basePage }

func (h *handlers) showOffline(w http.ResponseWriter, r *http.Request) error {
	p := offlinePage{h.base(w, r)}
	p.Queues, p.Person, p.Account, p.Nav, p.PhoneNav, p.Alerts, p.Flash = false, "", "", nil, nil, nil, ""
	h.write(w, r, http.StatusOK, "offline", "page", p)
	return nil
}

// showWorker serves the service worker. Its address has no checksum: browsers ask for it again by themselves.
func (h *handlers) showWorker(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(assets["offline.js"].content) // fails only when the client has gone
	return nil
}

// opensOffline marks the page as a form that the browser may keep for the person who is logged in, see offline.js.
func opensOffline(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Duban-Form", actorOf(r).ID)
}
