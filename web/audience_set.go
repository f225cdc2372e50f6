package web

import (
	"net/http"

	"duban/models"
)

func (h *handlers) setAudience(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.SetAudiencePosts(r.Context(), actorOf(r), f.Key, models.Audience(f.Value("audience")),
		f.values["post"]); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/settings/audiences", "已保存")
}
