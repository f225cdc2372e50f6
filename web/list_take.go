package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// takeParameter in a page's address asks for its list as a workbook.
const takeParameter = "as"

// takes reports whether the request asks for the list of the page as a workbook, and not for the page.
func takes(r *http.Request) bool { return r.URL.Query().Get(takeParameter) == "xlsx" }

// TakeList is the address of the page's list as a workbook, with the page's filter and order. Its part of a long list
// does not matter: the workbook has all of it.
func (b basePage) TakeList() string {
	address, err := url.Parse(b.Other)
	if err != nil {
		return ""
	}
	query := address.Query()
	for _, name := range []string{"lang", "page", "at", "all"} {
		query.Del(name)
	}
	query.Set(takeParameter, "xlsx")
	address.RawQuery = query.Encode()
	return address.String()
}

// taking builds a list from a page's lines: each column has a head, a kind and the value of a line.
type taking[T any] struct {
	columns []tracking.ListColumn
	values  []func(T) any
}

func (t *taking[T]) add(head string, kind tracking.ListKind, value func(T) any) {
	t.columns, t.values = append(t.columns, tracking.ListColumn{Head: head, Kind: kind}), append(t.values, value)
}

// text adds a column of texts.
func (t *taking[T]) text(head string, value func(T) string) {
	t.add(head, tracking.ListText, func(line T) any { return value(line) })
}

// of returns the list of the lines.
func (t *taking[T]) of(title string, lines []T) tracking.TakenList {
	out := tracking.TakenList{Title: title, Columns: t.columns}
	for _, line := range lines {
		cells := make([]any, len(t.values))
		for i, value := range t.values {
			cells[i] = value(line)
		}
		out.Lines = append(out.Lines, cells)
	}
	return out
}

// sendList sends a list as a workbook; the filter is the one in the address.
func (h *handlers) sendList(w http.ResponseWriter, r *http.Request, l tracking.TakenList) error {
	l.Page = r.URL.Path
	var filter []string
	query := r.URL.Query()
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range query {
			if !yield(name) {
				return
			}
		}
	}) {
		if value := query.Get(name); value != "" && !slices.Contains([]string{takeParameter, "lang", "page"}, name) {
			filter = append(filter, name+"="+value)
		}
	}
	l.Filter = strings.Join(filter, ", ")
	name, content, err := h.t.ExportList(r.Context(), actorOf(r), l)
	return sendDownload(w, name, content, err)
}

// yes is a mark in a list.
func yes(is bool) string {
	if is {
		return "是"
	}
	return ""
}

// monthText is a month in a list; "" for none.
func monthText(m models.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}
