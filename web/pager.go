package web

import (
	"net/http"
	"slices"
	"strconv"
)

// pager links to the parts of a long list: {{template "pager" .Pager}}. It shows nothing when there is one part.
type pager struct {
	Of                 string // name of the list, where a page has several
	Page, Pages, Total int
	First, Last        int    // numbers of the first and last item of the part, from 1
	Previous, Next     string // addresses; "" at an end
	Numbers            []pageNumber
}

// pageNumber is a link to a part; with a gap before it, parts are left out.
type pageNumber struct {
	Number  int
	Address string
	Current bool
	Gap     bool
}

// listing is a list of a page that is shown in parts. The parameter of the address says which part; sums and counts
// beside the list are of the whole.
type listing struct {
	parameter string // "page" for the main list
	anchor    string // id of the element that the next part opens at; "": top of the page
	of        phrase // name of the list for screen readers, where a page has several
	size      int    // most items, or most weight, of a part
}

// mainList is the only long list of a page.
func mainList(size int) listing { return listing{parameter: "page", size: size} }

// paged returns the bounds [from, to) of the page in ?page=, of a list of total items with size items a page.
func paged(r *http.Request, total, size int) (from, to int, p pager) {
	l := mainList(size)
	p = l.pager(r, max(1, (total+size-1)/size), total)
	from = (p.Page - 1) * size
	return from, min(from+size, total), p.span(from, min(from+size, total))
}

// pageStart returns how many items stand before the page in ?page=, before the list is read and its length known.
func pageStart(r *http.Request, size int) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil {
		return 0
	}
	return (min(max(n, 1), mostPages) - 1) * size
}

// mostPages is the largest number of a page that is looked for.
const mostPages = 1 << 20

// part returns the items of the part that the address asks for.
func part[T any](r *http.Request, l listing, items []T) ([]T, pager) {
	p := l.pager(r, max(1, (len(items)+l.size-1)/l.size), len(items))
	from := (p.Page - 1) * l.size
	to := min(from+l.size, len(items))
	return items[from:to], p.span(from, to)
}

// partByWeight is part for items of different length: a part has items up to the list's size in weight, and at least
// one.
func partByWeight[T any](r *http.Request, l listing, items []T, weight func(T) int) ([]T, pager) {
	starts, sum := []int{0}, 0
	for i, item := range items {
		w := weight(item)
		if sum > 0 && sum+w > l.size {
			starts, sum = append(starts, i), 0
		}
		sum += w
	}
	p := l.pager(r, len(starts), len(items))
	from, to := starts[p.Page-1], len(items)
	if p.Page < len(starts) {
		to = starts[p.Page]
	}
	return items[from:to], p.span(from, to)
}

// pager returns the links to the parts. A number beyond the last part is the last part.
func (l listing) pager(r *http.Request, pages, total int) pager {
	p := pager{Page: 1, Pages: pages, Total: total}
	if l.of != "" {
		p.Of = l.of.in(languageOf(r))
	}
	if n, err := strconv.Atoi(r.URL.Query().Get(l.parameter)); err == nil {
		p.Page = min(max(n, 1), pages)
	}
	if pages == 1 {
		return p
	}
	address := func(n int) string {
		number := itoa(n)
		if n == 1 {
			number = ""
		}
		a := with(r.URL, l.parameter, number)
		if l.anchor != "" {
			a += "#" + l.anchor
		}
		return a
	}
	if p.Page > 1 {
		p.Previous = address(p.Page - 1)
	}
	if p.Page < pages {
		p.Next = address(p.Page + 1)
	}
	numbers := []int{1, pages}
	for n := max(2, p.Page-numbersBeside); n <= min(pages-1, p.Page+numbersBeside); n++ {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	before := 0
	for _, n := range numbers {
		p.Numbers = append(p.Numbers, pageNumber{n, address(n), n == p.Page, n > before+1})
		before = n
	}
	return p
}

// numbersBeside is how many parts before and after the shown one are linked by number.
const numbersBeside = 2

func (p pager) span(from, to int) pager {
	p.First, p.Last = min(from+1, to), to
	return p
}
