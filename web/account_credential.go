package web

import (
	"net/http"

	"duban/tracking"
)

// credentialPage shows a one-time password or a token, once.
type credentialPage struct {
	basePage
	tracking.GivenPassword
	Address string // of the account's page
	Reset   bool   // the account existed before
	Token   string // shown instead of a password when set
}

func (h *handlers) showCredential(w http.ResponseWriter, r *http.Request, p credentialPage) {
	p.basePage, p.Address = h.base(w, r), personAddress(p.ID)
	p.add([]string{"accounts.css"}, nil)
	h.write(w, r, http.StatusOK, "credential", "page", p)
}
