package web

import (
	"net/http"

	"duban/tracking"
)

func (h *handlers) linkSubject(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "已关联统一认证", func(f form) (tracking.Settled, error) {
		return h.t.LinkSubject(withReason(r, f), actorOf(r), f.Key, r.PathValue("person"), h.issuer(), f.Value("subject"))
	})
}

func (h *handlers) unlinkSubject(w http.ResponseWriter, r *http.Request) error {
	return h.changePerson(w, r, "已取消统一认证关联", func(f form) error {
		return h.t.UnlinkSubject(r.Context(), actorOf(r), f.Key, r.PathValue("person"), f.Value("issuer"), f.Value("subject"))
	})
}
