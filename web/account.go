package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// accountPage is what belongs to a person alone: who they are here, and where they are logged in.
type accountPage struct {
	basePage
	Form     form
	Actor    models.Actor
	Login    string
	Roles    []tracking.RoleGrant
	Sessions []tracking.SessionView // that are open
	This     string                 // the one the page is opened in
}

func (h *handlers) showAccount(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := accountPage{basePage: h.base(w, r), Form: newForm(r), Actor: v.actor, Login: v.session.Login, This: v.session.ID}
	var err error
	if p.Roles, err = h.t.RolesOf(r.Context(), v.actor); err != nil {
		return err
	}
	if p.Sessions, err = h.t.Sessions(r.Context(), v.actor, ""); err != nil {
		return err
	}
	p.Sessions = slices.DeleteFunc(p.Sessions, func(s tracking.SessionView) bool { return !s.Live })
	h.write(w, r, http.StatusOK, "account", "page", p)
	return nil
}

func (h *handlers) logOutEverywhere(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.LogOutEverywhere(r.Context(), actorOf(r), key(r)); err != nil {
		return err
	}
	h.keep(w, r, "")
	return h.done(w, r, "/login", "已在所有设备上退出")
}
