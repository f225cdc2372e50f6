package web

import (
	"net/http"

	"duban/tracking"
)

func (h *handlers) grantRole(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "角色已授予", func(f form) (tracking.Settled, error) {
		g, err := parseGrant(f)
		if err != nil {
			return tracking.Settled{}, err
		}
		return h.t.GrantRole(withReason(r, f), actorOf(r), f.Key, r.PathValue("person"), g)
	})
}

func (h *handlers) revokeRole(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "角色已收回", func(f form) (tracking.Settled, error) {
		g, err := parseGrant(f)
		if err != nil {
			return tracking.Settled{}, err
		}
		return h.t.RevokeRole(withReason(r, f), actorOf(r), f.Key, r.PathValue("person"), g)
	})
}
