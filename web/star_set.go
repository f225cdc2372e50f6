package web

import (
	"net/http"
	"net/url"

	"duban/tracking"
)

// setStar marks a project for the person, or removes the mark.
func (h *handlers) setStar(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	on := f.Value("on") != ""
	if _, err := h.t.SetStar(r.Context(), actorOf(r), f.Key, projectOf(r), tracking.StarSet{On: on}); err != nil {
		return err
	}
	said := phrase("已取消关注")
	if on {
		said = "已关注，可在查找框和项目库中直接打开"
	}
	return h.redirectWithMessage(w, r,
		"/projects/"+url.PathEscape(r.PathValue("year"))+"/"+url.PathEscape(r.PathValue("code")), said.in(f.lang))
}
