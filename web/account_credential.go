package web

import (
	"net/http"

	"duban/tracking"
)

// credentialPage shows a one-time password, this once.
type credentialPage struct {
	basePage
	tracking.GivenPassword
	Address string // of the account
	Reset   bool   // of an account there was before
	Token   string // instead of a password
}

func (h *handlers) showCredential(w http.ResponseWriter, r *http.Request, p credentialPage) {
	p.basePage, p.Address = h.base(w, r), personAddress(p.ID)
	p.add([]string{"accounts.css"}, nil)
	h.write(w, r, http.StatusOK, "credential", "page", p)
}
