package web

import (
	"net/http"
	"strconv"
)

// pager links to the pages of a long list: {{template "pager" .Pager}}.
type pager struct {
	Page, Pages, Total int
	Previous, Next     string // addresses; "" at an end
}

// paged returns the bounds [from, to) of the page in ?page=, of a list of total items with size items a page.
func paged(r *http.Request, total, size int) (from, to int, p pager) {
	p = pager{Page: 1, Pages: max(1, (total+size-1)/size), Total: total}
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil {
		p.Page = min(max(n, 1), p.Pages)
	}
	if p.Page > 1 {
		p.Previous = with(r.URL, "page", itoa(p.Page-1))
	}
	if p.Page < p.Pages {
		p.Next = with(r.URL, "page", itoa(p.Page+1))
	}
	from = (p.Page - 1) * size
	return from, min(from+size, total), p
}
