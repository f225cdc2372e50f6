package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// issueToken issues a token for the person's own account. Only the page that answers ever shows it.
func (h *handlers) issueToken(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	n := tracking.NewToken{Label: f.Value("label")}
	for _, s := range f.values["scope"] {
		n.Scopes = append(n.Scopes, models.Scope(s))
	}
	var issued tracking.GivenToken
	if n.ExpiresOn, err = models.ParseDate(f.Value("expires")); err == nil {
		issued, err = h.t.IssueToken(r.Context(), actorOf(r), f.Key, n)
	}
	shown := newForm(r)
	if err != nil {
		if !f.wrong(err, fieldOfAccountCode) {
			return err
		}
		shown = f
	}
	p, failed := h.accountPage(w, r, shown)
	if failed != nil {
		return failed
	}
	p.NewToken = issued.Token
	status := http.StatusOK
	if err != nil {
		status = statusOf(err)
	}
	h.write(w, r, status, "account", "page", p)
	return nil
}
