package web

import "net/http"

// route is an address and what answers it. An error it returns becomes a page.
type route struct {
	pattern string
	show    func(w http.ResponseWriter, r *http.Request) error
}

// routes lists every address of the pages.
func (h *handlers) routes() []route {
	return []route{
		{"GET /{$}", h.showOverview},
		{"GET /static/{sum}/{name}", h.showAsset},
		{"/", h.showUnknown},
	}
}
