package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// auditPage is one page of the audit log.
type auditPage struct {
	basePage
	tracking.AuditPage
	Form   form
	Kind   choice
	Pager  pager
	Narrow bool
	Export string // address of the same entries as CSV
	Head   tracking.AuditHead
}

const auditPerPage = 50

func (h *handlers) showAudit(w http.ResponseWriter, r *http.Request) error {
	filter, err := auditFilter(r)
	if err != nil {
		return err
	}
	from := pageStart(r, auditPerPage)
	found, err := h.t.Audit(r.Context(), actorOf(r), filter, from, auditPerPage)
	if err != nil {
		return err
	}
	p := auditPage{basePage: h.base(w, r), AuditPage: found, Form: askedForm(r), Narrow: filter != tracking.AuditFilter{}}
	if p.Head, err = h.t.ShowAuditHead(r.Context(), actorOf(r)); err != nil {
		return err
	}
	_, _, p.Pager = paged(r, found.Total, auditPerPage)
	kinds := []option{{"", p.Lang.text("全部操作")}}
	for _, k := range tracking.AuditKinds {
		kinds = append(kinds, option{k.Key, p.Lang.word(k.Chinese)})
	}
	p.Kind = choiceOf(p.Form, "kind", p.Lang.text("操作"), kinds)
	query := r.URL.Query()
	query.Del("page")
	query.Del("lang")
	p.Export = (&url.URL{Path: "/audit/export", RawQuery: query.Encode()}).String()
	p.add([]string{"audit.css"}, nil)
	h.write(w, r, http.StatusOK, "audit", "page", p)
	return nil
}

// auditFilter reads the filter from the address.
func auditFilter(r *http.Request) (tracking.AuditFilter, error) {
	q := r.URL.Query()
	f := tracking.AuditFilter{Text: q.Get("q"), Kind: q.Get("kind"), Project: q.Get("project")}
	var err error
	if f.Since, err = models.ParseDate(q.Get("since")); err != nil {
		return f, err
	}
	f.Until, err = models.ParseDate(q.Get("until"))
	return f, err
}
